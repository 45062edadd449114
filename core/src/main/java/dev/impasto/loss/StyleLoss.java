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
  private final double styleSquares;
  private double scale;
  private final double divisor;
  private final double[] target;
  private final float[] gram;
  private final GramOperation operation;
  private double squares;
  private double value;

  /**
   * Attaches a loss to a layer.
   *
   * @param style the style picture's matrix; it may come from a picture of another size
   * @param weight the style weight times the layer's weight w_l (Eq 5)
   */
  public StyleLoss(
      VggPass pass, Layer layer, GramMatrix style, double weight, LossConvention convention) {
    Tensor response = pass.response(layer);
    int n = response.channels();
    double styleDivisor = convention.gramDivisor(n, style.positions());
    this.divisor = convention.gramDivisor(n, response.positions());
    this.target = new double[n * n];
    double squares = 0;
    for (int i = 0; i < target.length; i++) {
      target[i] = style.values()[i] / styleDivisor;
      squares += target[i] * target[i];
    }
    this.weight = weight;
    this.convention = convention;
    this.styleSquares = squares;
    this.scale = weight * convention.styleScale(n, squares, squares);
    this.gram = new float[n * n];
    this.operation = pass.workspace().gram(response);
    pass.attach(layer, this);
  }

  /**
   * Has the scale take the content's Gram matrix into account, where the convention does: call it
   * after evaluating the content picture.
   */
  public void balance() {
    int n = (int) Math.round(Math.sqrt(gram.length));
    scale = weight * convention.styleScale(n, styleSquares, squares);
  }

  /** The weighted value of the last evaluation. */
  public double value() {
    return value;
  }

  @Override
  public double forward() {
    operation.forward(gram);
    squares = 0;
    double distance = 0;
    for (int i = 0; i < gram.length; i++) {
      squares += (gram[i] / divisor) * (gram[i] / divisor);
      double difference = gram[i] / divisor - target[i];
      distance += difference * difference;
      gram[i] = (float) (4 * scale * difference / divisor);
    }
    value = scale * distance;
    return value;
  }

  /** {@code F K} with {@code K = 4 scale (G/d - A/d') / d}: Eq 6 where scale is 1/(4 N²). */
  @Override
  public void backward(Tensor gradient) {
    operation.backward(gram, gradient);
  }
}
