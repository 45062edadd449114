package dev.impasto.studio.work;

import dev.impasto.problem.InvalidInputException;

/** There is no job of an id. */
public final class NoSuchJobException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /**
   * An exception with the line for the user.
   *
   * @param message what is wrong, and what would be right
   */
  public NoSuchJobException(String message) {
    super(message);
  }
}
