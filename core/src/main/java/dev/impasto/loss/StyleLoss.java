package dev.impasto.loss;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Tap;
import dev.impasto.network.VggPass;

/** How far a layer's Gram matrix G is from that of the style picture, A: Eq 4, or its like. */
public final class StyleLoss implements Tap {
  private final double weight;
  private final LossConvention convention;
  private final StyleTarget style;
  private final double styleDivisor;
  private final double divisor;
  private final GramOperation operation;
  private final float[] gram;
  private final float[] k;
  private double scale;
  private double value;

  /**
   * Attaches a loss to a layer.
   *
   * @param style may come from a picture of another size; not copied
   * @param weight the style weight times the layer's weight w_l (Eq 5)
   */
  public StyleLoss(
      VggPass pass, Layer layer, StyleTarget style, double weight, LossConvention convention) {
    Tensor response = pass.response(layer);
    int n = response.channels();
    this.weight = weight;
    this.convention = convention;
    this.style = style;
    this.styleDivisor = convention.gramDivisor(n, style.positions());
    this.divisor = convention.gramDivisor(n, response.positions());
    this.gram = new float[n * n];
    this.k = new float[n * n];
    double squares = squares(style.values(), styleDivisor);
    this.scale = weight * convention.styleScale(n, squares, squares);
    this.operation = pass.workspace().gram(response);
    pass.attach(layer, this);
  }

  /**
   * Has the scale take the content's Gram matrix into account, where the convention does: call it
   * after evaluating the content picture.
   */
  public void balance() {
    scale =
        weight
            * convention.styleScale(
                style.channels(), squares(style.values(), styleDivisor), squares(gram, divisor));
  }

  private static double squares(float[] matrix, double divisor) {
    double sum = 0;
    for (float g : matrix) {
      sum += (g / divisor) * (g / divisor);
    }
    return sum;
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return value;
  }

  @Override
  public double forward() {
    operation.forward(gram);
    float[] target = style.values();
    double factor = 1 / divisor;
    double styleFactor = 1 / styleDivisor;
    double derivative = 4 * scale / divisor;
    double squares = 0;
    for (int i = 0; i < gram.length; i++) {
      double difference = factor * gram[i] - styleFactor * target[i];
      squares += difference * difference;
      k[i] = (float) (derivative * difference);
    }
    value = scale * squares;
    return value;
  }

  /** {@code F K} with {@code K = 4 scale (G/d - A/d') / d}: Eq 6 where scale is 1/(4 N²). */
  @Override
  public void backward(Tensor gradient) {
    operation.backward(k, gradient);
  }
}
