package dev.impasto.optimize;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of all vectors of an L-BFGS minimization: of the point, its gradient, the steps and
 * changes of the gradient that are remembered, and the diagonal. What is done with parts makes new
 * ones, which share with the old ones all vectors that are the same.
 */
public final class VectorPart implements Serializable {
  private static final long serialVersionUID = 1;

  /** So many elements of all vectors stay in the processor's cache. */
  private static final int BLOCK = 1 << 11;

  private static final float[] NONE = {};

  /** The length of the whole vector. */
  private final long whole;

  private final float[] x;
  private final float[] gradient;
  private final float[] direction;

  /** The newest first. */
  private final ArrayList<float[]> steps;

  private final ArrayList<float[]> changes;

  /** Means of the squares of both: see {@link DiagonalScaling}. */
  private final float[] stepSquares;

  private final float[] changeSquares;

  private VectorPart(long whole, float[] x, float[] gradient, float[] direction, Memory memory) {
    this.whole = whole;
    this.x = x;
    this.gradient = gradient;
    this.direction = direction;
    this.steps = new ArrayList<>(memory.steps);
    this.changes = new ArrayList<>(memory.changes);
    this.stepSquares = memory.stepSquares;
    this.changeSquares = memory.changeSquares;
  }

  /** What is remembered. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Memory(
      List<float[]> steps, List<float[]> changes, float[] stepSquares, float[] changeSquares) {
    static final Memory EMPTY = new Memory(List.of(), List.of(), NONE, NONE);
  }

  private Memory memory() {
    return new Memory(steps, changes, stepSquares, changeSquares);
  }

  /**
   * A part of a start.
   *
   * @param x not copied, and never written to
   * @param gradient there; not copied, and never written to
   * @param whole the length of the whole vector
   */
  public static VectorPart start(float[] x, float[] gradient, long whole) {
    return new VectorPart(whole, x, gradient, NONE, Memory.EMPTY);
  }

  /** The point; not to be written to. */
  public float[] x() {
    return x;
  }

  /** The part's share of the products. */
  public VectorProducts products() {
    int pairs = steps.size();
    VectorProducts sums = new VectorProducts(pairs);
    sums.largest = ParallelVectors.largest(x, 0, x.length);
    sums.largestSlope = ParallelVectors.largest(gradient, 0, gradient.length);
    float[] elements = new float[BLOCK];
    float[] scaled = new float[BLOCK];
    for (int from = 0; from < x.length; from += BLOCK) {
      int to = Math.min(x.length, from + BLOCK);
      int length = to - from;
      elements(from, to, elements);
      sums.square += dot(gradient, gradient, from, length);
      scale(gradient, elements, from, length, scaled);
      sums.scaledSquare += dotWith(scaled, gradient, from, length);
      for (int i = 0; i < pairs; i++) {
        sums.stepGradient[i] += dot(steps.get(i), gradient, from, length);
        sums.changeGradient[i] += dotWith(scaled, changes.get(i), from, length);
      }
      for (int j = 0; j < pairs; j++) {
        float[] change = changes.get(j);
        scale(change, elements, from, length, scaled);
        for (int i = j; i < pairs; i++) {
          sums.stepChange[i][j] += dot(steps.get(i), change, from, length);
          sums.changeChange[i][j] += dotWith(scaled, changes.get(i), from, length);
        }
      }
      for (int i = from; pairs > 0 && i < to; i++) {
        float step = steps.get(0)[i];
        sums.newestStep += (double) (step / elements[i - from]) * step;
      }
    }
    for (int i = 0; i < pairs; i++) {
      for (int j = i + 1; j < pairs; j++) {
        sums.changeChange[i][j] = sums.changeChange[j][i];
      }
    }
    return sums;
  }

  /** The diagonal: 1 where nothing is remembered. */
  private void elements(int from, int to, float[] elements) {
    float prior = DiagonalScaling.prior(whole);
    for (int i = from; i < to; i++) {
      elements[i - from] =
          steps.isEmpty() ? 1 : DiagonalScaling.element(stepSquares[i], changeSquares[i], prior);
    }
  }

  private static void scale(float[] of, float[] elements, int from, int length, float[] scaled) {
    for (int i = 0; i < length; i++) {
      scaled[i] = of[from + i] * elements[i];
    }
  }

  private static double dot(float[] a, float[] b, int from, int length) {
    return ParallelVectors.dot(a, from, b, from, length);
  }

  private static double dotWith(float[] block, float[] b, int from, int length) {
    return ParallelVectors.dot(block, 0, b, from, length);
  }

  /** The part with a direction. */
  public VectorPart directed(VectorProducts.Direction along) {
    float[] d = new float[x.length];
    float[] elements = new float[BLOCK];
    double[] sums = new double[BLOCK];
    for (int from = 0; from < x.length; from += BLOCK) {
      int to = Math.min(x.length, from + BLOCK);
      elements(from, to, elements);
      for (int i = from; i < to; i++) {
        sums[i - from] = gradient[i];
      }
      for (int j = 0; j < steps.size(); j++) {
        add(along.changes()[j], changes.get(j), from, to, sums);
      }
      for (int i = 0; i < to - from; i++) {
        sums[i] *= -along.scale() * elements[i];
      }
      for (int j = 0; j < steps.size(); j++) {
        add(along.steps()[j], steps.get(j), from, to, sums);
      }
      for (int i = from; i < to; i++) {
        d[i] = (float) sums[i - from];
      }
    }
    return new VectorPart(whole, x, gradient, d, memory());
  }

  private static void add(double factor, float[] vector, int from, int to, double[] sums) {
    for (int i = from; i < to; i++) {
      sums[i - from] += factor * vector[i];
    }
  }

  /** The point after a step along the direction. */
  public float[] after(double step) {
    float t = (float) step;
    float[] trial = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      trial[i] = x[i] + t * direction[i];
    }
    return trial;
  }

  /**
   * The part's share of what is to be known of a step.
   *
   * @param slopes the gradient after it
   */
  public StepSums sums(double step, float[] slopes) {
    float[] trial = after(step);
    double along = 0;
    double sy = 0;
    double ss = 0;
    double yy = 0;
    long moved = 0;
    for (int i = 0; i < x.length; i++) {
      float s = trial[i] - x[i];
      float y = slopes[i] - gradient[i];
      along += (double) slopes[i] * direction[i];
      sy += (double) s * y;
      ss += (double) s * s;
      yy += (double) y * y;
      moved += trial[i] != x[i] ? 1 : 0;
    }
    return new StepSums(along, sy, ss, yy, moved);
  }

  /**
   * What is to be known of a step.
   *
   * @param slope the derivative along the direction after it
   * @param stepChange the product of the step with the change of the gradient
   * @param stepSquare that of the step with itself
   * @param changeSquare that of the change with itself
   * @param moved how many elements it changes
   */
  public record StepSums(
      double slope, double stepChange, double stepSquare, double changeSquare, long moved)
      implements Serializable {
    private static final long serialVersionUID = 1;

    /** The sum with another part's. */
    public StepSums plus(StepSums other) {
      return new StepSums(
          slope + other.slope,
          stepChange + other.stepChange,
          stepSquare + other.stepSquare,
          changeSquare + other.changeSquare,
          moved + other.moved);
    }

    /** Whether the pair tells of a positive curvature, and is to be remembered. */
    boolean isCurved() {
      return LbfgsMemory.isCurved(stepChange, stepSquare, changeSquare);
    }
  }

  /**
   * The part after a step.
   *
   * @param slopes the gradient there; not copied
   * @param sums those of the step, of all parts
   * @param history how many pairs are remembered at most
   */
  public VectorPart stepped(double step, float[] slopes, StepSums sums, int history) {
    float[] trial = after(step);
    if (!sums.isCurved()) {
      return new VectorPart(whole, trial, slopes, NONE, memory());
    }
    float[] s = new float[x.length];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      s[i] = trial[i] - x[i];
      y[i] = slopes[i] - gradient[i];
    }
    Memory learned =
        new Memory(
            first(s, steps, history),
            first(y, changes, history),
            learned(stepSquares, s, sums.stepSquare()),
            learned(changeSquares, y, sums.changeSquare()));
    return new VectorPart(whole, trial, slopes, NONE, learned);
  }

  private static List<float[]> first(float[] newest, List<float[]> rest, int most) {
    List<float[]> all = new ArrayList<>(List.of(newest));
    all.addAll(rest.subList(0, Math.min(rest.size(), most - 1)));
    return all;
  }

  private float[] learned(float[] squares, float[] vector, double square) {
    float[] next = squares.length == 0 ? new float[x.length] : squares.clone();
    DiagonalScaling.add(vector, (float) (1 / Math.sqrt(square)), next, 0, x.length);
    return next;
  }

  /** The part with nothing remembered. */
  public VectorPart forgetting() {
    return new VectorPart(whole, x, gradient, NONE, Memory.EMPTY);
  }
}
