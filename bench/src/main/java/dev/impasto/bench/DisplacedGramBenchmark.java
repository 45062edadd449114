package dev.impasto.bench;

import dev.impasto.engine.DisplacedGramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The products of responses at two positions, some rows or columns apart, and their derivative. */
@SuppressWarnings("NullAway.Init")
public class DisplacedGramBenchmark extends OperationBenchmark {
  /** The layer whose response it is. */
  @Param({"conv2_1", "conv3_1"})
  public String layer;

  /** The displacement in rows; with 0 rows it is 4 columns. */
  @Param({"0", "4"})
  public int rows;

  private DisplacedGramOperation operation;
  private float[] matrix;
  private float[] derivative;
  private Tensor dy;

  /** Makes the operation. */
  @Override
  protected void prepare() {
    Layer at = Layer.of(layer);
    int channels = convolution(at).outputs();
    operation = workspace.gram(noise(side(at), channels), rows, rows == 0 ? 4 : 0);
    matrix = new float[channels * channels];
    derivative = new float[channels * channels];
    Arrays.fill(derivative, 1e-6f); // dy is added to again and again
    dy = tensor(side(at), channels);
  }

  /** The matrix. */
  @Benchmark
  public float[] forward() {
    operation.forward(matrix);
    return matrix;
  }

  /** The derivative with respect to the response. */
  @Benchmark
  public void backward() {
    operation.backward(derivative, dy);
  }
}
