package dev.impasto.internal.loss;

import dev.impasto.engine.Rounding;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.MaskMode;
import dev.impasto.network.Layer;
import dev.impasto.picture.Mask;
import dev.impasto.storage.Rows;

/**
 * A region of a picture, and how its part of each layer's positions is found: by taking the mask
 * through the network's windows, 3x3 of a convolution and 2x2 of a pooling.
 *
 * @param mask of the picture's size
 */
public record Guide(Mask mask, MaskMode mode) {
  /** Identifies the mask's values and the mode. */
  public String identity() {
    return mode + mask.picture().sha256();
  }

  /** The region at a layer. */
  LayerGuide at(Vgg vgg, Layer layer) {
    Mask found = through(vgg, layer, mode);
    return LayerGuide.of(found.isAll(0) ? through(vgg, layer, MaskMode.SIMPLE) : found);
  }

  private Mask through(Vgg vgg, Layer last, MaskMode by) {
    Rounding rounding = vgg.form().rounding();
    Mask at = mask;
    for (Layer layer : vgg.network().layers()) {
      if (layer.compareTo(last) > 0) {
        break;
      }
      if (layer.followsPooling()) {
        at = windows(at, by, rounding.pooled(at.height()), rounding.pooled(at.width()), 2, 0);
      }
      if (by != MaskMode.SIMPLE) {
        at = windows(at, by, at.height(), at.width(), 1, 1);
      }
    }
    return at;
  }

  /**
   * The mean, the least or the largest value of each window; beyond the border there are none.
   *
   * @param stride from a window to the next
   * @param reach how far a window begins before its place; it ends as far after its stride
   */
  private static Mask windows(Mask of, MaskMode by, int height, int width, int stride, int reach) {
    return Mask.made(
        width,
        height,
        of.values().storage(),
        (y, row) -> {
          int top = Math.max(0, y * stride - reach);
          int bottom = Math.min(of.height(), (y + 1) * stride + reach);
          Rows rows = Rows.of(of.values(), of.width(), top, bottom);
          for (int x = 0; x < width; x++) {
            int left = Math.max(0, x * stride - reach);
            int right = Math.min(of.width(), (x + 1) * stride + reach);
            row[x] = window(rows, by, left, right);
          }
        });
  }

  private static float window(Rows of, MaskMode by, int left, int right) {
    float sum = 0;
    float least = 1;
    float largest = 0;
    for (int y = of.from(); y < of.to(); y++) {
      for (int x = left; x < right; x++) {
        float value = of.values()[of.at(y) + x];
        sum += value;
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
    }
    return switch (by) {
      case SIMPLE -> sum / ((of.to() - of.from()) * (right - left));
      case INSIDE -> least;
      case ALL -> largest;
    };
  }
}
