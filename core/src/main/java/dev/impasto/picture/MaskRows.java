package dev.impasto.picture;

import java.util.Arrays;

/** The rows of a mask in another size, each value the mean over what its pixel covers. */
final class MaskRows implements Mask.RowSource {
  private final Mask mask;
  private final int newHeight;
  private final float[] whole;

  /** Rows in the new width, each where its number modulo 2 says: what two new rows share. */
  private final float[][] narrow;

  private final int[] numbers = {-1, -1};
  private final double[] sums;

  MaskRows(Mask mask, int newWidth, int newHeight) {
    this.mask = mask;
    this.newHeight = newHeight;
    whole = new float[mask.width()];
    narrow = new float[2][newWidth];
    sums = new double[newWidth];
  }

  @Override
  public void set(int y, float[] row) {
    Span span = new Span(y, mask.height(), newHeight);
    Arrays.fill(sums, 0);
    double total = 0;
    for (int i = span.first(); i < span.end(); i++) {
      double covered = span.covered(i);
      total += covered;
      float[] values = narrow(i);
      for (int x = 0; x < row.length; x++) {
        sums[x] += covered * values[x];
      }
    }
    for (int x = 0; x < row.length; x++) {
      row[x] = (float) (sums[x] / total);
    }
  }

  /** A row in the new width. */
  private float[] narrow(int y) {
    float[] row = narrow[y % 2];
    if (numbers[y % 2] != y) {
      numbers[y % 2] = y;
      mask.read(y, whole);
      for (int x = 0; x < row.length; x++) {
        Span span = new Span(x, whole.length, row.length);
        double sum = 0;
        double total = 0;
        for (int i = span.first(); i < span.end(); i++) {
          double covered = span.covered(i);
          total += covered;
          sum += covered * whole[i];
        }
        row[x] = (float) (sum / total);
      }
    }
    return row;
  }

  /**
   * What a new place covers of the old ones.
   *
   * @param place the new one
   * @param count how many old ones there are
   * @param newCount how many new ones
   */
  private record Span(int place, int count, int newCount) {
    private double from() {
      return (double) place * count / newCount;
    }

    private double to() {
      return (double) (place + 1) * count / newCount;
    }

    int first() {
      return (int) from();
    }

    int end() {
      return (int) Math.min(count, Math.ceil(to()));
    }

    double covered(int i) {
      return Math.min(to(), i + 1) - Math.max(from(), i);
    }
  }
}
