package dev.impasto;

import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.ContentLoss;
import dev.impasto.loss.LayerStatistics;
import dev.impasto.loss.StyleLoss;
import dev.impasto.loss.TotalVariation;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Objective;
import dev.impasto.parallel.Parallel;
import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The total loss (Eq 7) of a picture at one size, with its derivative. Owns the chain's memory. */
final class TransferLoss implements Objective, AutoCloseable {
  /**
   * How far bf16's rounding may put the loss off, relative: late in a long run with VGG-19's widths
   * values were seen to jump by 3e-5 between points as close as floats allow.
   */
  private static final double BF16_ROUNDING = 1e-4;

  private final VggPass pass;
  private final List<ContentLoss> contents = new ArrayList<>();
  private final List<StyleLoss> styles = new ArrayList<>();
  private final TotalVariation variation;
  private final double rounding;

  /** Of each evaluation since an iterate was asked for. */
  private final List<Parts> evaluated = new ArrayList<>();

  private Parts lowest = new Parts(Double.NaN, Double.NaN, Double.NaN);

  /**
   * Looks at the content.
   *
   * @param content at the size of the pictures to be evaluated
   * @param styleTargets the style's targets
   */
  TransferLoss(
      Vgg vgg, Picture content, Map<Layer, LayerStatistics> styleTargets, TransferOptions options) {
    this.rounding = vgg.precision() == Precision.BF16 ? BF16_ROUNDING : 0;
    pass = vgg.differentiable(content.height(), content.width(), options.deepest());
    if (options.contentWeight() > 0) {
      options
          .contentLayers()
          .forEach(
              (layer, share) ->
                  contents.add(
                      new ContentLoss(
                          pass, layer, share * options.contentWeight(), options.convention())));
    }
    styleTargets.forEach(
        (layer, target) ->
            styles.add(
                new StyleLoss(
                    pass,
                    layer,
                    target,
                    options.styleLayers().getOrDefault(layer, 0.0) * options.styleWeight(),
                    options.convention())));
    pass.forward(content.rgb());
    contents.forEach(ContentLoss::aim);
    if (options.contentWeight() > 0) {
      styles.forEach(StyleLoss::balance);
    }
    variation =
        options
            .convention()
            .totalVariation(options.tvWeight(), (long) content.height() * content.width());
  }

  @Override
  public double evaluate(float[] x, float[] gradient) {
    pass.forward(x);
    pass.backward(gradient);
    Parts parts =
        new Parts(
            contents.stream().mapToDouble(ContentLoss::value).sum(),
            styles.stream().mapToDouble(StyleLoss::value).sum(),
            variation.addTo(pass.engine().parallel(), gradient, x, pass.height(), pass.width()));
    evaluated.add(parts);
    if (!(parts.total() >= lowest.total())) {
      lowest = parts;
    }
    return parts.total();
  }

  @Override
  public double rounding() {
    return rounding;
  }

  @Override
  public Parallel parallel() {
    return pass.engine().parallel();
  }

  /**
   * The parts of the evaluation that gave {@code total}: one since this was asked last, or the
   * lowest so far.
   */
  Parts parts(double total) {
    Parts parts =
        evaluated.stream().filter(p -> p.total() == total).reduce((a, b) -> b).orElse(lowest);
    evaluated.clear();
    return parts;
  }

  /** The weighted parts of a loss. */
  record Parts(double content, double style, double tv) {
    double total() {
      return content + style + tv;
    }
  }

  @Override
  public void close() {
    pass.close();
  }
}
