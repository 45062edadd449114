package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.ContentLoss;
import dev.impasto.loss.GramMatrix;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleLoss;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.network.Vgg;
import dev.impasto.network.VggPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Times loss and gradient of full-width VGG-19 through conv5_1 against the best matrix product,
 * interleaved in one run, and prints medians and the peak of memory.
 *
 * <p>Arguments: the picture's side (512), the number of evaluations (9); or {@code load}, see
 * {@link LoadNetwork}.
 */
public final class Main {
  private static final List<Layer> STYLE =
      List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  private Main() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    if (arguments.length > 0 && arguments[0].equals("load")) {
      LoadNetwork.measure(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9);
      return;
    }
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 512;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
    Network network = RandomVgg.network(Preprocessing.TORCHVISION);
    double operations = RandomVgg.operations(network, size, size, STYLE);
    float[] pixels = noise(size, 7);
    float[] gradient = new float[pixels.length];
    try (Engine engine = Engine.open(0)) {
      System.out.println(engine.description());
      Vgg vgg = new Vgg(network, engine, Vgg.Form.plain(Pooling.AVERAGE));
      List<GramMatrix> targets = new ArrayList<>();
      try (VggPass pass = vgg.forward(size, size, Layer.CONV5_1)) {
        STYLE.forEach(layer -> targets.add(new GramMatrix(pass, layer)));
        pass.forward(noise(size, 101));
      }
      double[] seconds = new double[runs];
      double[] peak = new double[runs];
      long memory;
      try (VggPass pass = vgg.differentiable(size, size, Layer.CONV5_1)) {
        ContentLoss content = new ContentLoss(pass, Layer.CONV4_2, 1, LossConvention.BALANCED);
        pass.forward(noise(size, 100));
        content.aim();
        for (int i = 0; i < STYLE.size(); i++) {
          new StyleLoss(pass, STYLE.get(i), targets.get(i), 20, LossConvention.BALANCED);
        }
        evaluate(pass, pixels, gradient);
        memory = peakMegabytes();
        try (MatmulPeak matmul = new MatmulPeak(2048)) {
          matmul.once();
          for (int i = 0; i < runs; i++) {
            double best = 0;
            for (int k = 0; k < 8; k++) {
              best = Math.max(best, matmul.once());
            }
            peak[i] = best;
            seconds[i] = evaluate(pass, pixels, gradient);
          }
        }
      }
      double evaluation = median(seconds);
      double best = Arrays.stream(peak).max().orElse(0);
      System.out.printf(
          "loss and gradient, %dx%d, full-width VGG-19 through conv5_1: median %.0f ms"
              + " (%.0f to %.0f, %d runs), %.1f GFLOP, %.1f GFLOP/s%n",
          size,
          size,
          1000 * evaluation,
          1000 * Arrays.stream(seconds).min().orElse(0),
          1000 * Arrays.stream(seconds).max().orElse(0),
          runs,
          operations / 1e9,
          operations / evaluation / 1e9);
      System.out.printf(
          "best f32 matrix product (2048): %.1f GFLOP/s, median of bests %.1f%n",
          best / 1e9, median(peak) / 1e9);
      double[] shares = new double[runs];
      for (int i = 0; i < runs; i++) {
        shares[i] = operations / seconds[i] / peak[i];
      }
      System.out.printf(
          "share of the matrix product's rate: %.3f of the best, %.3f the median of pairs%n",
          operations / evaluation / best, median(shares));
      System.out.printf("peak memory after the first evaluation: %d MB%n", memory);
    }
  }

  private static double evaluate(VggPass pass, float[] pixels, float[] gradient) {
    long began = System.nanoTime();
    pass.forward(pixels);
    pass.backward(gradient);
    return (System.nanoTime() - began) / 1e9;
  }

  private static float[] noise(int size, int seed) {
    Random random = new Random(seed);
    float[] pixels = new float[3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The most memory that this process has held so far, where the system tells (Linux). */
  private static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
