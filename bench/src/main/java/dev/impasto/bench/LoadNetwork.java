package dev.impasto.bench;

import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Times reading full-width VGG-19 from safetensors against reading the same bytes, interleaved, and
 * counts what is allocated for it.
 */
final class LoadNetwork {
  private LoadNetwork() {}

  static void measure(int runs) throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = Files.createTempFile("random-vgg19", ".safetensors");
    try {
      Network network = RandomVgg.network(Preprocessing.TORCHVISION, Layer.CONV5_4);
      long weights = 0;
      for (Convolution c : network.convolutions().values()) {
        weights += (long) Float.BYTES * (c.weights().length + c.bias().length);
      }
      NetworkFile.write(network, file);
      double[] load = new double[runs];
      double[] bytes = new double[runs];
      double[] allocated = new double[runs];
      bytes(file);
      for (int i = 0; i < runs; i++) {
        bytes[i] = bytes(file);
        long before = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        NetworkFile.read(file);
        load[i] = (System.nanoTime() - began) / 1e9;
        allocated[i] = (double) (threads.getCurrentThreadAllocatedBytes() - before) / weights;
      }
      double[] ratios = new double[runs];
      for (int i = 0; i < runs; i++) {
        ratios[i] = load[i] / bytes[i];
      }
      System.out.printf(
          "read full-width VGG-19, %.1f MB of weights: first %.0f ms, median %.0f ms, longest %.0f ms"
              + " (%d runs)%n",
          weights / 1e6,
          1000 * load[0],
          1000 * median(load),
          1000 * Arrays.stream(load).max().orElse(0),
          runs);
      System.out.printf(
          "%.1f times as long as reading the bytes alone (median of pairs)%n", median(ratios));
      System.out.printf(
          "allocated: %.3f bytes per byte of weights, at most%n",
          Arrays.stream(allocated).max().orElse(0));
    } finally {
      Files.delete(file);
    }
  }

  private static double bytes(Path file) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long began = System.nanoTime();
    try (InputStream in = Files.newInputStream(file)) {
      while (in.read(chunk) >= 0) {
        // Only read.
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
