package dev.impasto.engine.onednn;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;

/**
 * The squared distance, in plain Java: the sum is kept in double precision, and one layer's
 * response is a small part of an evaluation.
 */
final class OneDnnDifference implements DifferenceOperation {
  private static final int BLOCK = 1 << 13;

  private final OneDnnTensor y;
  private final OneDnnTensor target;
  private final float[] a = new float[BLOCK];
  private final float[] b = new float[BLOCK];
  private final float[] c = new float[BLOCK];

  OneDnnDifference(OneDnnTensor y, OneDnnTensor target) {
    this.y = y;
    this.target = target;
  }

  @Override
  public double forward() {
    double sum = 0;
    for (long from = 0; from < y.size(); from += BLOCK) {
      int n = (int) Math.min(BLOCK, y.size() - from);
      y.memory.floats(from, n).get(a, 0, n);
      target.memory.floats(from, n).get(b, 0, n);
      double block = 0;
      for (int i = 0; i < n; i++) {
        double difference = (double) a[i] - b[i];
        block += difference * difference;
      }
      sum += block;
    }
    return sum;
  }

  @Override
  public void backward(float scale, Tensor dy) {
    Memory gradient = ((OneDnnTensor) dy).memory;
    for (long from = 0; from < y.size(); from += BLOCK) {
      int n = (int) Math.min(BLOCK, y.size() - from);
      y.memory.floats(from, n).get(a, 0, n);
      target.memory.floats(from, n).get(b, 0, n);
      var out = gradient.floats(from, n);
      out.get(0, c, 0, n);
      for (int i = 0; i < n; i++) {
        c[i] += scale * (a[i] - b[i]);
      }
      out.put(0, c, 0, n);
    }
  }
}
