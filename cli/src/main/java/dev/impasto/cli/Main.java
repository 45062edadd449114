package dev.impasto.cli;

import dev.impasto.InvalidInputException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's entry. */
@Command(
    name = "impasto",
    description = "Repaints a photograph in the manner of a painting.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      TransferCommand.class,
      InfoCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Start with:  impasto transfer photograph.jpg painting.jpg -o result.png",
      "and see:     impasto transfer --help"
    })
public final class Main {
  /** What the user gave cannot be used. */
  static final int INVALID_INPUT = 2;

  private Main() {}

  /** Runs the command line and exits: 0 if all went well, 2 for bad input, 1 for anything else. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers are shown as they are typed
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setResourceBundle(new Defaults())
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  /** One line: what is wrong with the arguments, and the nearest that would be right. */
  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    StringBuilder line = new StringBuilder(firstLine(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      line.append("; did you mean ")
          .append(String.join(" or ", unmatched.getSuggestions()))
          .append("?");
    } else {
      line.append("; see '").append(command.getCommandSpec().qualifiedName()).append(" --help'");
    }
    complain(command, line.toString());
    return INVALID_INPUT;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments)
      throws Exception {
    if (e instanceof InvalidInputException) {
      complain(command, firstLine(e.getMessage()));
      return INVALID_INPUT;
    }
    throw e;
  }

  private static void complain(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("impasto: " + line);
    err.flush();
  }

  private static String firstLine(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "failed" : message.lines().findFirst().orElse("failed");
  }
}
