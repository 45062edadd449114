package dev.impasto.studio.work;

import dev.impasto.problem.InvalidInputException;

/** Too many jobs wait. */
public final class QueueFullException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /**
   * An exception with the line for the user.
   *
   * @param message what is wrong, and what would be right
   */
  public QueueFullException(String message) {
    super(message);
  }
}
