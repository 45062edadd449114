package dev.impasto.problem;

/** A thread that waited for something long, or computed it, was interrupted. */
public final class RunInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what was waited for. */
  public RunInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what was given up. */
  public RunInterruptedException(String message) {
    super(message);
  }
}
