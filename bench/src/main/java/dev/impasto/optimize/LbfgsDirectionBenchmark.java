package dev.impasto.optimize;

import dev.impasto.bench.PixelBenchmark;
import dev.impasto.storage.Floats;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * One direction of L-BFGS. It stands in the optimizer's package, to measure the direction without
 * the rest of a step.
 */
@SuppressWarnings("NullAway.Init")
public class LbfgsDirectionBenchmark extends PixelBenchmark {
  /** How many steps are remembered. */
  @Param({"10", "20"})
  public int history;

  private LbfgsMemory memory;
  private Floats gradient;
  private Floats direction;

  /** Remembers as many steps as it can: on a parabola whose curvature is 1 everywhere. */
  @Override
  protected void prepare() {
    memory = new LbfgsMemory(history, new ParallelVectors(engine.parallel()));
    Floats from = Floats.of(noise(0));
    for (int step = 1; step <= history; step++) {
      Floats to = Floats.of(noise(step));
      if (!memory.add(from, from, to, to)) {
        throw new IllegalStateException("a step of positive curvature was not remembered");
      }
      from = to;
    }
    gradient = from;
    direction = ParallelVectors.like(gradient);
  }

  /** The direction; the slope along it. */
  @Benchmark
  public double direction() {
    return memory.direction(gradient, direction);
  }
}
