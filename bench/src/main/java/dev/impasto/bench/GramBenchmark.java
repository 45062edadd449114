package dev.impasto.bench;

import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The Gram matrix of a response: the sum over its positions, and the product with a matrix of the
 * channels that undoes it.
 */
@SuppressWarnings("NullAway.Init")
public class GramBenchmark extends OperationBenchmark {
  /** The layer whose response it is. */
  @Param({"conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"})
  public String layer;

  private GramOperation operation;
  private float[] matrix;
  private float[] derivative;
  private final float[] none = {}; // as where Gram matrices are compared, without the sums
  private Tensor dy;

  /** Makes the operation. */
  @Override
  protected void prepare() {
    Layer at = Layer.of(layer);
    int channels = convolution(at).outputs();
    operation = workspace.gram(noise(side(at), channels));
    matrix = new float[channels * channels];
    derivative = new float[channels * channels];
    Arrays.fill(derivative, 1e-6f); // dy is added to again and again
    dy = tensor(side(at), channels);
  }

  /** The matrix. */
  @Benchmark
  public float[] forward() {
    operation.forward(matrix, none);
    return matrix;
  }

  /** The derivative with respect to the response. */
  @Benchmark
  public void backward() {
    operation.backward(derivative, none, dy);
  }
}
