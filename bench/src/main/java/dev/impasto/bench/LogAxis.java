package dev.impasto.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis of a plot.
 *
 * @param ticks the values that are marked, 1, 2 and 5 of each decade, or every digit where there is
 *     less than one: the first lies at the axis' beginning, the last at its end
 */
record LogAxis(List<Double> ticks) {
  private static final int[] SOME = {1, 2, 5};
  private static final int[] EVERY = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** An axis that has room for values from {@code least} to {@code most}, both above 0. */
  static LogAxis of(double least, double most) {
    List<Double> ticks = new ArrayList<>();
    int[] marked = most < 10 * least ? EVERY : SOME;
    for (int decade = (int) Math.floor(Math.log10(least)); ; decade++) {
      for (int digit : marked) {
        double tick = new BigDecimal(digit).scaleByPowerOfTen(decade).doubleValue();
        if (tick <= least) {
          ticks.clear();
        }
        ticks.add(tick);
        if (tick >= most && ticks.size() > 1) {
          return new LogAxis(List.copyOf(ticks));
        }
      }
    }
  }

  /** Where a value lies: 0 at the beginning of the axis, 1 at its end. */
  double position(double value) {
    double first = Math.log(ticks.get(0));
    return (Math.log(value) - first) / (Math.log(ticks.get(ticks.size() - 1)) - first);
  }

  /** A tick as it is written: without an exponent, or zeros at its end. */
  static String label(double tick) {
    return BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
  }
}
