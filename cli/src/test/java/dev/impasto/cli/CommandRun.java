package dev.impasto.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command in this process. */
  static CommandRun of(String... arguments) {
    return of(Main.commandLine(arguments), arguments);
  }

  static CommandRun of(CommandLine commandLine, String... arguments) {
    System.setProperty("impasto.terminal", "false");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = Main.run(commandLine, arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** A transfer of 64 pixels that takes as little time as can be. */
  static CommandRun transfer(Path content, Path style, Path output, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("transfer", content.toString(), style.toString()));
    arguments.addAll(List.of("-o", output.toString()));
    if (!List.of(more).contains("--size")) {
      arguments.addAll(List.of("--size", "64"));
    }
    if (!List.of(more).contains("--iterations")) {
      arguments.addAll(List.of("--iterations", "2"));
    }
    if (!List.of(more).contains("--scales")) {
      arguments.addAll(List.of("--scales", "1"));
    }
    arguments.addAll(List.of(more));
    return of(arguments.toArray(new String[0]));
  }
}
