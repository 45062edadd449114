package dev.impasto.optimize;

import dev.impasto.storage.Floats;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last pairs of steps and changes of the gradient, and the product of the inverse Hessian that
 * they imply with a vector.
 *
 * <p>A pair's two vectors are allocated when the pair is first needed and used in turn from then
 * on.
 */
final class LbfgsMemory {
  /**
   * A pair is kept if the cosine between its step and its change of the gradient is above this; at
   * the precision of floats, less says nothing about the curvature.
   */
  private static final double LEAST_COSINE = 1e-6;

  /**
   * Where the initial matrix's factor lies between {@code s'y / y'Dy} (0, equation 7.20 where D is
   * the unit matrix) and {@code s'D^-1 s / s'y} (1), on a logarithmic scale. Both estimate the
   * inverse curvature, the first from its steep side: it makes steps in directions without memory
   * too short. The value was chosen by measurement (docs/experiments/optimizer.md).
   */
  private static final double LENGTHENING = 0.25;

  private final ParallelVectors vectors;
  private final Floats[] steps;
  private final Floats[] changes;
  private final double[] curvatures;
  private final double[] alphas;
  private int size;
  private int next;
  private double scale;

  /** Begins with the first pair and ends with the last. */
  private @Nullable DiagonalScaling diagonal;

  LbfgsMemory(int capacity, ParallelVectors vectors) {
    this.vectors = vectors;
    steps = new Floats[capacity];
    changes = new Floats[capacity];
    curvatures = new double[capacity];
    alphas = new double[capacity];
  }

  /** How many vectors so many pairs take, with the diagonal. */
  static int vectors(int pairs) {
    return pairs == 0 ? 0 : 2 * pairs + DiagonalScaling.VECTORS;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
    if (diagonal != null) {
      diagonal.close();
      diagonal = null;
    }
  }

  /** Adds all pairs and the diagonal to a state. */
  void save(Map<String, Floats> state, Map<String, Double> numbers) {
    numbers.put("pairs", (double) size);
    for (int age = 1; age <= size; age++) {
      state.put("step." + age, steps[slot(age)]);
      state.put("change." + age, changes[slot(age)]);
      numbers.put("curvature." + age, curvatures[slot(age)]);
    }
    if (diagonal != null) {
      numbers.put("scale", scale);
      diagonal.save(state);
    }
  }

  /** Remembers what a state says, of vectors like one. */
  void restore(OptimizerState state, Floats like) {
    size = state.count("pairs", steps.length);
    next = size % steps.length;
    for (int age = 1; age <= size; age++) {
      int slot = slot(age);
      steps[slot] = ParallelVectors.like(like);
      changes[slot] = ParallelVectors.like(like);
      state.restore("step." + age, steps[slot]);
      state.restore("change." + age, changes[slot]);
      curvatures[slot] = state.number("curvature." + age);
    }
    if (size > 0) {
      scale = state.number("scale");
      diagonal = DiagonalScaling.restored(state, like, vectors);
    }
  }

  /**
   * Remembers the pair of a step from {@code x} to {@code newX}, in place of the oldest one if all
   * are taken.
   *
   * @return false, and nothing changes, if the curvature along the step is not positive: the matrix
   *     would no longer be positive definite
   */
  boolean add(Floats x, Floats gradient, Floats newX, Floats newGradient) {
    double[] sums =
        vectors
            .reading(x, gradient, newX, newGradient)
            .sums(3, (v, from, to, products) -> products(v, from, to, products));
    double sy = sums[0];
    double ss = sums[1];
    double yy = sums[2];
    if (!isCurved(sy, ss, yy)) {
      return false;
    }
    if (steps[next] == null) {
      steps[next] = ParallelVectors.like(x);
      changes[next] = ParallelVectors.like(x);
    }
    Floats step = steps[next];
    Floats change = changes[next];
    vectors
        .reading(x, newX)
        .setting(step)
        .each((v, from, to) -> subtract(v[0], v[1], v[2], from, to));
    vectors
        .reading(gradient, newGradient)
        .setting(change)
        .each((v, from, to) -> subtract(v[0], v[1], v[2], from, to));
    curvatures[next] = sy;
    if (diagonal == null) {
      diagonal = new DiagonalScaling(x, vectors);
    }
    double[] scaled = diagonal.learn(step, change, ss, yy);
    double yDy = scaled[0];
    double sDs = scaled[1];
    scale = scale(sy, yDy, sDs);
    next = (next + 1) % steps.length;
    size = Math.min(size + 1, steps.length);
    return true;
  }

  /** Whether a pair of such products tells of a positive curvature along its step. */
  static boolean isCurved(double sy, double ss, double yy) {
    return sy > LEAST_COSINE * Math.sqrt(ss * yy) && Double.isFinite(ss * yy);
  }

  /** The initial matrix's factor: {@link #LENGTHENING}. */
  static double scale(double sy, double yDy, double sDs) {
    return sy / yDy * Math.pow(sDs / sy * (yDy / sy), LENGTHENING);
  }

  private static void subtract(float[] from, float[] to, float[] apart, int start, int end) {
    for (int i = start; i < end; i++) {
      apart[i] = to[i] - from[i];
    }
  }

  /**
   * The products of the step s and the change y: {@code s'y, s's, y'y}.
   *
   * @param v x and the gradient before the step, and both after it
   */
  private static void products(float[][] v, int from, int to, double[] products) {
    float[] x = v[0];
    float[] gradient = v[1];
    float[] newX = v[2];
    float[] newGradient = v[3];
    double sy = 0;
    double ss = 0;
    double yy = 0;
    for (int i = from; i < to; i++) {
      float s = newX[i] - x[i];
      float y = newGradient[i] - gradient[i];
      sy += (double) s * y;
      ss += (double) s * s;
      yy += (double) y * y;
    }
    products[0] = sy;
    products[1] = ss;
    products[2] = yy;
  }

  /**
   * The quasi-Newton direction {@code -H gradient}: Nocedal and Wright, Numerical Optimization, 2nd
   * edition, Algorithm 7.4, from a multiple of {@link DiagonalScaling}. Without any pair, the
   * steepest descent.
   *
   * <p>Each vector that is remembered is longer than a cache: one loop adds one to the direction
   * and multiplies the sum by the next.
   *
   * @return the slope along it: its dot product with the gradient
   */
  double direction(Floats gradient, Floats direction) {
    vectors
        .reading(gradient)
        .setting(direction)
        .each(
            (v, from, to) -> {
              for (int i = from; i < to; i++) {
                v[1][i] = -v[0][i];
              }
            });
    if (diagonal != null) {
      double product = vectors.dot(direction, steps[slot(1)]);
      for (int age = 1; age < size; age++) {
        int k = slot(age);
        alphas[k] = product / curvatures[k];
        product = vectors.addAndDot(direction, -alphas[k], changes[k], steps[slot(age + 1)]);
      }
      int oldest = slot(size);
      alphas[oldest] = product / curvatures[oldest];
      vectors.add(direction, -alphas[oldest], changes[oldest]);
      diagonal.multiply(direction, scale);
      product = vectors.dot(direction, changes[oldest]);
      for (int age = size; age > 1; age--) {
        int k = slot(age);
        double beta = product / curvatures[k];
        product = vectors.addAndDot(direction, alphas[k] - beta, steps[k], changes[slot(age - 1)]);
      }
      int newest = slot(1);
      double beta = product / curvatures[newest];
      return vectors.addAndDot(direction, alphas[newest] - beta, steps[newest], gradient);
    }
    return vectors.dot(gradient, direction);
  }

  /** Where the pair lies that was added {@code age} pairs ago; 1 is the last. */
  private int slot(int age) {
    return Math.floorMod(next - age, steps.length);
  }
}
