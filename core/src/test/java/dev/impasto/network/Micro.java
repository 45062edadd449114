package dev.impasto.network;

import dev.impasto.engine.Pooling;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Tiny networks with VGG's layers. */
public final class Micro {
  private static final int[] WIDTHS = {2, 2, 3, 3, 4};

  private Micro() {}

  /** VGG-19's layers, 2 to 4 channels wide; numbers are multiples of 1/32, exact in two bytes. */
  public static Network vgg19() {
    return network(4);
  }

  /** As VGG-16: at most three layers in a block. */
  public static Network vgg16() {
    return network(3);
  }

  private static Network network(int most) {
    Random random = new Random(7);
    TreeMap<Layer, Convolution> convolutions = new TreeMap<>();
    int inputs = 3;
    for (Layer layer : Layer.values()) {
      if (layer.indexInBlock() <= most) {
        int outputs = WIDTHS[layer.block() - 1];
        convolutions.put(
            layer,
            new Convolution(
                inputs, outputs, numbers(random, 9 * inputs * outputs), numbers(random, outputs)));
        inputs = outputs;
      }
    }
    return new Network(
        "micro", Preprocessing.TORCHVISION, Pooling.MAX, convolutions, Map.of("origin", "a test"));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (random.nextInt(65) - 32) / 32f;
    }
    return numbers;
  }
}
