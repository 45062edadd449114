package dev.impasto;

import dev.impasto.optimize.Minimizer;
import dev.impasto.optimize.Preconditioned;
import dev.impasto.optimize.Preconditioner;
import dev.impasto.optimize.SmoothRange;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Picture;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Optimization;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Parts;
import dev.impasto.storage.Rows;
import dev.impasto.storage.Storage;
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

  /** Rows that a thread takes at a time at least: of those beside them, fewer are made twice. */
  private static final int BAND = 32;

  private final int height;
  private final int width;
  private final float strength;
  private final Parallel parallel;

  /** How many rows one thread takes at a time. */
  private final int rows;

  private final @Nullable PyramidPreconditioner coarser;
  private final Floats halved;
  private final Floats smoothed;

  /**
   * For pictures of one size.
   *
   * @param strength s, 0 or more
   * @param parallel what it computes with
   * @param storage where smaller pictures lie
   */
  PyramidPreconditioner(
      int height, int width, double strength, Parallel parallel, Storage storage) {
    this.height = height;
    this.width = width;
    this.strength = (float) strength;
    this.parallel = parallel;
    this.rows = Math.max(Parallel.PART / (width * COLORS), Rows.band(width * COLORS, BAND));
    boolean halves = Math.min(height, width) >= SMALLEST;
    int halfHeight = (height + 1) / 2;
    int halfWidth = (width + 1) / 2;
    this.coarser =
        halves
            ? new PyramidPreconditioner(halfHeight, halfWidth, strength, parallel, storage)
            : null;
    long size = halves ? (long) halfHeight * halfWidth * COLORS : 0;
    this.halved = storage.floats(size);
    this.smoothed = storage.floats(size);
  }

  /**
   * What minimizes a loss of pictures.
   *
   * @param picture of their size; where it lies, all vectors do
   */
  static Minimizer minimizer(Optimization asked, Picture picture, Parallel parallel) {
    Minimizer minimizer =
        asked.preconditioning() == 0
            ? asked.optimizer()
            : new Preconditioned(
                asked.optimizer(),
                new PyramidPreconditioner(
                    picture.height(),
                    picture.width(),
                    asked.preconditioning(),
                    parallel,
                    picture.colors().storage()));
    return asked.colors() == ColorRange.SMOOTH ? new SmoothRange(minimizer) : minimizer;
  }

  @Override
  public void apply(Floats vector, Floats result) {
    if (coarser == null) {
      new Parts(parallel)
          .reading(vector)
          .setting(result)
          .each((v, from, to) -> System.arraycopy(v[0], from, v[1], from, to - from));
      return;
    }
    parallel.over((height + 1) / 2, rows, (from, to) -> down(vector, from, to));
    coarser.apply(halved, smoothed);
    parallel.over(height, rows, (from, to) -> up(vector, result, from, to));
  }

  /** D: {@code vector} to rows of {@link #halved}, columns first. */
  private void down(Floats vector, int from, int to) {
    int row = width * COLORS;
    int columns = (width + 1) / 2;
    Rows seen = Rows.of(vector, row, Math.max(0, 2 * from - 1), Math.min(height, 2 * to + 1));
    Rows made = Rows.room(halved, columns * COLORS, from, to);
    float[] shortened = new float[row];
    for (int y = from; y < to; y++) {
      Arrays.fill(shortened, 0);
      for (int k = 0; k < WINDOW.length; k++) {
        int above = seen.at(inside(2 * y + k - 1, height));
        add(WINDOW[k], seen.values(), above, shortened, 0, row);
      }
      int at = made.at(y);
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < COLORS; c++) {
          float sum = 0;
          for (int k = 0; k < WINDOW.length; k++) {
            sum += WINDOW[k] * shortened[inside(2 * x + k - 1, width) * COLORS + c];
          }
          made.values()[at + x * COLORS + c] = sum;
        }
      }
    }
    made.into(halved);
  }

  /** Rows of {@code result = vector + s U smoothed}: the steps of D, transposed, in reverse. */
  private void up(Floats vector, Floats result, int from, int to) {
    int row = width * COLORS;
    Rows own = Rows.of(vector, row, from, to);
    Rows made = Rows.room(result, row, from, to);
    System.arraycopy(own.values(), own.at(from), made.values(), made.at(from), (to - from) * row);
    int first = Math.max(0, from / 2 - 1);
    int end = Math.min((height + 1) / 2, (to + 1) / 2 + 1);
    Rows coarse = Rows.of(smoothed, (width + 1) / 2 * COLORS, first, end);
    float[] widened = new float[row];
    for (int y = first; y < end; y++) {
      widen(coarse, y, widened);
      for (int k = 0; k < WINDOW.length; k++) {
        int target = inside(2 * y + k - 1, height);
        if (from <= target && target < to) {
          add(2 * strength * WINDOW[k], widened, 0, made.values(), made.at(target), row);
        }
      }
    }
    made.into(result);
  }

  /** A row of {@link #smoothed}, widened: the second step of U's, first. */
  private void widen(Rows coarse, int y, float[] widened) {
    int columns = (width + 1) / 2;
    int from = coarse.at(y);
    Arrays.fill(widened, 0);
    for (int x = 0; x < columns; x++) {
      for (int k = 0; k < WINDOW.length; k++) {
        int at = inside(2 * x + k - 1, width) * COLORS;
        for (int c = 0; c < COLORS; c++) {
          widened[at + c] += 2 * WINDOW[k] * coarse.values()[from + x * COLORS + c];
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
