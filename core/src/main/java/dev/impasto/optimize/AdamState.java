package dev.impasto.optimize;

import java.util.function.UnaryOperator;

/** Adam's averages of the gradient and of its square, which one run can hand on to the next. */
public final class AdamState {
  float[] first = {};
  float[] second = {};

  /** The powers of the decays: how much of each average is still its initial zero. */
  double power1 = 1;

  double power2 = 1;

  /** As before the first run: nothing is known. */
  public AdamState() {}

  /** Begins anew, unless these are of vectors as long as the one to come. */
  void fit(int length) {
    if (first.length != length) {
      first = new float[length];
      second = new float[length];
      power1 = 1;
      power2 = 1;
    }
  }

  /**
   * Carries the averages over to a related problem, such as the same picture at another size. That
   * of the squares is kept at or above the square of the other, as in any average, so that no step
   * is longer than Adam's steps are.
   *
   * @param resize makes a vector of the next problem from one of the last
   * @param factor how many times as large an element of the next gradient is
   */
  public void carryOver(UnaryOperator<float[]> resize, double factor) {
    if (first.length > 0) {
      first = resize.apply(first);
      second = resize.apply(second);
      for (int i = 0; i < first.length; i++) {
        first[i] *= (float) factor;
        second[i] = Math.max((float) (factor * factor * second[i]), first[i] * first[i]);
      }
    }
  }
}
