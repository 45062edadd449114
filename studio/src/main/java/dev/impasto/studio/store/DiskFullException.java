package dev.impasto.studio.store;

import dev.impasto.problem.InvalidInputException;

/** The disk has too little room. */
public final class DiskFullException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /**
   * An exception with the line for the user.
   *
   * @param message what is wrong, and what would be right
   */
  public DiskFullException(String message) {
    super(message);
  }
}
