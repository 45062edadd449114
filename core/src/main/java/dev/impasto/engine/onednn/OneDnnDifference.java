package dev.impasto.engine.onednn;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The squared distance, in plain Java: the sum is kept in double precision, and one layer's
 * response is a small part of an evaluation.
 */
final class OneDnnDifference implements DifferenceOperation {
  private static final int BLOCK = 1 << 13;

  private final OneDnnTensor response;
  private final Stretch[] target;
  private final float[] a = new float[BLOCK];
  private final float[] b = new float[BLOCK];
  private final float[] c = new float[BLOCK];
  private @Nullable Memory seen;
  private Stretch[] y = {};
  private @Nullable Tensor bound;
  private Stretch[] gradient = {};

  OneDnnDifference(OneDnnTensor y, OneDnnTensor target) {
    this.response = y;
    this.target = target.stretches(BLOCK);
  }

  @Override
  public double forward() {
    follow();
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      int n = read(k);
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
    follow();
    if (bound != dy) {
      gradient = ((OneDnnTensor) dy).stretches(BLOCK);
      bound = dy;
    }
    for (int k = 0; k < y.length; k++) {
      int n = read(k);
      gradient[k].get(0, c, 0, n);
      for (int i = 0; i < n; i++) {
        c[i] += scale * (a[i] - b[i]);
      }
      gradient[k].put(0, c, 0, n);
    }
  }

  /** The response may have been moved. */
  private void follow() {
    if (seen != response.memory) {
      seen = response.memory;
      y = response.stretches(BLOCK);
    }
  }

  /** Reads a block of both; returns its length. */
  private int read(int block) {
    int n = y[block].length();
    y[block].get(0, a, 0, n);
    target[block].get(0, b, 0, n);
    return n;
  }
}
