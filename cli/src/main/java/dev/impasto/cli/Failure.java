package dev.impasto.cli;

import dev.impasto.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * What ended a command, as the user is told.
 *
 * @param line what is said of it
 * @param code what the program ends with
 * @param internal whether it is a defect of the program
 */
record Failure(String line, int code, boolean internal) {
  /** As something was thrown. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof InvalidInputException) {
      return new Failure(firstLine(thrown.getMessage()), Main.INVALID_INPUT, false);
    }
    OutOfMemoryError missing = missing(thrown);
    if (missing != null) {
      return new Failure(missing(missing), Main.INVALID_INPUT, false);
    }
    return new Failure(
        "internal error: %s: %s"
            .formatted(thrown.getClass().getSimpleName(), firstLine(thrown.getMessage())),
        Main.INTERNAL_ERROR,
        true);
  }

  /** Also where it kept a class from being loaded. */
  private static @Nullable OutOfMemoryError missing(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError missing) {
        return missing;
      }
    }
    return null;
  }

  /** Java says with the same error that there can be no more threads. */
  private static String missing(OutOfMemoryError error) {
    return String.valueOf(error.getMessage()).contains("native thread")
        ? "the system allows this program no more threads: choose fewer with --threads, or allow"
            + " more processes"
        : ("the %d MB of Java memory do not suffice: choose a smaller size, or allow more with"
                + " IMPASTO_JAVA_OPTS=-Xmx%dg")
            .formatted(
                Runtime.getRuntime().maxMemory() >> 20,
                2 * Math.max(1, Math.round(Runtime.getRuntime().maxMemory() / 0x1p30)));
  }

  static String firstLine(@Nullable String message) {
    return message == null ? "failed" : message.lines().findFirst().orElse("failed");
  }
}
