package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;
import java.util.Collection;

/**
 * Memory for the part of one response in a region, and for its derivative. All regions at all
 * layers share it, as they are evaluated one after another.
 */
final class GuideRoom {
  private final Workspace workspace;
  private final Tensor values;
  private final Tensor slopes;

  /** Enough for any of some layers; it closes with the pass. */
  GuideRoom(VggPass pass, Collection<Layer> layers) {
    this.workspace = pass.workspace();
    long most = pass.mostOfPart(layers);
    this.values = workspace.room(most);
    this.slopes = workspace.room(most);
  }

  /** The place of the part's values. */
  Tensor values(int height, int width, int channels) {
    return workspace.tensor(values, 0, height, width, channels);
  }

  /** The place of the derivative with respect to them. */
  Tensor slopes(int height, int width, int channels) {
    return workspace.tensor(slopes, 0, height, width, channels);
  }
}
