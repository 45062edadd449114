package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
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

/**
 * Times reading full-width VGG-19 from safetensors against reading the same bytes, interleaved, and
 * counts what is allocated for it.
 */
final class LoadNetwork {
  private LoadNetwork() {}

  static Table measure(int runs) throws IOException {
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
      Samples time = new Samples(load);
      Table table =
          new Table(
              "load",
              "Reading full-width VGG-19, all sixteen layers, from safetensors on a warm disk;"
                  + " ratio: to reading the bytes alone, median of pairs",
              new Column("megabytes", "MB of weights", "%.1f"),
              new Column("runs", "runs", "%d"),
              new Column("first_ms", "first (ms)", "%.0f"),
              new Column("ms", "median (ms)", "%.0f"),
              new Column("most_ms", "most", "%.0f"),
              new Column("ratio", "ratio", "%.1f"),
              new Column("allocated_per_byte", "bytes allocated per byte", "%.3f"));
      table.row(
          weights / 1e6,
          runs,
          1000 * load[0],
          1000 * time.median(),
          1000 * time.most(),
          Samples.of(runs, i -> load[i] / bytes[i]).median(),
          new Samples(allocated).most());
      return table;
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
}
