package dev.impasto.optimize;

import dev.impasto.storage.Floats;
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
  private final Floats steps;
  private final Floats changes;
  private final Floats elements;

  /** Of vectors like one. */
  DiagonalScaling(Floats like, ParallelVectors vectors) {
    this.vectors = vectors;
    steps = ParallelVectors.like(like);
    changes = ParallelVectors.like(like);
    elements = ParallelVectors.like(like);
  }

  /** Gives back what it takes. */
  void close() {
    steps.close();
    changes.close();
    elements.close();
  }

  /** Adds what has been learned to a state. */
  void save(Map<String, Floats> state) {
    state.put("diagonal.steps", steps);
    state.put("diagonal.changes", changes);
  }

  /** What a state says was learned, of vectors like one. */
  static DiagonalScaling restored(OptimizerState state, Floats like, ParallelVectors vectors) {
    DiagonalScaling diagonal = new DiagonalScaling(like, vectors);
    state.restore("diagonal.steps", diagonal.steps);
    state.restore("diagonal.changes", diagonal.changes);
    float prior = prior(like.length());
    vectors
        .reading(diagonal.steps, diagonal.changes)
        .setting(diagonal.elements)
        .each((v, from, to) -> setElements(prior, v[0], v[1], v[2], from, to));
    return diagonal;
  }

  private static void setElements(
      float prior, float[] steps, float[] changes, float[] elements, int from, int to) {
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
  double[] learn(Floats step, Floats change, double stepSquare, double changeSquare) {
    float perStep = (float) (1 / Math.sqrt(stepSquare));
    float perChange = (float) (1 / Math.sqrt(changeSquare));
    float prior = prior(elements.length());
    return vectors
        .reading(step, change)
        .changing(steps, changes)
        .setting(elements)
        .sums(
            2,
            (v, from, to, sums) -> {
              add(v[0], perStep, v[2], from, to);
              add(v[1], perChange, v[3], from, to);
              setElements(prior, v[2], v[3], v[4], from, to);
              products(v[0], v[1], v[4], from, to, sums);
            });
  }

  private static void products(
      float[] step, float[] change, float[] elements, int from, int to, double[] sums) {
    double yDy = 0;
    double sDs = 0;
    for (int i = from; i < to; i++) {
      yDy += (double) (change[i] * elements[i]) * change[i];
      sDs += (double) (step[i] / elements[i]) * step[i];
    }
    sums[0] = yDy;
    sums[1] = sDs;
  }

  /** Adds a pair's vector to the sums of squares. */
  static void add(float[] vector, float factor, float[] squares, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = factor * vector[i];
      squares[i] = DECAY * squares[i] + v * v;
    }
  }

  /** Multiplies a vector by this and by a factor. */
  void multiply(Floats vector, double factor) {
    float f = (float) factor;
    vectors
        .changing(vector)
        .reading(elements)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                v[0][i] *= f * v[1][i];
              }
            });
  }
}
