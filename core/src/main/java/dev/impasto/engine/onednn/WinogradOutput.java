package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Transforms products back and writes the tiles: {@code Y = Aᵀ M A}. One worker's. */
final class WinogradOutput {
  private final Rows destination;
  private final boolean turned;
  private final WinogradTiles tiles;
  private final float @Nullable [][] biases;
  private final int channels;
  private final int most;
  private final float[][] products;
  private final float[][][] halves;
  private final float[][] split;
  private final float[][] results;
  private final float[] row;

  /**
   * Makes a writer.
   *
   * @param turned whether tiles are written from their last row and column to their first
   * @param parts into how many the channels are divided
   * @param bias what is added before the ReLU, or null for neither
   */
  WinogradOutput(
      Rows destination,
      boolean turned,
      WinogradTiles tiles,
      int parts,
      float @Nullable [] bias,
      int most) {
    this.destination = destination;
    this.turned = turned;
    this.tiles = tiles;
    this.channels = destination.channels() / parts;
    this.most = most;
    int n = most * channels;
    this.biases = bias == null ? null : repeated(bias, parts, Winograd.OUT * most);
    this.products = new float[Winograd.IN][n];
    this.halves = new float[Winograd.OUT][Winograd.IN][n];
    this.split = new float[Winograd.OUT][n];
    this.results = new float[Winograd.OUT][n];
    this.row = new float[Winograd.OUT * n];
  }

  private static float[][] repeated(float[] bias, int parts, int times) {
    int n = bias.length / parts;
    float[][] all = new float[parts][n * times];
    for (int part = 0; part < parts; part++) {
      for (int i = 0; i < times; i++) {
        System.arraycopy(bias, part * n, all[part], i * n, n);
      }
    }
    return all;
  }

  /**
   * Writes a part of the channels of {@code count} tiles from {@code first} on, made of M: 36 x
   * block x channels of that part.
   */
  void transform(int first, int count, int part, FloatBuffer m) {
    for (int done = 0; done < count; ) {
      int tileRow = (first + done) / tiles.columns();
      int column = (first + done) % tiles.columns();
      int n = Math.min(Math.min(most, count - done), tiles.columns() - column);
      for (int j = 0; j < Winograd.IN; j++) {
        for (int i = 0; i < Winograd.IN; i++) {
          int matrix = (i * Winograd.IN + j) * tiles.block();
          m.get((matrix + done) * channels, products[i], 0, n * channels);
        }
        Winograd.output(products, split, n * channels);
        for (int i = 0; i < Winograd.OUT; i++) {
          float[] taken = halves[i][j];
          halves[i][j] = split[i];
          split[i] = taken;
        }
      }
      for (int i = 0; i < Winograd.OUT; i++) {
        int y = Winograd.OUT * tileRow + (turned ? Winograd.OUT - 1 - i : i);
        if (y < destination.height()) {
          Winograd.output(halves[i], results, n * channels);
          write(y, column, n, part);
        }
      }
      done += n;
    }
  }

  /** Joins the columns of {@code n} tiles into a row and writes what lies within the tensor. */
  private void write(int y, int tileColumn, int n, int part) {
    for (int j = 0; j < Winograd.OUT; j++) {
      float[] from = results[turned ? Winograd.OUT - 1 - j : j];
      for (int tile = 0; tile < n; tile++) {
        System.arraycopy(
            from, tile * channels, row, (Winograd.OUT * tile + j) * channels, channels);
      }
    }
    int left = Winograd.OUT * tileColumn;
    int positions = Math.min(Winograd.OUT * n, destination.width() - left);
    if (biases != null) {
      Winograd.biasAndRelu(row, biases[part], positions * channels);
    }
    Stretch to = destination.rows()[y];
    if (channels == destination.channels()) {
      to.put(left * channels, row, 0, positions * channels);
      return;
    }
    for (int i = 0; i < positions; i++) {
      int at = (left + i) * destination.channels() + part * channels;
      to.put(at, row, i * channels, channels);
    }
  }
}
