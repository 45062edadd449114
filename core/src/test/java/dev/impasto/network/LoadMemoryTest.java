package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.weights.WeightBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that is allocated while a network is read, its numbers included, is little more than them.
 */
class LoadMemoryTest {
  private static final int[] WIDTHS = {64, 128, 256};

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TestFactory
  Stream<DynamicTest> readingTakesAtMostHalfAsMuchMemoryAgain(@TempDir Path folder)
      throws IOException {
    Network network = wide();
    Path written = folder.resolve("written");
    NetworkFile.write(network, written);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("safetensors", Files.readAllBytes(written));
    files.put("torch zip", TorchFiles.zip(network));
    files.put("torch legacy", TorchFiles.legacy(network));
    files.put("caffe", ProtobufFiles.caffe(network));
    files.put("hdf5", Hdf5Files.of(network));
    files.put("onnx", ProtobufFiles.onnx(network, false));
    files.put("onnx raw", ProtobufFiles.onnx(network, true));
    long weights =
        network.convolutions().values().stream()
            .mapToLong(c -> 4L * (c.weights().length + c.bias().length))
            .sum();
    return files.entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () -> {
                      read(file.getValue()); // Classes and constants are loaded once.
                      long before = threads.getCurrentThreadAllocatedBytes();
                      read(file.getValue());
                      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                      assertThat((double) allocated / weights).isBetween(1.0, 1.5);
                    }));
  }

  private static void read(byte[] file) {
    Network read = NetworkReader.read(WeightBytes.of(file, "wide"), Optional.empty());
    assertThat(read.layers()).hasSize(8);
  }

  /** VGG-19 at its full width, up to conv3_4: 9.3 MB. */
  private static Network wide() {
    Random random = new Random(5);
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    int inputs = 3;
    for (Layer layer : Layer.values()) {
      if (layer.block() <= WIDTHS.length) {
        int outputs = WIDTHS[layer.block() - 1];
        float[] weights = new float[9 * inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = random.nextFloat() - 0.5f;
        }
        layers.put(layer, new Convolution(inputs, outputs, weights, new float[outputs]));
        inputs = outputs;
      }
    }
    return new Network("wide", Preprocessing.TORCHVISION, Pooling.MAX, layers, Map.of());
  }
}
