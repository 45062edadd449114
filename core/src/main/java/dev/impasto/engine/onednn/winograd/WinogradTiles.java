package dev.impasto.engine.onednn.winograd;

/**
 * Cuts a response into tiles of 4x4 positions, and these into blocks whose values a thread keeps in
 * its cache. All blocks have the same size: the last blocks of a row overlap, and the last rows of
 * the last blocks may lie outside.
 *
 * @param height rows of positions
 * @param width columns of positions
 * @param down tiles of a block below each other
 * @param across tiles of a block side by side, an even number
 * @param share rows of blocks that a thread takes at a time
 */
record WinogradTiles(int height, int width, int down, int across, int share) {
  /**
   * The largest number of tiles in a block that fits into a cache; smaller blocks would read the
   * filters' matrices too often.
   */
  private static final int MOST = 128;

  /**
   * The number of shares for each thread that the rows of blocks are divided into, where there are
   * as many rows.
   */
  private static final int SHARES = 8;

  static WinogradTiles of(int height, int width, int workers) {
    int pairs = pairs(width);
    int across = 2 * parts(pairs, parts(2 * pairs, MOST));
    int rows = parts(height, Winograd.OUT);
    int blocks = workers * parts(parts(rows, Math.max(1, MOST / across)), workers);
    int down = parts(rows, blocks);
    int share = Math.max(1, parts(rows, down) / (SHARES * workers));
    return new WinogradTiles(height, width, down, across, share);
  }

  /**
   * Returns the number of pairs of tiles side by side. There are at least two: oneDNN 3.11 reads
   * seven rows of one pair without the gaps between them.
   */
  private static int pairs(int width) {
    return Math.max(2, parts(width, 2 * Winograd.OUT));
  }

  private static int parts(int whole, int part) {
    return (whole + part - 1) / part;
  }

  /** Returns the number of tiles of a response of this size. */
  static int count(int height, int width) {
    return parts(height, Winograd.OUT) * parts(width, Winograd.OUT);
  }

  /** The number of tiles in a block. */
  int block() {
    return down * across;
  }

  /** The number of tiles below each other. */
  int rows() {
    return parts(height, Winograd.OUT);
  }

  /** The number of blocks below each other. */
  int blocksDown() {
    return parts(rows(), down);
  }

  /** The number of blocks side by side. */
  int blocksAcross() {
    return parts(columns(), across);
  }

  /** The number of blocks. */
  int blocks() {
    return blocksDown() * blocksAcross();
  }

  /** The number of shares. */
  int shares() {
    return parts(blocksDown(), share);
  }

  private int columns() {
    return 2 * pairs(width);
  }

  /** Returns the first of a block's columns of tiles. */
  int firstColumn(int blockAcross) {
    return Math.min(blockAcross * across, columns() - across);
  }

  /** Returns the number of a block's rows of tiles that are not below the response. */
  int rows(int firstRow) {
    return Math.min(down, rows() - firstRow);
  }
}
