package dev.impasto.internal.loss;

import dev.impasto.loss.CovarianceComparison;
import dev.impasto.loss.GramComparison;
import dev.impasto.loss.StyleComparison;
import java.util.Optional;

/** How far a layer's statistics are from those of a painting, with the derivative. */
public interface StyleDistance {
  /**
   * The distance that a comparison asks for.
   *
   * @param style the painting's statistics; may come from a picture of another size; not copied
   * @param content the photograph's statistics, where the distance is to be relative to the
   *     photograph's own; read at once
   * @param weight the style weight times the layer's share, w_l of Eq 5
   */
  static StyleDistance of(
      StyleComparison comparison,
      LayerStatistics style,
      Optional<LayerStatistics> content,
      double weight) {
    if (comparison instanceof CovarianceComparison covariance) {
      return new CovarianceDistance(covariance, style, content, weight);
    }
    return new GramDistance((GramComparison) comparison, style, weight);
  }

  /**
   * Compares.
   *
   * @param result the statistics of a picture
   * @param gradient receives the derivative
   * @return the weighted value
   */
  double compare(LayerStatistics result, StatisticsGradient gradient);
}
