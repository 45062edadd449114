package dev.impasto.spark;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every job is told: with which settings and with what it computes. */
final class JobArguments {
  private static final int INVALID = 2;

  /** What every line begins with. */
  private static final String PROGRAM = "impasto-spark: ";

  @Option(
      names = "--options",
      paramLabel = "JSON",
      description = "Options that shape pictures, as {\"size\": 1024}, where nothing else is said.")
  private String options = "{}";

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "A network's weights (default: the one that is included).")
  private @Nullable String network;

  @Option(
      names = "--precision",
      paramLabel = "auto|f32|bf16",
      description = "What is computed with (default: auto).")
  private Precision precision = Precision.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Threads of each task (default: as many as spark.task.cpus).")
  private int threads;

  JobArguments() {}

  /**
   * Runs a job and returns the exit code: 2, with one line, where what was given cannot be used.
   */
  static int run(Callable<Integer> job, String... arguments) {
    return new CommandLine(job)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, given) -> {
              e.getCommandLine().getErr().println(PROGRAM + e.getMessage());
              return INVALID;
            })
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              // What an executor refuses is the cause of what Spark throws here.
              for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidInputException) {
                  command.getErr().println(PROGRAM + cause.getMessage());
                  return INVALID;
                }
              }
              throw e;
            })
        .execute(arguments);
  }

  /** Says something to who watches the job. */
  static void tell(String line) {
    System.err.println(PROGRAM + line);
  }

  /** Throws if a result's name is not that of a picture that can be written. */
  static void requireEnding(String result) {
    require(
        result.matches("(?i).*\\.(png|jpe?g|tiff?)"),
        "the result '%s' must end in .png, .jpg or .tif",
        result);
  }

  /** How Spark is set, as far as it has not been told. */
  static SparkConf conf() {
    SparkConf conf = new SparkConf(true).setIfMissing("spark.app.name", "Impasto");
    // A second copy of a long task would take a processor from another one.
    conf.setIfMissing("spark.speculation", "false");
    return conf;
  }

  /** Checks what can be checked without any file. */
  void check() {
    require(threads >= 0, "--threads must be 0 or more, not %d", threads);
    try {
      OptionsJson.read(options);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("--options: " + e.getMessage(), e);
    }
  }

  String options() {
    return options;
  }

  Precision precision() {
    return precision;
  }

  int threads() {
    return threads;
  }

  NetworkBytes network(HadoopFiles files) {
    return network == null
        ? NetworkBytes.embedded()
        : NetworkBytes.of(network, files.read(network));
  }
}
