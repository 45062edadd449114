package dev.impasto.studio.store;

import dev.impasto.problem.InvalidInputException;

/** Something has more bytes than is taken. */
public final class TooLargeException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /**
   * An exception with the line for the user.
   *
   * @param message what is wrong, and what would be right
   */
  public TooLargeException(String message) {
    super(message);
  }
}
