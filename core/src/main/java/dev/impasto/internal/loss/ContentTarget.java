package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;

/**
 * A layer's response P to the photograph, which a {@link ContentLoss} compares with. It is taken
 * when the pass evaluates the photograph, and its memory closes with that pass.
 */
public final class ContentTarget {
  private final LayerResponse response;
  private final CropOperation crop;

  /** Of the whole picture. */
  private final Tensor target;

  /** What a part of the response is compared with. */
  private final Tensor part;

  /** F - P of a part. */
  private final DifferenceOperation difference;

  private double energy;

  /** Observes a layer: each evaluation makes its response the target, until observing ends. */
  public ContentTarget(VggPass pass, Layer layer) {
    Workspace workspace = pass.workspace();
    this.response = pass.whole(layer, Reach.NONE);
    this.crop = workspace.crop();
    this.target = workspace.tensor(response.height(), response.width(), response.channels());
    Tensor seen = response.part();
    this.part =
        response.isCut() ? workspace.tensor(seen.height(), seen.width(), seen.channels()) : target;
    this.difference = workspace.difference(seen, part);
    pass.observe(layer, this::take);
  }

  private void take() {
    response.each(
        area -> {
          part.clear();
          energy += difference.forward();
          if (response.isCut()) {
            crop.paste(response.part(), area, target);
          } else {
            target.copyFrom(response.part());
          }
        });
  }

  /** {@code Σ P²}. */
  double energy() {
    return energy;
  }

  /** Values at each position. */
  int channels() {
    return response.channels();
  }

  /** Positions of the layer. */
  long positions() {
    return response.positions();
  }

  /** {@code Σ (F - P)²} of the present tile. */
  double distance() {
    double[] sum = {0};
    response.each(
        area -> {
          see(area);
          sum[0] += difference.forward();
        });
    return sum[0];
  }

  /** {@code dF += scale (F - P)}. */
  void derive(float scale, Tensor gradient) {
    response.each(
        gradient,
        (area, slopes) -> {
          see(area);
          difference.backward(scale, slopes);
        });
  }

  private void see(Area area) {
    if (response.isCut()) {
      crop.cut(target, area, part);
    }
  }
}
