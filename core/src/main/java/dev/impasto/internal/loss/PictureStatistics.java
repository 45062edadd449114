package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.Tapped;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.Displacement;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.Collection;
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
    Tapped tapped = tapped(layers, comparison);
    try (VggPass pass = vgg.pass(picture.height(), picture.width(), tapped, false)) {
      Optional<GuideRoom> room = guide.map(g -> new GuideRoom(pass, layers));
      Map<Layer, StatisticsSource> sources = new EnumMap<>(Layer.class);
      for (Layer layer : layers) {
        Optional<LayerGuide> part = guide.map(g -> g.at(vgg, layer));
        StatisticsSource statistics = StatisticsSources.of(pass, layer, comparison, part, room);
        sources.put(layer, statistics);
        pass.observe(layer, statistics::add);
      }
      pass.forward(picture.colors());
      sources.forEach((layer, statistics) -> taken.put(layer, statistics.taken()));
    }
    return taken;
  }

  /** Where a comparison looks at responses, and how far. */
  public static Tapped tapped(Collection<Layer> layers, StyleComparison comparison) {
    Map<Layer, Integer> reach = new EnumMap<>(Layer.class);
    for (Layer layer : layers) {
      int most = 0;
      for (Displacement apart : comparison.displacements(layer)) {
        most = Math.max(most, Math.max(apart.rows(), Math.abs(apart.columns())));
      }
      reach.put(layer, most);
    }
    return new Tapped(reach);
  }
}
