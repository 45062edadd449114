package dev.impasto.internal.vgg;

import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Parts;
import java.util.Arrays;

/**
 * A tile's pixels, or the derivative with respect to them, in an array: the picture's own where the
 * picture is an array and one tile.
 */
final class TilePixels {
  /** Positions that a thread takes at a time: enough to be worth another one. */
  private static final int BAND = 1 << 12;

  private final Tiling tiling;
  private final Parallel parallel;
  private final int height;
  private final int length;

  /** The tile's, from when it is needed. */
  private float[] copy = {};

  TilePixels(Tiling tiling, Parallel parallel) {
    this.tiling = tiling;
    this.parallel = parallel;
    this.height = tiling.rows().window();
    this.length = 3 * tiling.columns().window();
  }

  /** Those of a tile. */
  float[] of(Floats pixels, Tiling.Tile tile) {
    if (isOwn(pixels)) {
      return pixels.array().orElseThrow();
    }
    float[] cut = copy();
    eachRow(tile, (row, at) -> pixels.read(at, cut, row, length));
    return cut;
  }

  /**
   * Where each tile's derivative is to be put before {@link #add}.
   *
   * @param gradient will receive all of them
   */
  float[] slopes(Floats gradient) {
    if (isOwn(gradient)) {
      return gradient.array().orElseThrow();
    }
    new Parts(parallel).setting(gradient).each((v, from, to) -> Arrays.fill(v[0], from, to, 0));
    return copy();
  }

  /** Adds a tile's derivative to the picture's. */
  void add(Floats gradient, Tiling.Tile tile) {
    if (!isOwn(gradient)) {
      eachRow(tile, (row, at) -> add(row, gradient, at));
    }
  }

  private void add(int row, Floats gradient, long at) {
    float[] sums = gradient.array().orElseGet(() -> new float[length]);
    int start = gradient.array().isPresent() ? (int) at : 0;
    if (gradient.array().isEmpty()) {
      gradient.read(at, sums, 0, length);
    }
    for (int i = 0; i < length; i++) {
      sums[start + i] += copy[row + i];
    }
    if (gradient.array().isEmpty()) {
      gradient.write(at, sums, 0, length);
    }
  }

  private boolean isOwn(Floats floats) {
    return tiling.isWhole() && floats.array().isPresent();
  }

  private float[] copy() {
    if (copy.length == 0) {
      copy = new float[Math.multiplyExact(height, length)];
    }
    return copy;
  }

  /** What is done with a row of a tile. */
  private interface Row {
    /**
     * Does it.
     *
     * @param row where its values begin in the tile
     * @param at where they begin in the picture
     */
    void of(int row, long at);
  }

  private void eachRow(Tiling.Tile tile, Row row) {
    long start = 3L * tile.columns().start();
    parallel.over(
        height,
        Math.max(1, 3 * BAND / length),
        (first, end) -> {
          for (int y = first; y < end; y++) {
            long at = 3L * (tile.rows().start() + y) * tiling.columns().length() + start;
            row.of(y * length, at);
          }
        });
  }
}
