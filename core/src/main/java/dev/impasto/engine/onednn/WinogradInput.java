package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Reads tiles of a tensor and transforms them: {@code V = Bᵀ d B}. One worker's. */
final class WinogradInput {
  private final Rows source;
  private final boolean turned;
  private final WinogradTiles tiles;
  private final int channels;
  private final int most;
  private final float[][] rows;
  private final float[][] columns;
  private final float[][] split;
  private final float[][] products;

  /**
   * Makes a reader.
   *
   * @param turned whether tiles are read from their last row and column to their first: a filter
   *     that is turned by half a circle is an unturned one on turned tiles
   */
  WinogradInput(Rows source, boolean turned, WinogradTiles tiles, int most) {
    this.source = source;
    this.turned = turned;
    this.tiles = tiles;
    this.channels = source.channels();
    this.most = most;
    int stretch = (Winograd.OUT * most + 2) * channels;
    this.rows = new float[Winograd.IN][stretch];
    this.columns = new float[Winograd.IN][stretch];
    this.split = new float[Winograd.IN][most * channels];
    this.products = new float[Winograd.IN][most * channels];
  }

  /** Transforms {@code count} tiles from {@code first} on into V: 36 x block x channels. */
  void transform(int first, int count, FloatBuffer v) {
    for (int done = 0; done < count; ) {
      int row = (first + done) / tiles.columns();
      int column = (first + done) % tiles.columns();
      int n = Math.min(Math.min(most, count - done), tiles.columns() - column);
      read(row, column, n);
      Winograd.input(rows, columns, (Winograd.OUT * n + 2) * channels);
      for (int i = 0; i < Winograd.IN; i++) {
        split(columns[i], n);
        Winograd.input(split, products, n * channels);
        for (int j = 0; j < Winograd.IN; j++) {
          int matrix = (i * Winograd.IN + j) * tiles.block();
          v.put((matrix + done) * channels, products[j], 0, n * channels);
        }
      }
      done += n;
    }
  }

  /** Reads the six rows under {@code n} tiles, with zeros beyond the border. */
  private void read(int tileRow, int tileColumn, int n) {
    int left = Winograd.OUT * tileColumn - 1;
    int length = Winograd.OUT * n + 2;
    int from = Math.max(0, left);
    int to = Math.min(source.width(), left + length);
    for (int i = 0; i < Winograd.IN; i++) {
      float[] row = rows[turned ? Winograd.IN - 1 - i : i];
      int y = Winograd.OUT * tileRow - 1 + i;
      if (y < 0 || y >= source.height()) {
        Arrays.fill(row, 0, length * channels, 0f);
      } else {
        Arrays.fill(row, 0, (from - left) * channels, 0f);
        source.rows()[y].get(
            from * channels, row, (from - left) * channels, (to - from) * channels);
        Arrays.fill(row, (to - left) * channels, length * channels, 0f);
      }
    }
  }

  /** Splits a row into the tiles' first, second, … columns. */
  private void split(float[] row, int n) {
    for (int j = 0; j < Winograd.IN; j++) {
      float[] target = split[turned ? Winograd.IN - 1 - j : j];
      for (int tile = 0; tile < n; tile++) {
        System.arraycopy(
            row, (Winograd.OUT * tile + j) * channels, target, tile * channels, channels);
      }
    }
  }
}
