package dev.impasto.problem;

/** The thread that waited for something long was interrupted. */
public final class RunInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what was waited for. */
  public RunInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
