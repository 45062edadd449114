package dev.impasto.reference;

import dev.impasto.conformance.ConformanceNetworks;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** The folder of numbers made by independent programs, given by {@code impasto.conformance}. */
public final class Conformance {
  private final Path folder;

  private Conformance(Path folder) {
    this.folder = folder;
  }

  /** The folder; the test that asks is skipped if there is none. */
  public static Conformance orSkip() {
    Path folder = Path.of(System.getProperty("impasto.conformance", "conformance"));
    Assumptions.assumeTrue(Files.isDirectory(folder), "no conformance pack at " + folder);
    return new Conformance(folder);
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The rows of a table, each from column to value. */
  public List<Map<String, String>> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(file(name));
    String[] columns = lines.get(0).split("\t", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split("\t", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** An array of float32 as numpy writes it. */
  public float[] floats(String name) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file(name))).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(10 + bytes.getShort(8));
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** The network's convolutions as torchvision has them: RGB, 0..1, mean and deviation. */
  public SortedMap<Layer, Convolution> torchvision() {
    return ConformanceNetworks.of("torchvision_f32").convolutions();
  }

  /** The same network in Caffe's convention. */
  public SortedMap<Layer, Convolution> caffe() {
    return ConformanceNetworks.of("caffe_f32").convolutions();
  }

  /** A picture as the network takes it in either convention. */
  public PeerLoss.Input input(String name, boolean caffe) throws IOException {
    var image = ImageIO.read(file(name).toFile());
    double[] mean =
        caffe ? new double[] {103.939, 116.779, 123.68} : new double[] {.485, .456, .406};
    double[] std = {.229, .224, .225};
    double[] values = new double[image.getHeight() * image.getWidth() * 3];
    for (int i = 0; i < values.length; i++) {
      int rgb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
      int k = i % 3;
      values[i] =
          caffe
              ? ((rgb >> (8 * k)) & 0xff) - mean[k]
              : (((rgb >> (16 - 8 * k)) & 0xff) / 255.0 - mean[k]) / std[k];
    }
    return new PeerLoss.Input(values, image.getHeight(), image.getWidth());
  }
}
