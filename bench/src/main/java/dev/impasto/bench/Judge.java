package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.ContentLoss;
import dev.impasto.loss.LayerStatistics;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleLoss;
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
  private static final LossConvention CONVENTION = LossConvention.NEURAL_STYLE;

  /** The total loss, with total variation. */
  double loss(Picture judged, Pooling pooling) {
    float[] gradient = new float[judged.rgb().length];
    double loss = evaluate(judged, pooling, Precision.F32, gradient);
    int height = judged.height();
    int width = judged.width();
    try (Engine engine = Engine.open(0)) {
      return loss
          + CONVENTION
              .totalVariation(CONVENTION.tvWeight(), (long) height * width)
              .addTo(engine.parallel(), gradient, judged.rgb(), height, width);
    }
  }

  /** The content and style loss, and their derivative with respect to the picture's colors. */
  double evaluate(Picture picture, Pooling pooling, Precision precision, float[] gradient) {
    try (Engine engine = Engine.open(0, precision)) {
      Vgg vgg = new Vgg(NetworkFile.read(network), engine, Vgg.Form.plain(pooling));
      Picture painting = PictureReader.read(style);
      Map<Layer, LayerStatistics> targets =
          LayerStatistics.of(
              vgg,
              painting.height(),
              painting.width(),
              painting.rgb(),
              CONVENTION.styleLayers(),
              CONVENTION);
      try (VggPass pass = vgg.differentiable(picture.height(), picture.width(), Layer.CONV5_1)) {
        ContentLoss difference =
            new ContentLoss(pass, Layer.CONV4_2, CONVENTION.contentWeight(), CONVENTION);
        pass.forward(PictureReader.read(content).rgb());
        difference.aim();
        targets.forEach(
            (l, target) -> new StyleLoss(pass, l, target, CONVENTION.styleWeight(), CONVENTION));
        double loss = pass.forward(picture.rgb());
        pass.backward(gradient);
        return loss;
      }
    }
  }
}
