package dev.impasto.studio.store;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Names that nobody can guess, and that are no path. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BITS = 80;

  private Ids() {}

  /** A new one that begins with a letter or word. */
  public static String next(String kind) {
    return kind + new BigInteger(BITS, RANDOM).toString(Character.MAX_RADIX);
  }
}
