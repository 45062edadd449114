package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/**
 * How far a layer's response is from that of the photograph, P, in one tile of a picture. P is
 * taken of the tile's own positions and kept elsewhere, until that tile is evaluated again.
 */
final class TileContent implements LayerLoss {
  private final LayerResponse response;
  private final CropOperation crop;

  /** P at the tile's own positions, as many as a tile can have. */
  private final Tensor target;

  /** What a part of the response is compared with. */
  private final Tensor part;

  private final DifferenceOperation difference;

  /** {@code Σ (F - P)²}, or {@code Σ P²} where P was taken; a single number. */
  private final float[] sum = new float[1];

  /** What {@code F - P} is multiplied by in the derivative; a single number. */
  private final float[] slope = new float[1];

  private boolean taking;

  /** Allocates what it needs; it closes with the pass. */
  TileContent(VggPass pass, Layer layer) {
    Workspace workspace = pass.workspace();
    this.response = pass.whole(layer, Reach.NONE);
    this.crop = workspace.crop();
    this.target =
        workspace.tensor(response.mostRows(), response.mostColumns(), response.channels());
    Tensor seen = response.part();
    this.part = workspace.tensor(seen.height(), seen.width(), seen.channels());
    this.difference = workspace.difference(seen, part);
  }

  LayerResponse response() {
    return response;
  }

  float[] sum() {
    return sum;
  }

  float[] slope() {
    return slope;
  }

  /** How many numbers P has. */
  int length() {
    return Math.toIntExact(target.size());
  }

  /** Whether the tiles to come are the photograph's: P is taken of each. */
  void take(boolean photograph) {
    taking = photograph;
  }

  /** P of the tile that was evaluated last. */
  void get(float[] values) {
    target.get(values);
  }

  /** Sets P for the tile to come. */
  void put(float[] values) {
    target.put(values);
  }

  @Override
  public void begin() {
    if (taking) {
      target.clear();
    }
    sum[0] = 0;
  }

  @Override
  public void add() {
    Area own = response.own();
    double[] squares = {0};
    response.each(
        area -> {
          Area place = area.from(own.top(), own.left());
          if (taking) {
            part.clear();
            crop.paste(response.part(), place, target);
          } else {
            crop.cut(target, place, part);
          }
          squares[0] += difference.forward();
        });
    sum[0] = (float) squares[0];
  }

  @Override
  public double finish() {
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {
    Area own = response.own();
    response.each(
        gradient,
        (area, slopes) -> {
          crop.cut(target, area.from(own.top(), own.left()), part);
          difference.backward(slope[0], slopes);
        });
  }
}
