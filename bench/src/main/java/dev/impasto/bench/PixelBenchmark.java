package dev.impasto.bench;

import dev.impasto.engine.Engine;
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

/** Something that is done with a picture's pixels, in Java, by the engine's threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the setup
public abstract class PixelBenchmark {
  /** The side of the square picture. */
  @Param("512")
  public int size;

  /** Lends its threads. */
  protected Engine engine;

  /** Opens the engine, then prepares what is measured. */
  @Setup
  public void open() {
    engine = Engine.open(0);
    prepare();
  }

  /** Makes what is measured. JMH would call two setups in an order of its own. */
  protected abstract void prepare();

  /** Closes it. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** As many numbers as the picture has. */
  protected float[] noise(int seed) {
    return Noise.values(3L * size * size, seed);
  }
}
