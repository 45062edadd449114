package dev.impasto.internal.weights;

import java.util.List;

/**
 * An array of numbers of a MATLAB file.
 *
 * @param shape its sizes; the first index changes fastest
 * @param values its numbers; none where they are not of use
 */
record MatArray(List<Long> shape, float[] values) {
  /** Larger arrays that are no filters are those of fully connected layers. */
  private static final long LARGE = 1 << 20;

  MatArray {
    shape = List.copyOf(shape);
  }

  /** Whether the numbers of an array of this shape are of use: those of filters, and short ones. */
  static boolean isOfUse(List<Long> shape, long count) {
    return count <= LARGE || (shape.size() >= 3 && shape.get(0) == 3 && shape.get(1) == 3);
  }
}
