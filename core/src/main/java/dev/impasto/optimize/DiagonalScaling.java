package dev.impasto.optimize;

import java.util.Map;

/**
 * How the inverse curvature differs from element to element, learned from the pairs of steps s and
 * changes of the gradient y: {@code d_i = sqrt(mean of s_i² / mean of y_i²)}, each pair being taken
 * to the same length first. Were the Hessian diagonal, these were its inverse elements but for a
 * common factor. Means are over the last pairs, the newest counting most.
 *
 * <p>As the matrix that limited-memory quasi-Newton methods begin with, in place of a multiple of
 * the unit matrix, this is what Gilbert and Lemaréchal, "Some numerical experiments with
 * variable-storage quasi-Newton algorithms" (Mathematical Programming 45, 1989) do with other
 * diagonals. It summarizes all pairs, also those that are no longer kept.
 */
final class DiagonalScaling {
  /** How many vectors it takes. */
  static final int VECTORS = 3;

  /** The weight of a pair when the next one comes. */
  private static final float DECAY = 0.95f;

  /** The number of pairs, equal in all elements, that are assumed before the first one. */
  private static final float PRIOR = 3;

  private final ParallelVectors vectors;
  private final float[] steps;
  private final float[] changes;
  private final float[] elements;

  DiagonalScaling(int length, ParallelVectors vectors) {
    this.vectors = vectors;
    steps = new float[length];
    changes = new float[length];
    elements = new float[length];
  }

  /** Adds what has been learned to a state. */
  void save(Map<String, float[]> state) {
    state.put("diagonal.steps", steps);
    state.put("diagonal.changes", changes);
  }

  /** What a state says was learned, of vectors of a length. */
  static DiagonalScaling restored(OptimizerState state, int length, ParallelVectors vectors) {
    DiagonalScaling diagonal = new DiagonalScaling(length, vectors);
    state.restore("diagonal.steps", diagonal.steps);
    state.restore("diagonal.changes", diagonal.changes);
    diagonal.setElements(0, length);
    return diagonal;
  }

  private void setElements(int from, int to) {
    float prior = prior(elements.length);
    for (int i = from; i < to; i++) {
      elements[i] = element(steps[i], changes[i], prior);
    }
  }

  /** What is assumed of each element of so long a vector before the first pair. */
  static float prior(long length) {
    return PRIOR / length;
  }

  /** An element, for the sums of squares there. */
  static float element(float steps, float changes, float prior) {
    return (float) Math.sqrt((steps + prior) / (changes + prior));
  }

  /**
   * Learns from a pair.
   *
   * @return {@code y' D y} and {@code s' D^-1 s}
   */
  double[] learn(float[] step, float[] change, double stepSquare, double changeSquare) {
    float perStep = (float) (1 / Math.sqrt(stepSquare));
    float perChange = (float) (1 / Math.sqrt(changeSquare));
    return vectors.sums(
        elements.length,
        2,
        (from, to, sums) -> {
          add(step, perStep, steps, from, to);
          add(change, perChange, changes, from, to);
          setElements(from, to);
          double yDy = 0;
          double sDs = 0;
          for (int i = from; i < to; i++) {
            yDy += (double) (change[i] * elements[i]) * change[i];
            sDs += (double) (step[i] / elements[i]) * step[i];
          }
          sums[0] = yDy;
          sums[1] = sDs;
        });
  }

  /** Adds a pair's vector to the sums of squares. */
  static void add(float[] vector, float factor, float[] squares, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = factor * vector[i];
      squares[i] = DECAY * squares[i] + v * v;
    }
  }

  /** Multiplies a vector by this and by a factor. */
  void multiply(float[] vector, double factor) {
    float f = (float) factor;
    vectors.each(
        vector.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            vector[i] *= f * elements[i];
          }
        });
  }
}
