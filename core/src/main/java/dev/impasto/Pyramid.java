package dev.impasto;

import dev.impasto.optimize.Preconditioner;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets a step change large areas more easily than single pixels: {@code P v = v + s U P' D v},
 * where D halves a picture, P' is the same map at half the size and U, twice D's transpose in
 * either direction, doubles it again. What varies slowly is enlarged the most, by {@code 1 + s + s²
 * + …}.
 *
 * <p>Without it a transfer's first steps are spent on the pattern that repeats every few pixels, as
 * that is where the gradient is largest, and colors of whole areas hardly move.
 */
final class Pyramid implements Preconditioner {
  /** Below this many rows or columns nothing is halved. */
  private static final int SMALLEST = 5;

  /** The binomial window that D weighs four neighboring values with. */
  private static final float[] WINDOW = {0.125f, 0.375f, 0.375f, 0.125f};

  private static final int COLORS = 3;

  private final int height;
  private final int width;
  private final float strength;
  private final @Nullable Pyramid coarser;
  private final float[] shortened;
  private final float[] halved;
  private final float[] smoothed;

  /**
   * For pictures of one size.
   *
   * @param strength s, 0 or more
   */
  Pyramid(int height, int width, double strength) {
    this.height = height;
    this.width = width;
    this.strength = (float) strength;
    boolean halves = Math.min(height, width) >= SMALLEST;
    this.coarser = halves ? new Pyramid((height + 1) / 2, (width + 1) / 2, strength) : null;
    this.shortened = new float[halves ? (height + 1) / 2 * width * COLORS : 0];
    this.halved = new float[halves ? (height + 1) / 2 * ((width + 1) / 2) * COLORS : 0];
    this.smoothed = new float[halved.length];
  }

  @Override
  public void apply(float[] vector, float[] result) {
    System.arraycopy(vector, 0, result, 0, vector.length);
    if (coarser != null) {
      down(vector);
      coarser.apply(halved, smoothed);
      up(result);
    }
  }

  /** D: {@code vector} to {@link #halved}, rows first. */
  private void down(float[] vector) {
    int row = width * COLORS;
    Arrays.fill(shortened, 0);
    for (int y = 0; y < (height + 1) / 2; y++) {
      for (int k = 0; k < WINDOW.length; k++) {
        add(WINDOW[k], vector, inside(2 * y + k - 1, height) * row, shortened, y * row, row);
      }
    }
    int columns = (width + 1) / 2;
    for (int y = 0; y < (height + 1) / 2; y++) {
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < COLORS; c++) {
          float sum = 0;
          for (int k = 0; k < WINDOW.length; k++) {
            sum += WINDOW[k] * shortened[(y * width + inside(2 * x + k - 1, width)) * COLORS + c];
          }
          halved[(y * columns + x) * COLORS + c] = sum;
        }
      }
    }
  }

  /** {@code result += s U smoothed}: the steps of {@link #down}, transposed, in reverse. */
  private void up(float[] result) {
    int row = width * COLORS;
    int columns = (width + 1) / 2;
    Arrays.fill(shortened, 0);
    for (int y = 0; y < (height + 1) / 2; y++) {
      for (int x = 0; x < columns; x++) {
        for (int k = 0; k < WINDOW.length; k++) {
          int to = (y * width + inside(2 * x + k - 1, width)) * COLORS;
          for (int c = 0; c < COLORS; c++) {
            shortened[to + c] += 2 * WINDOW[k] * smoothed[(y * columns + x) * COLORS + c];
          }
        }
      }
    }
    for (int y = 0; y < (height + 1) / 2; y++) {
      for (int k = 0; k < WINDOW.length; k++) {
        int to = inside(2 * y + k - 1, height) * row;
        add(2 * strength * WINDOW[k], shortened, y * row, result, to, row);
      }
    }
  }

  /** The index, or the nearest one that there is. */
  private static int inside(int index, int count) {
    return Math.max(0, Math.min(count - 1, index));
  }

  private static void add(float factor, float[] from, int at, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] += factor * from[at + i];
    }
  }
}
