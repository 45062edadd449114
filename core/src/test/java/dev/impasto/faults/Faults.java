package dev.impasto.faults;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many faults are made, and what the line that answers one may say. */
public final class Faults {
  /** Words of programs, which tell a user nothing. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "\\b(java|javax|com|org|sun|tools|dev)\\.[a-z]+\\."
              + "|\\b[A-Za-z]*(Exception|Error)\\b"
              + "|\\b[A-Z][a-z]+[A-Z][a-z]+[A-Z]\\w+\\b"
              + "|(?<![:,\\[])\\bnull\\b"
              + "|(?i:\\bindex\\b|out of bounds|out of range|for input string|cannot be cast)"
              + "|@[0-9a-f]{5,}");

  private Faults() {}

  /**
   * How often something is tried: a bounded number with the other tests, all with {@code
   * -Dfaults=long}.
   */
  public static int rounds(int bounded, int all) {
    return "long".equals(System.getProperty("faults")) ? all : bounded;
  }

  /** Whether a message is one line for a user. */
  public static boolean isPlain(@Nullable String message) {
    return message != null
        && message.matches("[^\\p{C}]{10,500}")
        && !PROGRAM.matcher(message).find();
  }
}
