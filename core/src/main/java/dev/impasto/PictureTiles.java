package dev.impasto;

import dev.impasto.engine.Area;
import dev.impasto.internal.loss.TileLoss;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossOptions;

/**
 * The tiles of a picture that no machine need have as a whole, each of which can be evaluated for
 * itself. {@link LargeSize} makes the loss of the sums over all tiles. For one thread; it must be
 * closed, before the engine of the {@link StyleTransfer} that made it.
 *
 * <p>The pixels of a tile are those of its window, {@code height x width x 3} values in 0..1, red
 * first: its own, and a halo of those that its own responses depend on.
 */
public final class PictureTiles implements AutoCloseable {
  private final TileLoss loss;
  private final double bytes;

  PictureTiles(Vgg vgg, LossOptions options, TileCut cut) {
    loss = new TileLoss(vgg, cut.height(), cut.width(), options, cut.down(), cut.across());
    bytes =
        TileLoss.bytes(vgg, cut.height(), cut.width(), options, cut.down(), cut.across())
            + (double) Float.BYTES * loss.responses();
  }

  TileLoss loss() {
    return loss;
  }

  /** How many tiles there are. */
  public int count() {
    return loss.count();
  }

  /** The pixels of the picture that are evaluated for a tile; all tiles' are equally large. */
  public Area window(int tile) {
    return loss.place(tile).window();
  }

  /** Those of them that are the tile's own: each pixel is one tile's. */
  public Area own(int tile) {
    return loss.place(tile).inner();
  }

  /** About how many bytes of native memory the evaluation of a tile takes. */
  public double bytes() {
    return bytes;
  }

  /** How many sums there are of each tile. */
  public int length() {
    return loss.length();
  }

  /** How many numbers of each tile of the photograph are kept. */
  public int responses() {
    return loss.responses();
  }

  /**
   * Evaluates a tile of the photograph, or of a painting.
   *
   * @param pixels of its window
   * @param responses receives {@link #responses} numbers, to be kept
   * @return its {@link #length} sums
   */
  public float[] photograph(int tile, float[] pixels, float[] responses) {
    return loss.photograph(tile, pixels, responses);
  }

  /**
   * Evaluates a tile.
   *
   * @param pixels of its window
   * @param responses what was kept of the same tile of the photograph
   * @return its {@link #length} sums
   */
  public float[] sums(int tile, float[] pixels, float[] responses) {
    return loss.sums(tile, pixels, responses);
  }

  /**
   * Evaluates a tile once more, with the derivative.
   *
   * @param pixels of its window
   * @param responses what was kept of the same tile of the photograph
   * @param slopes what {@link LargeSize#compare} gave
   * @param gradient receives the derivative with respect to each of {@code pixels}; that with
   *     respect to a pixel of the picture is the sum over all windows that it lies in
   * @return what the tile adds to {@link LargeSize#value}
   */
  public double derive(
      int tile, float[] pixels, float[] responses, float[] slopes, float[] gradient) {
    return loss.derive(tile, pixels, responses, slopes, gradient);
  }

  @Override
  public void close() {
    loss.close();
  }
}
