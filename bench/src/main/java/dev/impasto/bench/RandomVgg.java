package dev.impasto.bench;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** VGG-19 at its full width, with seeded random filters: for measuring, not painting. */
final class RandomVgg {
  static final int[] WIDTHS = {64, 128, 256, 512, 512};

  private RandomVgg() {}

  static Network network(Preprocessing preprocessing) {
    return network(preprocessing, Layer.CONV5_1);
  }

  /** The same with all layers up to {@code deepest}. */
  static Network network(Preprocessing preprocessing, Layer deepest) {
    Random random = new Random(42);
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    int inputs = 3;
    for (Layer layer : Layer.values()) {
      if (layer.compareTo(deepest) <= 0) {
        int outputs = WIDTHS[layer.block() - 1];
        layers.put(layer, convolution(random, inputs, outputs));
        inputs = outputs;
      }
    }
    return new Network("random-vgg19", preprocessing, Pooling.AVERAGE, layers, Map.of());
  }

  /** A convolution whose responses are about as large as what comes in. */
  static Convolution convolution(Random random, int inputs, int outputs) {
    float[] weights = new float[outputs * inputs * 9];
    double deviation = Math.sqrt(2.0 / (9 * inputs));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (deviation * random.nextGaussian());
    }
    return new Convolution(inputs, outputs, weights, new float[outputs]);
  }

  /** Floating-point operations of loss and gradient: two per multiplication and addition. */
  static double operations(Network network, int height, int width, Iterable<Layer> styleLayers) {
    double forward = 0;
    double h = height;
    double w = width;
    for (Layer layer : network.layers()) {
      if (layer.followsPooling()) {
        h = Math.floor(h / 2);
        w = Math.floor(w / 2);
      }
      Convolution c = network.convolution(layer);
      forward += 2 * 9.0 * c.inputs() * c.outputs() * h * w;
      for (Layer style : styleLayers) {
        if (style == layer) {
          forward += 2.0 * c.outputs() * c.outputs() * h * w;
        }
      }
    }
    return 2 * forward;
  }
}
