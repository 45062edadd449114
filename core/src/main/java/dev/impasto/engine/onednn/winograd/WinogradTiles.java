package dev.impasto.engine.onednn.winograd;

/**
 * How a response is cut into tiles of 4x4 positions, and these into blocks whose numbers a worker
 * keeps in its cache. All blocks are as large: the last ones of a row overlap, and the last rows of
 * the last ones may lie outside.
 *
 * @param height rows of positions
 * @param width columns of positions
 * @param down tiles of a block below each other
 * @param across tiles of a block side by side, an even number
 * @param share rows of blocks that a worker takes at a time
 */
record WinogradTiles(int height, int width, int down, int across, int share) {
  /** With fewer tiles in a block, reading the filters' matrices would take too large a share. */
  private static final int MOST = 128;

  /** Into how many shares the rows of blocks are divided for each worker, if there are as many. */
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
   * Tiles side by side are transformed two and two. At least two pairs: from the strides of seven
   * rows of one, oneDNN 3.11 concludes that they lie one behind the other.
   */
  private static int pairs(int width) {
    return Math.max(2, parts(width, 2 * Winograd.OUT));
  }

  private static int parts(int whole, int part) {
    return (whole + part - 1) / part;
  }

  /** The tiles that a response of this size has. */
  static int count(int height, int width) {
    return parts(height, Winograd.OUT) * parts(width, Winograd.OUT);
  }

  /** Tiles in a block. */
  int block() {
    return down * across;
  }

  /** Tiles below each other. */
  int rows() {
    return parts(height, Winograd.OUT);
  }

  /** Blocks below each other. */
  int blocksDown() {
    return parts(rows(), down);
  }

  /** Blocks side by side. */
  int blocksAcross() {
    return parts(columns(), across);
  }

  /** All blocks. */
  int blocks() {
    return blocksDown() * blocksAcross();
  }

  /** How many shares there are. */
  int shares() {
    return parts(blocksDown(), share);
  }

  private int columns() {
    return 2 * pairs(width);
  }

  /** The first of a block's columns of tiles. */
  int firstColumn(int blockAcross) {
    return Math.min(blockAcross * across, columns() - across);
  }

  /** RowValues[] of tiles of a block that are not below the response. */
  int rows(int firstRow) {
    return Math.min(down, rows() - firstRow);
  }
}
