package dev.impasto.problem;

/** What is asked for needs more memory than there is; the message says how to need less. */
public final class NotEnoughMemoryException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /** Says how much is needed and how much there is. */
  public NotEnoughMemoryException(String message) {
    super(message);
  }
}
