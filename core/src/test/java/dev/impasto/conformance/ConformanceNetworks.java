package dev.impasto.conformance;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pack's small VGG in the tensor sets that its tables name. */
public final class ConformanceNetworks {
  private static final List<Integer> PLACES =
      List.of(0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34);

  private ConformanceNetworks() {}

  /**
   * {@code torchvision_f32}, {@code torchvision_f16}, {@code torchvision_bf16}, {@code caffe_f32}.
   */
  public static Network of(String set) {
    return set.equals("caffe_f32") ? caffe() : torchvision(set.substring(set.indexOf('_') + 1));
  }

  private static Network torchvision(String type) {
    byte[] file = Pack.bytes("weights/vgg19n-torchvision-" + type + ".safetensors");
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    JsonNode header =
        JsonMapper.shared().readTree(new String(file, 8, length, StandardCharsets.UTF_8));
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    for (Layer layer : Layer.values()) {
      String key = "features." + PLACES.get(layer.ordinal());
      JsonNode shape = header.get(key + ".weight").get("shape");
      layers.put(
          layer,
          new Convolution(
              shape.get(1).asInt(),
              shape.get(0).asInt(),
              numbers(bytes, 8 + length, header.get(key + ".weight")),
              numbers(bytes, 8 + length, header.get(key + ".bias"))));
    }
    return new Network(
        "conformance-" + type, Preprocessing.TORCHVISION, Pooling.MAX, layers, Map.of());
  }

  private static float[] numbers(ByteBuffer bytes, int start, JsonNode entry) {
    int from = start + entry.get("data_offsets").get(0).asInt();
    int to = start + entry.get("data_offsets").get(1).asInt();
    String type = entry.get("dtype").asString();
    int width = type.equals("F32") ? 4 : 2;
    float[] numbers = new float[(to - from) / width];
    for (int i = 0; i < numbers.length; i++) {
      int at = from + i * width;
      numbers[i] =
          switch (type) {
            case "F32" -> bytes.getFloat(at);
            case "BF16" -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            default -> half(bytes.getShort(at) & 0xffff);
          };
    }
    return numbers;
  }

  /** Half precision by its definition. */
  private static float half(int bits) {
    int exponent = bits >> 10 & 31;
    double magnitude =
        exponent == 0
            ? (bits & 1023) * 0x1p-24
            : (1024 + (bits & 1023)) * Math.pow(2, exponent - 25);
    return (float) (bits >> 15 == 0 ? magnitude : -magnitude);
  }

  /** The same function of a picture's interior for inputs in BGR, 0..255, the mean subtracted. */
  private static Network caffe() {
    Network rgb = torchvision("f32");
    Preprocessing from = Preprocessing.TORCHVISION;
    Preprocessing to = Preprocessing.CAFFE;
    Convolution first = rgb.convolution(Layer.CONV1_1);
    float[] weights = new float[first.weights().length];
    float[] bias = new float[first.outputs()];
    for (int o = 0; o < first.outputs(); o++) {
      double b = first.bias()[o];
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < 9; k++) {
          double w = first.weights()[(o * 3 + c) * 9 + k] / (255 * from.std().get(c));
          weights[(o * 3 + 2 - c) * 9 + k] = (float) w;
          b += w * (to.mean().get(2 - c) - 255 * from.mean().get(c));
        }
      }
      bias[o] = (float) b;
    }
    TreeMap<Layer, Convolution> layers = new TreeMap<>(rgb.convolutions());
    layers.put(Layer.CONV1_1, new Convolution(3, first.outputs(), weights, bias));
    return new Network("conformance-caffe", to, Pooling.MAX, layers, Map.of());
  }
}
