package dev.impasto.optimize;

import org.jspecify.annotations.Nullable;

/**
 * The lengths of steps along a direction that a search for the strong Wolfe conditions tries:
 * Nocedal and Wright, Numerical Optimization, 2nd edition, Algorithms 3.5 and 3.6, written as one
 * loop. It knows no vectors, wherever these are.
 *
 * @param decrease c1 of the Wolfe conditions
 * @param curvature c2 of the Wolfe conditions
 * @param value at the start
 * @param slope along the direction there, below 0
 * @param limit values up to this count as decreased enough
 * @param slack how far rounding may move a value
 */
record WolfeSteps(
    double decrease, double curvature, double value, double slope, double limit, double slack) {
  /** Evaluations after which a search accepts the lowest point that it has found. */
  private static final int LONGEST = 12;

  /** One step along the direction: its length, and the value and slope there. */
  record Point(double step, double value, double slope) {}

  /** The function along the direction. */
  @FunctionalInterface
  interface Line {
    /**
     * Evaluates a step; none where there is no evaluation left, or the step leads nowhere. Where
     * the function is not defined, the value is infinite.
     */
    @Nullable Point at(double step);
  }

  /** Tries steps, from {@code first} on; returns whether the last one fulfills the conditions. */
  boolean search(double first, Line line) {
    Point low = new Point(0, value, slope);
    Point high = null;
    double next = first;
    for (int i = 0; i < LONGEST; i++) {
      Point point = line.at(next);
      if (point == null) {
        return false;
      }
      double enough = Math.max(limit, value + decrease * next * slope);
      if (!(point.value <= enough) || point.value >= low.value + slack) {
        high = point;
      } else {
        // Next to where there is no value, asking for curvature too would creep up to that border.
        boolean border = high != null && !Double.isFinite(high.value);
        if (border || Math.abs(point.slope) <= -curvature * slope) {
          return true;
        }
        if (point.slope * (high == null ? 1 : high.step - low.step) >= 0) {
          high = low;
        } else if (high == null) {
          next = further(low, point);
        }
        low = point;
      }
      if (high != null) {
        next = between(low, high);
      }
    }
    return false;
  }

  /** A longer step: where the slope would vanish if it went on changing as it did. */
  private static double further(Point before, Point here) {
    double bend = (here.slope - before.slope) / (here.step - before.step);
    double guess = here.step - here.slope / bend;
    return bend > 0 ? Math.min(Math.max(guess, 2 * here.step), 100 * here.step) : 10 * here.step;
  }

  /**
   * A step between two: the minimum of the cubic through both values and slopes (equation 3.59),
   * kept away from the ends so that the interval shrinks.
   */
  private static double between(Point low, Point high) {
    double width = high.step - low.step;
    if (!Double.isFinite(high.value)) {
      return low.step + 0.2 * width;
    }
    double d1 = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step);
    double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
    double guess = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
    double share = (guess - low.step) / width;
    return low.step + width * (share > 0.1 ? Math.min(share, 0.9) : share <= 0.1 ? 0.1 : 0.5);
  }
}
