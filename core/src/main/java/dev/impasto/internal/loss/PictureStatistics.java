package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Takes the statistics of pictures: those that a {@link StyleComparison} compares. */
public final class PictureStatistics {
  private PictureStatistics() {}

  /**
   * Takes the statistics of a whole picture.
   *
   * @param height rows
   * @param width columns
   * @param pixels {@code height x width x 3} values in 0..1
   * @param layers where, at least one
   * @param comparison tells which statistics
   * @return the target of each layer
   */
  public static Map<Layer, LayerStatistics> of(
      Vgg vgg,
      int height,
      int width,
      float[] pixels,
      Collection<Layer> layers,
      StyleComparison comparison) {
    return of(vgg, new Picture(width, height, pixels), layers, comparison, Optional.empty());
  }

  /**
   * Takes the statistics of a picture or of a region of it.
   *
   * @param layers where, at least one
   * @param comparison tells which statistics
   * @param guide the region; empty for the whole picture
   * @return the target of each layer
   */
  public static Map<Layer, LayerStatistics> of(
      Vgg vgg,
      Picture picture,
      Collection<Layer> layers,
      StyleComparison comparison,
      Optional<Guide> guide) {
    Map<Layer, LayerStatistics> taken = new EnumMap<>(Layer.class);
    try (VggPass pass = vgg.forward(picture.height(), picture.width(), Collections.max(layers))) {
      Optional<GuideRoom> room = guide.map(g -> new GuideRoom(pass, layers));
      for (Layer layer : layers) {
        Optional<LayerGuide> part = guide.map(g -> g.at(vgg, layer));
        StatisticsSource statistics = StatisticsSources.of(pass, layer, comparison, part, room);
        pass.observe(
            layer,
            () -> {
              statistics.take();
              taken.put(layer, statistics.taken());
            });
      }
      pass.forward(picture.rgb());
    }
    return taken;
  }
}
