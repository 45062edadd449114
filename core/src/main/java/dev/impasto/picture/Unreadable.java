package dev.impasto.picture;

import java.io.IOException;

/**
 * A file that cannot be read, with a reason in plain words.
 *
 * <p>The decoders of others throw whatever they throw: their words are not shown.
 */
final class Unreadable extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason completes "this is a damaged or unusual file: ...", such as "its header is
   *     damaged"; without advice, which follows
   */
  Unreadable(String reason) {
    super(reason);
  }
}
