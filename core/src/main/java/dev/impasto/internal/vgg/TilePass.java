package dev.impasto.internal.vgg;

import java.util.List;

/**
 * The chain at the size of a picture's tiles, which it evaluates one by one, for a picture that no
 * machine has as a whole. What losses add up of the tiles, and what they must know of the whole
 * before a derivative, is exchanged by others. Owns its pass.
 */
public final class TilePass implements AutoCloseable {
  private final VggPass pass;
  private final List<Tiling.Tile> tiles;

  TilePass(VggPass pass) {
    this.pass = pass;
    this.tiles = pass.tiling().tiles();
  }

  /** Where losses look at responses. */
  public VggPass pass() {
    return pass;
  }

  /** How many tiles there are. */
  public int count() {
    return tiles.size();
  }

  /** Where in the picture a tile is. */
  public TilePlace place(int index) {
    return TilePlace.of(pass.tiling(), tiles.get(index));
  }

  /**
   * Evaluates a tile; the losses add what they need to know of it.
   *
   * @param pixels of its window, {@code height x width x 3} values as those of a picture
   */
  public void add(int index, float[] pixels) {
    pass.evaluateTile(tiles.get(index), pixels, true);
  }

  /**
   * Computes the derivative with respect to a tile's pixels of what the losses say of its inner
   * part.
   *
   * @param pixels of its window
   * @param gradient receives the derivative with respect to each of {@code pixels}
   */
  public void derive(int index, float[] pixels, float[] gradient) {
    pass.evaluateTile(tiles.get(index), pixels, false);
    pass.deriveTile(gradient);
  }

  @Override
  public void close() {
    pass.close();
  }
}
