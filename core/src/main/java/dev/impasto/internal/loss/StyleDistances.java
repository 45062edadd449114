package dev.impasto.internal.loss;

import dev.impasto.engine.SquareProduct;
import dev.impasto.loss.CovarianceComparison;
import dev.impasto.loss.GramComparison;
import dev.impasto.loss.MomentsComparison;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.WassersteinComparison;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Makes the distances that comparisons ask for. */
public final class StyleDistances {
  private StyleDistances() {}

  /**
   * The distance that a comparison asks for.
   *
   * @param targets the paintings' statistics; may come from pictures of other sizes; not copied
   * @param content the photograph's statistics, where the distance is to be relative to the
   *     photograph's own; read at once
   * @param weight the style weight times the layer's share, w_l of Eq 5
   * @param products what multiplies matrices of so many rows and columns
   */
  public static StyleDistance of(
      StyleComparison comparison,
      List<StyleTarget> targets,
      Optional<LayerStatistics> content,
      double weight,
      IntFunction<SquareProduct> products) {
    List<StyleDistance> each =
        targets.stream()
            .map(t -> of(comparison, t.statistics(), content, t.share() * weight, products))
            .toList();
    return each.size() == 1 ? each.get(0) : new SummedDistance(each);
  }

  private static StyleDistance of(
      StyleComparison comparison,
      LayerStatistics style,
      Optional<LayerStatistics> content,
      double weight,
      IntFunction<SquareProduct> products) {
    if (comparison instanceof CovarianceComparison covariance) {
      return new CovarianceDistance(covariance, style, content, weight);
    }
    if (comparison instanceof GramComparison gram) {
      return gram.relative()
          ? ScaledDistance.relative(new GramDistance(gram, style, 1), style, content, weight)
          : new GramDistance(gram, style, weight);
    }
    if (comparison instanceof MomentsComparison moments) {
      StyleDistance sum = new MomentsDistance(moments, style);
      return moments.relative()
          ? ScaledDistance.relative(sum, style, content, weight)
          : new ScaledDistance(sum, weight / style.channels());
    }
    WassersteinComparison wasserstein = (WassersteinComparison) comparison;
    StyleDistance sum =
        new WassersteinDistance(wasserstein, style, products.apply(style.channels()));
    return wasserstein.relative()
        ? ScaledDistance.relative(sum, style, content, weight)
        : new ScaledDistance(sum, weight / style.channels());
  }
}
