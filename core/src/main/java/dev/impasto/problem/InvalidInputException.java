package dev.impasto.problem;

/**
 * Something given by the user cannot be used: a picture, a weight file, an option.
 *
 * <p>The message is one line for that user: what is wrong, the value, and what would be right.
 */
public class InvalidInputException extends RuntimeException {
  /**
   * @param message one line: what is wrong, the value, and what would be right
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * @param message one line: what is wrong, the value, and what would be right
   * @param cause what was noticed first
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns normally if {@code holds}.
   *
   * @param holds what must be true of the input
   * @param message the line to show otherwise, a format for {@code values}
   * @param values the values that the message names
   * @throws InvalidInputException if it does not hold
   */
  public static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new InvalidInputException(String.format(java.util.Locale.ROOT, message, values));
    }
  }
}
