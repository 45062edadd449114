package dev.impasto.bench;

import dev.impasto.engine.ShiftedGramOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.loss.Displacement;
import dev.impasto.network.Layer;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The products of a response with itself some positions further on, and their derivative. */
@SuppressWarnings("NullAway.Init")
public class ShiftedGramBenchmark extends OperationBenchmark {
  /** The layer whose response it is. */
  @Param({"conv2_1", "conv3_1"})
  public String layer;

  /** The displacement in rows; with 0 rows it is 4 columns. */
  @Param({"0", "4"})
  public int rows;

  private ShiftedGramOperation operation;
  private float[] matrix;
  private float[] derivative;
  private Tensor dy;

  /** Makes the operation. */
  @Override
  protected void prepare() {
    Layer at = Layer.of(layer);
    int channels = convolution(at).outputs();
    Displacement shift = rows == 0 ? new Displacement(0, 4) : new Displacement(rows, 0);
    operation = workspace.gram(noise(side(at), channels), shift.positions(side(at)));
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
