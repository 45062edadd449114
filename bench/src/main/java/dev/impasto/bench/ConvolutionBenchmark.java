package dev.impasto.bench;

import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Filters;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A 3x3 convolution with bias and ReLU, and its derivative. */
@SuppressWarnings("NullAway.Init")
public class ConvolutionBenchmark extends OperationBenchmark {
  /** Which convolution; the others of VGG-19 have the form of one of these. */
  @Param({
    "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv4_1", "conv4_2",
    "conv5_1"
  })
  public String layer;

  private ChainOperation operation;
  private Tensor dx;
  private Tensor dy;

  /**
   * Makes the operation, and computes it once: the derivative needs to know where ReLU let pass.
   */
  @Override
  protected void prepare() {
    Layer at = Layer.of(layer);
    Convolution c = convolution(at);
    Tensor x = noise(side(at), c.inputs());
    Tensor y = tensor(side(at), c.outputs());
    Filters filters = engine.filters(c.inputs(), c.outputs(), c.weights(), c.bias());
    operation = workspace.convolution(filters, Padding.ZERO, x, y);
    dx = tensor(side(at), c.inputs());
    dy = noise(side(at), c.outputs());
    operation.forward();
  }

  /** The response. */
  @Benchmark
  public void forward() {
    operation.forward();
  }

  /** The derivative with respect to the input. */
  @Benchmark
  public void backward() {
    operation.backward(dy, dx);
  }
}
