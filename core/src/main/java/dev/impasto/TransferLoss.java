package dev.impasto;

import dev.impasto.loss.ContentLoss;
import dev.impasto.loss.GramMatrix;
import dev.impasto.loss.StyleLoss;
import dev.impasto.loss.TotalVariation;
import dev.impasto.network.Layer;
import dev.impasto.network.Vgg;
import dev.impasto.network.VggPass;
import dev.impasto.optimize.Objective;
import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The total loss (Eq 7) of a picture at one size, with its derivative. Owns the chain's memory. */
final class TransferLoss implements Objective, AutoCloseable {
  private final VggPass pass;
  private final List<ContentLoss> contents = new ArrayList<>();
  private final List<StyleLoss> styles = new ArrayList<>();
  private final TotalVariation variation;
  private double totalVariation;

  /**
   * Computes the targets.
   *
   * @param content at the size of the pictures to be evaluated
   * @param style at the size at which its statistics are wanted
   */
  TransferLoss(Vgg vgg, Picture content, Picture style, TransferOptions options) {
    Map<Layer, GramMatrix> targets = styleTargets(vgg, style, options);
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
    targets.forEach(
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
    styles.forEach(StyleLoss::balance);
    variation =
        options
            .convention()
            .totalVariation(options.tvWeight(), (long) content.height() * content.width());
  }

  private static Map<Layer, GramMatrix> styleTargets(
      Vgg vgg, Picture style, TransferOptions options) {
    Map<Layer, GramMatrix> targets = new EnumMap<>(Layer.class);
    if (options.styleWeight() > 0) {
      Layer deepest = options.styleLayers().lastKey();
      try (VggPass pass = vgg.forward(style.height(), style.width(), deepest)) {
        options
            .styleLayers()
            .keySet()
            .forEach(layer -> targets.put(layer, new GramMatrix(pass, layer)));
        pass.forward(style.rgb());
      }
    }
    return targets;
  }

  @Override
  public double evaluate(float[] x, float[] gradient) {
    double loss = pass.forward(x);
    pass.backward(gradient);
    totalVariation = variation.addTo(gradient, x, pass.height(), pass.width());
    return loss + totalVariation;
  }

  /** The weighted content loss of the last evaluation. */
  double contentLoss() {
    return contents.stream().mapToDouble(ContentLoss::value).sum();
  }

  /** The weighted style loss of the last evaluation. */
  double styleLoss() {
    return styles.stream().mapToDouble(StyleLoss::value).sum();
  }

  /** The weighted total variation of the last evaluation. */
  double tvLoss() {
    return totalVariation;
  }

  @Override
  public void close() {
    pass.close();
  }
}
