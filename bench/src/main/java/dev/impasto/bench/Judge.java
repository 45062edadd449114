package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says what a picture's loss is by neural-style's convention, whoever made it.
 *
 * @param network the network's file
 * @param content of the pictures' size
 */
record Judge(Path network, Path content, Path style) {
  private static final LossOptions LOSS = LossConvention.NEURAL_STYLE.options();

  /** The total loss, with total variation. */
  double loss(Picture judged, Pooling pooling) {
    return evaluate(judged, pooling, Precision.F32, new float[judged.rgb().length], LOSS);
  }

  /** The content and style loss, and their derivative with respect to the picture's colors. */
  double evaluate(Picture picture, Pooling pooling, Precision precision, float[] gradient) {
    return evaluate(picture, pooling, precision, gradient, LOSS.withTvWeight(0));
  }

  private double evaluate(
      Picture picture, Pooling pooling, Precision precision, float[] gradient, LossOptions loss) {
    try (Engine engine = Engine.open(0, precision)) {
      Vgg vgg = new Vgg(NetworkFile.read(network), engine, Vgg.Form.plain(pooling));
      Picture painting = PictureReader.read(style);
      Map<Layer, LayerStatistics> targets =
          PictureStatistics.of(
              vgg,
              painting.height(),
              painting.width(),
              painting.rgb(),
              loss.styleLayers(),
              loss.style().comparison());
      try (TransferLoss all =
          new TransferLoss(vgg, PictureReader.read(content), StyleTarget.ofOne(targets), loss)) {
        return all.evaluate(picture.rgb(), gradient);
      }
    }
  }
}
