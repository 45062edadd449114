package dev.impasto;

import dev.impasto.optimize.Preconditioner;
import dev.impasto.parallel.Parallel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets a step change large areas more easily than single pixels: {@code P v = v + s U P' D v},
 * where D halves a picture, P' is the same map at half the size and U, twice D's transpose in
 * either direction, doubles it again. What varies slowly is enlarged the most, by {@code 1 + s + s²
 * + …}.
 *
 * <p>The gradient is largest in the pattern that repeats every few pixels. Without this map the
 * first steps change that pattern, and colors of whole areas hardly move.
 */
final class PyramidPreconditioner implements Preconditioner {
  /** Below this many rows or columns nothing is halved. */
  private static final int SMALLEST = 5;

  /** The binomial window that D weighs four neighboring values with. */
  private static final float[] WINDOW = {0.125f, 0.375f, 0.375f, 0.125f};

  private static final int COLORS = 3;

  private final int height;
  private final int width;
  private final float strength;
  private final Parallel parallel;

  /** How many rows one thread takes at a time. */
  private final int rows;

  private final @Nullable PyramidPreconditioner coarser;
  private final float[] shortened;
  private final float[] halved;
  private final float[] smoothed;

  /**
   * For pictures of one size.
   *
   * @param strength s, 0 or more
   * @param parallel what it computes with
   */
  PyramidPreconditioner(int height, int width, double strength, Parallel parallel) {
    this.height = height;
    this.width = width;
    this.strength = (float) strength;
    this.parallel = parallel;
    this.rows = Math.max(1, Parallel.PART / (width * COLORS));
    boolean halves = Math.min(height, width) >= SMALLEST;
    this.coarser =
        halves
            ? new PyramidPreconditioner((height + 1) / 2, (width + 1) / 2, strength, parallel)
            : null;
    this.shortened = new float[halves ? (height + 1) / 2 * width * COLORS : 0];
    this.halved = new float[halves ? (height + 1) / 2 * ((width + 1) / 2) * COLORS : 0];
    this.smoothed = new float[halved.length];
  }

  @Override
  public void apply(float[] vector, float[] result) {
    if (coarser == null) {
      System.arraycopy(vector, 0, result, 0, vector.length);
      return;
    }
    int halfHeight = (height + 1) / 2;
    parallel.over(halfHeight, rows, (from, to) -> down(vector, from, to));
    coarser.apply(halved, smoothed);
    parallel.over(halfHeight, rows, this::widen);
    parallel.over(height, rows, (from, to) -> up(vector, result, from, to));
  }

  /** D: {@code vector} to rows of {@link #halved}, columns first. */
  private void down(float[] vector, int from, int to) {
    int row = width * COLORS;
    int columns = (width + 1) / 2;
    Arrays.fill(shortened, from * row, to * row, 0);
    for (int y = from; y < to; y++) {
      for (int k = 0; k < WINDOW.length; k++) {
        add(WINDOW[k], vector, inside(2 * y + k - 1, height) * row, shortened, y * row, row);
      }
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

  /** Rows of {@link #smoothed}, widened, to {@link #shortened}: the second step of U's, first. */
  private void widen(int from, int to) {
    int row = width * COLORS;
    int columns = (width + 1) / 2;
    Arrays.fill(shortened, from * row, to * row, 0);
    for (int y = from; y < to; y++) {
      for (int x = 0; x < columns; x++) {
        for (int k = 0; k < WINDOW.length; k++) {
          int at = (y * width + inside(2 * x + k - 1, width)) * COLORS;
          for (int c = 0; c < COLORS; c++) {
            shortened[at + c] += 2 * WINDOW[k] * smoothed[(y * columns + x) * COLORS + c];
          }
        }
      }
    }
  }

  /** Rows of {@code result = vector + s U smoothed}: the steps of D, transposed, in reverse. */
  private void up(float[] vector, float[] result, int from, int to) {
    int row = width * COLORS;
    System.arraycopy(vector, from * row, result, from * row, (to - from) * row);
    int last = Math.min((height + 1) / 2 - 1, (to + 1) / 2);
    for (int y = Math.max(0, from / 2 - 1); y <= last; y++) {
      for (int k = 0; k < WINDOW.length; k++) {
        int target = inside(2 * y + k - 1, height);
        if (from <= target && target < to) {
          add(2 * strength * WINDOW[k], shortened, y * row, result, target * row, row);
        }
      }
    }
  }

  /** The index, or the nearest one inside. */
  private static int inside(int index, int count) {
    return Math.max(0, Math.min(count - 1, index));
  }

  private static void add(float factor, float[] from, int at, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] += factor * from[at + i];
    }
  }
}
