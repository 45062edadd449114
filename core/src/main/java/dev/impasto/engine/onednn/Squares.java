package dev.impasto.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Matrices of channels by channels, one for each worker's share of a Gram matrix. */
final class Squares {
  private final List<Memory> shares = new ArrayList<>();
  private final float[] one;

  Squares(Scope scope, OneDnnEngine engine, int count, int channels) {
    for (int i = 0; i < count; i++) {
      shares.add(square(scope, engine, channels));
    }
    this.one = new float[Math.multiplyExact(channels, channels)];
  }

  /** One such matrix. */
  static Memory square(Scope scope, OneDnnEngine engine, int channels) {
    return Memory.allocate(
        scope, engine.handle, Descriptors.matrix(scope, channels, channels, channels, 1));
  }

  /** That of a share. */
  Memory get(int share) {
    return shares.get(share);
  }

  /** Adds them up, in their order. */
  void sum(float[] gram) {
    Arrays.fill(gram, 0);
    for (Memory square : shares) {
      square.get(0, one);
      for (int i = 0; i < gram.length; i++) {
        gram[i] += one[i];
      }
    }
  }
}
