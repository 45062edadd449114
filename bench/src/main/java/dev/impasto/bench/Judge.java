package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.ContentLoss;
import dev.impasto.loss.GramMatrix;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleLoss;
import dev.impasto.network.Layer;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Vgg;
import dev.impasto.network.VggPass;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Says what a picture's total loss is by neural-style's convention, whoever made it. */
final class Judge {
  private static final LossConvention CONVENTION = LossConvention.NEURAL_STYLE;

  private Judge() {}

  static double loss(Path network, Path content, Path style, Path picture) {
    try (Engine engine = Engine.open(0)) {
      Vgg vgg = new Vgg(NetworkFile.read(network), engine, Vgg.Form.plain(Pooling.MAX));
      Map<Layer, GramMatrix> targets = new EnumMap<>(Layer.class);
      Picture painting = PictureReader.read(style);
      try (VggPass pass = vgg.forward(painting.height(), painting.width(), Layer.CONV5_1)) {
        CONVENTION.styleLayers().forEach(l -> targets.put(l, new GramMatrix(pass, l)));
        pass.forward(painting.rgb());
      }
      Picture photograph = PictureReader.read(content);
      int height = photograph.height();
      int width = photograph.width();
      try (VggPass pass = vgg.forward(height, width, Layer.CONV5_1)) {
        ContentLoss difference =
            new ContentLoss(pass, Layer.CONV4_2, CONVENTION.contentWeight(), CONVENTION);
        targets.forEach(
            (l, target) -> new StyleLoss(pass, l, target, CONVENTION.styleWeight(), CONVENTION));
        pass.forward(photograph.rgb());
        difference.aim();
        float[] rgb = PictureReader.read(picture).rgb();
        return pass.forward(rgb)
            + CONVENTION
                .totalVariation(CONVENTION.tvWeight(), (long) height * width)
                .addTo(new float[rgb.length], rgb, height, width);
      }
    }
  }
}
