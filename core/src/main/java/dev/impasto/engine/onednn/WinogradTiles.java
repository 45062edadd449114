package dev.impasto.engine.onednn;

/**
 * How a response is cut into tiles of 4x4 positions, and these into blocks whose numbers a worker
 * keeps in its cache. All blocks are as large, but for what the last one lacks.
 *
 * @param height rows of positions
 * @param width columns of positions
 * @param block tiles in a block
 */
record WinogradTiles(int height, int width, int block) {
  /** A block's products of all channels, in and out: about as many floats as a cache holds. */
  private static final int FLOATS = 1 << 21;

  /** With fewer tiles in a block, reading the filters' matrices would take too large a share. */
  private static final int FEWEST = 128;

  private static final int MOST = 256;

  static WinogradTiles of(int height, int width, int inputs, int outputs, int workers) {
    int tiles = count(height, width);
    int fit = FLOATS / (Winograd.PRODUCTS * (inputs + outputs));
    int blocks = across(tiles, Math.max(FEWEST, Math.min(MOST, fit)));
    return new WinogradTiles(height, width, across(tiles, workers * across(blocks, workers)));
  }

  /** The tiles of a response of this size. */
  static int count(int height, int width) {
    return across(height) * across(width);
  }

  private static int across(int positions) {
    return across(positions, Winograd.OUT);
  }

  private static int across(int whole, int part) {
    return (whole + part - 1) / part;
  }

  /** Tiles below each other. */
  int rows() {
    return across(height);
  }

  /** Of the source's rows, the first that a block's tiles are made of. */
  int firstSource(int block) {
    return Math.max(0, Winograd.OUT * (first(block) / columns()) - 1);
  }

  /** The row after the last that a block's tiles are made of. */
  int endSource(int block) {
    int last = (first(block) + count(block) - 1) / columns();
    return Math.min(height, Winograd.OUT * (last + 1) + 1);
  }

  /** Tiles side by side. */
  int columns() {
    return across(width);
  }

  /** All tiles. */
  int count() {
    return count(height, width);
  }

  /** The first tile of a block. */
  int first(int block) {
    return block * this.block;
  }

  /** The tiles of a block. */
  int count(int block) {
    return Math.min(this.block, count() - first(block));
  }

  /** All blocks. */
  int blocks() {
    return across(count(), block);
  }
}
