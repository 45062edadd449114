package dev.impasto.problem;

/**
 * A file or an address cannot be read or written, though what was asked for may be right: there is
 * no permission, the disk is full, the connection fails. Trying again later may help.
 */
public final class AccessException extends InvalidInputException {
  private static final long serialVersionUID = 1;

  /** Says what cannot be read or written, and why. */
  public AccessException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what cannot be read or written, and why. */
  public AccessException(String message) {
    super(message);
  }
}
