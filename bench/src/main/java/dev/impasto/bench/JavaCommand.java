package dev.impasto.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM like this one, with the same flags: those of the launcher, which {@code bench/run} sets.
 */
final class JavaCommand {
  private JavaCommand() {}

  /** Runs a class of the same class path. */
  static List<String> of(Class<?> main, List<String> arguments) {
    List<String> rest =
        new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    rest.addAll(arguments);
    return command(rest);
  }

  /** Runs the command line, without the archive of classes that the launcher would add. */
  static List<String> impasto(List<String> arguments) {
    List<String> rest =
        new ArrayList<>(List.of("-Dimpasto.terminal=false", "-jar", "cli/target/impasto.jar"));
    rest.addAll(arguments);
    return command(rest);
  }

  private static List<String> command(List<String> rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(rest);
    return command;
  }
}
