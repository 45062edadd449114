package dev.impasto.network;

import static dev.impasto.problem.InvalidInputException.require;

/** The numbers of one 3x3 convolution: filters and biases. */
public final class Convolution {
  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final float[] bias;

  /**
   * Takes over the arrays given.
   *
   * @param inputs channels that come in
   * @param outputs filters, channels that go out
   * @param weights {@code outputs x inputs x 3 x 3} values (OIHW), finite
   * @param bias {@code outputs} values, finite
   */
  public Convolution(int inputs, int outputs, float[] weights, float[] bias) {
    require(
        inputs >= 1 && outputs >= 1, "a convolution needs channels, not %d to %d", inputs, outputs);
    require(
        weights.length == 9L * inputs * outputs && bias.length == outputs,
        "a 3x3 convolution of %d to %d channels has %d weights and %d biases, not %d and %d",
        inputs,
        outputs,
        9L * inputs * outputs,
        outputs,
        weights.length,
        bias.length);
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.bias = bias;
  }

  /** Channels that come in. */
  public int inputs() {
    return inputs;
  }

  /** Channels that go out: the number of filters. */
  public int outputs() {
    return outputs;
  }

  /** The filters themselves, not a copy: {@code outputs x inputs x 3 x 3}. */
  public float[] weights() {
    return weights;
  }

  /** The biases themselves, not a copy. */
  public float[] bias() {
    return bias;
  }
}
