package dev.impasto.reference;

import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder of numbers made by independent programs, given by {@code impasto.conformance}. */
public final class Conformance {
  /** torchvision's place of each convolution among {@code features.N}. */
  private static final int[] PLACES = {0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34};

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
  public SortedMap<Layer, Convolution> torchvision() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file("weights/vgg19n-torchvision-f32.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    JsonNode header =
        JsonMapper.shared().readTree(new String(bytes.array(), 8, length, StandardCharsets.UTF_8));
    SortedMap<Layer, Convolution> convolutions = new TreeMap<>();
    int inputs = 3;
    for (int k = 0; k < PLACES.length; k++) {
      Layer layer = List.of(Layer.values()).get(k);
      String key = "features." + PLACES[k];
      float[] weights = tensor(bytes, 8 + length, header.path(key + ".weight"));
      float[] bias = tensor(bytes, 8 + length, header.path(key + ".bias"));
      convolutions.put(layer, new Convolution(inputs, bias.length, weights, bias));
      inputs = bias.length;
    }
    return convolutions;
  }

  private static float[] tensor(ByteBuffer bytes, int start, JsonNode entry) {
    int begin = entry.path("data_offsets").path(0).asInt();
    int end = entry.path("data_offsets").path(1).asInt();
    float[] values = new float[(end - begin) / 4];
    bytes
        .slice(start + begin, end - begin)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** The same network in Caffe's convention, by the formula of the pack's description. */
  public SortedMap<Layer, Convolution> caffe() throws IOException {
    SortedMap<Layer, Convolution> convolutions = torchvision();
    Convolution first = convolutions.get(Layer.CONV1_1);
    double[] mean = {0.485, 0.456, 0.406};
    double[] std = {0.229, 0.224, 0.225};
    double[] caffeMean = {123.68, 116.779, 103.939};
    float[] weights = new float[first.weights().length];
    float[] bias = new float[first.outputs()];
    for (int o = 0; o < first.outputs(); o++) {
      double sum = first.bias()[o];
      for (int c = 0; c < 3; c++) {
        for (int tap = 0; tap < 9; tap++) {
          double weight = first.weights()[(o * 3 + c) * 9 + tap] / (255 * std[c]);
          weights[(o * 3 + 2 - c) * 9 + tap] = (float) weight;
          sum += weight * (caffeMean[c] - 255 * mean[c]);
        }
      }
      bias[o] = (float) sum;
    }
    convolutions.put(Layer.CONV1_1, new Convolution(3, first.outputs(), weights, bias));
    return convolutions;
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
