package dev.impasto.bench;

import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The embedded network at the full width of VGG-19: as much work as VGG-19, and trained features,
 * so that pictures are painted as with any trained network.
 *
 * <p>Every filter is repeated (Net2Wider: Chen, Goodfellow and Shlens, "Net2Net", ICLR 2016), and
 * what the next layer makes of it is divided among its copies at random. A little noise on the
 * weights makes the copies differ, so that Gram matrices have full rank.
 */
final class WidenedVgg {
  /** The noise's standard deviation, relative to that of a layer's weights. */
  static final double NOISE = 0.02;

  /**
   * What the mean responses, which are 1 in the embedded network, are made in each block: the first
   * losses of neural-style with VGG-19 are then of the size that its users have published (content
   * 2e6, style 3e4, 7e5, 2e5, 1e7 and 7e2), and its usual weights do what they do there.
   */
  private static final double[] RESPONSES = {18, 60, 60, 280, 25};

  private static final int TAPS = 9;

  private WidenedVgg() {}

  /** The network through conv5_1 as Caffe's VGG-19 wants its input. */
  static Network network() {
    Network wide = widened(Network.embedded(), RandomVgg.WIDTHS, NOISE);
    return FoldedPreprocessing.apply(scaled(wide, RESPONSES), Preprocessing.CAFFE);
  }

  /**
   * Repeats filters.
   *
   * @param widths the filters in each block, a multiple of those that there are
   * @param noise relative to the weights; with 0 each copy's response is that of the original
   */
  static Network widened(Network network, int[] widths, double noise) {
    Random random = new Random(42);
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    int inputs = 3;
    for (Layer layer : network.layers()) {
      if (layer.compareTo(Layer.CONV5_1) <= 0) {
        int outputs = widths[layer.block() - 1];
        layers.put(layer, widened(network.convolution(layer), inputs, outputs, noise, random));
        inputs = outputs;
      }
    }
    return with(network, "widened-" + network.name(), layers);
  }

  /** Filter i becomes filters i, i + n, i + 2n …, n being how many there were. */
  private static Convolution widened(
      Convolution old, int inputs, int outputs, double noise, Random random) {
    int copies = inputs / old.inputs();
    double deviation = noise * rootMeanSquare(old.weights()) / copies;
    float[] weights = new float[outputs * inputs * TAPS];
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      int from = o % old.outputs();
      bias[o] = old.bias()[from];
      for (int i = 0; i < old.inputs(); i++) {
        double[] shares = shares(copies, random);
        for (int copy = 0; copy < copies; copy++) {
          int to = (o * inputs + i + copy * old.inputs()) * TAPS;
          for (int tap = 0; tap < TAPS; tap++) {
            float weight = old.weights()[(from * old.inputs() + i) * TAPS + tap];
            weights[to + tap] = (float) (shares[copy] * weight + deviation * random.nextGaussian());
          }
        }
      }
    }
    return new Convolution(inputs, outputs, weights, bias);
  }

  /** Random shares, none more than nine times another, whose sum is 1. */
  private static double[] shares(int count, Random random) {
    double[] shares = random.doubles(count, 0.2, 1.8).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** Multiplies the responses of each block. */
  static Network scaled(Network network, double[] factors) {
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    double before = 1;
    for (Layer layer : network.layers()) {
      Convolution c = network.convolution(layer);
      double factor = factors[layer.block() - 1];
      layers.put(
          layer,
          new Convolution(
              c.inputs(),
              c.outputs(),
              multiplied(c.weights(), factor / before),
              multiplied(c.bias(), factor)));
      before = factor;
    }
    return with(network, network.name(), layers);
  }

  private static Network with(Network network, String name, SortedMap<Layer, Convolution> layers) {
    return new Network(name, network.preprocessing(), network.pooling(), layers, Map.of());
  }

  private static float[] multiplied(float[] values, double factor) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (factor * values[i]);
    }
    return result;
  }

  private static double rootMeanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum / values.length);
  }
}
