package dev.impasto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own; what it prints goes to the file {@code out}. */
final class Child {
  private static final int PATIENCE_SECONDS = 120;

  private Child() {}

  /**
   * What starts the program.
   *
   * @param before what stands before {@code java} in the command
   * @param flags more flags of the JVM
   */
  static ProcessBuilder of(List<String> before, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-Xmx") || flag.startsWith("--enable-native-access"))
        .forEach(command::add);
    command.addAll(List.of("-Dimpasto.terminal=false", "-Djava.awt.headless=true"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "IMPASTO_DEBUG"));
    return builder;
  }

  /** What a run of the program said at its end: its exit code, and all that it printed. */
  record End(int exitCode, String printed) {}

  /** Runs the program to its end. */
  static End run(Path log, List<String> arguments) throws IOException, InterruptedException {
    Process process = start(log, arguments);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("no end after %d s: %s".formatted(PATIENCE_SECONDS, arguments));
    }
    return new End(process.exitValue(), Files.readString(log, UTF_8));
  }

  /**
   * Starts the program in the log's folder, where a result goes that has no place elsewhere; a
   * short start matters more than a fast run.
   */
  static Process start(Path log, List<String> arguments) throws IOException {
    return of(List.of(), List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments)
        .directory(Objects.requireNonNull(log.getParent()).toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
