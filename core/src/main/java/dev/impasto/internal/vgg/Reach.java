package dev.impasto.internal.vgg;

/**
 * How far beyond its own positions a loss sees a layer's response.
 *
 * @param down rows below, 0 or more
 * @param left columns to the left, 0 or more
 * @param right columns to the right, 0 or more
 */
public record Reach(int down, int left, int right) {
  /** Each position for itself. */
  public static final Reach NONE = new Reach(0, 0, 0);

  /** To the position that is displaced from each. */
  public static Reach to(int rows, int columns) {
    return new Reach(rows, Math.max(0, -columns), Math.max(0, columns));
  }
}
