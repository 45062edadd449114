package dev.impasto.bench;

import dev.impasto.internal.loss.TotalVariation;
import dev.impasto.loss.VariationTerm;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Total variation with its derivative. */
@SuppressWarnings("NullAway.Init")
public class TotalVariationBenchmark extends PixelBenchmark {
  /** Of the differences: 1 or 2. */
  @Param({"1", "2"})
  public int power;

  private TotalVariation variation;
  private Floats pixels;
  private Floats gradient;

  /** Makes the picture. */
  @Override
  protected void prepare() {
    variation =
        new TotalVariation(
            new VariationTerm(
                1e-6, 1, power, 4, false)); // the gradient is added to again and again
    pixels = Floats.of(noise(7));
    gradient = Storage.HEAP.floats(pixels.length());
  }

  /** The sum; its derivative is added to the gradient. */
  @Benchmark
  public double valueAndDerivative() {
    return variation.addTo(engine.parallel(), gradient, pixels, size, size);
  }
}
