package dev.impasto.bench;

import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.problem.NamedChoice;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The pooling after a layer, and its derivative. */
@SuppressWarnings("NullAway.Init")
public class PoolingBenchmark extends OperationBenchmark {
  /** The layer whose response is pooled. */
  @Param({"conv1_2", "conv2_2", "conv3_4", "conv4_4"})
  public String layer;

  /** {@code average} or {@code max}. */
  @Param({"average", "max"})
  public String pooling;

  private ChainOperation operation;
  private Tensor dx;
  private Tensor dy;

  /** Makes the operation, and computes it once: the derivative needs to know what was largest. */
  @Override
  protected void prepare() {
    Layer at = Layer.of(layer);
    int channels = convolution(at).outputs();
    int pooled = Rounding.FLOOR.pooled(side(at));
    Pooling kind = NamedChoice.of("pooling", pooling, List.of(Pooling.values()));
    Tensor x = noise(side(at), channels);
    operation = workspace.pooling(kind, Rounding.FLOOR, x, tensor(pooled, channels));
    dx = tensor(side(at), channels);
    dy = noise(pooled, channels);
    operation.forward();
  }

  /** The pooled response. */
  @Benchmark
  public void forward() {
    operation.forward();
  }

  /** The derivative with respect to the response. */
  @Benchmark
  public void backward() {
    operation.backward(dy, dx);
  }
}
