package dev.impasto.studio.web;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What lets a browser in.
 *
 * @param opening stands in the address that is printed
 * @param session stands in the cookie
 */
record Token(String opening, String session) {
  private static final int BYTES = 24;

  /** A new one, which nobody can guess. */
  static Token random() {
    SecureRandom random = new SecureRandom();
    return new Token(next(random), next(random));
  }

  private static String next(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
