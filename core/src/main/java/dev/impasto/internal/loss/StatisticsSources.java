package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.DistributionComparison;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import java.util.Optional;

/** Makes what takes the statistics that comparisons ask for. */
final class StatisticsSources {
  private StatisticsSources() {}

  /**
   * Allocates what the statistics of a layer need; it closes with the pass.
   *
   * @param guide the layer's part in a region; empty for the whole layer
   * @param room where that part is kept
   */
  static StatisticsSource of(
      VggPass pass,
      Layer layer,
      StyleComparison comparison,
      Optional<LayerGuide> guide,
      Optional<GuideRoom> room) {
    return comparison instanceof DistributionComparison distribution
        ? new ResponseDistribution(pass, layer, distribution, guide)
        : new ResponseStatistics(pass, layer, comparison, guide, room);
  }
}
