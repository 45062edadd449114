package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks of single operations with JMH, each in a process like this one. */
final class Operations {
  private static final String PRECISION = "precision";

  private Operations() {}

  /**
   * Runs the benchmarks that JMH's own options choose, all without any, and prints what they took.
   */
  static void run(List<String> arguments) {
    try {
      CommandLineOptions given = new CommandLineOptions(arguments.toArray(String[]::new));
      if (given.shouldHelp()) {
        given.showHelp();
        return;
      }
      OptionsBuilder options = new OptionsBuilder();
      options.parent(given);
      if (!given.getParameter(PRECISION).hasValue()) {
        options.param(PRECISION, precisions());
      }
      Runner runner = new Runner(options.build());
      if (given.shouldList()) {
        runner.list();
      } else if (given.shouldListWithParams()) {
        runner.listWithParams(given);
      } else {
        runner.run();
      }
    } catch (NoBenchmarksException e) {
      throw new InvalidInputException(
          "no benchmark has such a name: %s; 'operations -l' lists them".formatted(arguments), e);
    } catch (CommandLineOptionException | RunnerException e) {
      throw new InvalidInputException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this processor can compute in. */
  private static String[] precisions() {
    try (Engine engine = Engine.open(0, Precision.BF16)) {
      return new String[] {Precision.F32.toString(), engine.precision().toString()};
    } catch (InvalidInputException e) {
      return new String[] {Precision.F32.toString()};
    }
  }

  /**
   * Runs the benchmarks of a class with these parameters.
   *
   * @return the median of each benchmark in seconds, by the name of its method
   */
  static Map<String, Double> seconds(Class<?> benchmarks, Map<String, String> parameters) {
    OptionsBuilder options = new OptionsBuilder();
    options.include("^" + benchmarks.getName().replace(".", "\\.") + "\\.");
    options.verbosity(VerboseMode.SILENT);
    options.shouldFailOnError(true);
    parameters.forEach(options::param);
    Map<String, Double> medians = new TreeMap<>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        String name = result.getPrimaryResult().getLabel();
        double milliseconds = result.getPrimaryResult().getStatistics().getPercentile(50);
        medians.put(name, milliseconds / 1000);
      }
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
    return medians;
  }
}
