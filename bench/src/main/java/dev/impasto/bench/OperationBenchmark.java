package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.problem.NamedChoice;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An operation of an engine, alone, at a layer of VGG-19 and for a picture of a size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the setup
public abstract class OperationBenchmark {
  /** The network that comes with the program; any other name is for random weights. */
  static final String EMBEDDED = "embedded";

  /** The side of the square picture. */
  @Param("512")
  public int size;

  /** What the engine computes in. */
  @Param({"f32", "bf16"})
  public String precision;

  /** {@code random}: VGG-19 at its full width; or {@code embedded}. */
  @Param("random")
  public String network;

  Engine engine;
  Workspace workspace;

  /** Opens the engine, then prepares what is measured. */
  @Setup
  public void open() {
    engine = Engine.open(0, NamedChoice.of("precision", precision, List.of(Precision.values())));
    workspace = engine.workspace();
    prepare();
  }

  /** Makes what is measured. JMH would call two setups in an order of its own. */
  protected abstract void prepare();

  /** Closes it. */
  @TearDown
  public void close() {
    workspace.close();
    engine.close();
  }

  /** The convolution of a layer. */
  Convolution convolution(Layer layer) {
    if (network.equals(EMBEDDED)) {
      return Network.embedded().convolution(layer);
    }
    int block = layer.block() - 1;
    int outputs = RandomVgg.WIDTHS[block];
    int before = layer.indexInBlock() > 1 ? outputs : block > 0 ? RandomVgg.WIDTHS[block - 1] : 3;
    return RandomVgg.convolution(new Random(42), before, outputs);
  }

  /** The side of a layer's response. */
  int side(Layer layer) {
    return size >> (layer.block() - 1);
  }

  /** A tensor of noise. */
  Tensor noise(int side, int channels) {
    Tensor tensor = tensor(side, channels);
    tensor.put(Noise.values(tensor.size(), 7));
    return tensor;
  }

  /** A tensor of zeros. */
  Tensor tensor(int side, int channels) {
    Tensor tensor = workspace.tensor(side, side, channels);
    tensor.clear();
    return tensor;
  }
}
