package dev.impasto.bench;

import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.util.TreeMap;

/**
 * Gives a network another preprocessing, and {@code conv1_1} the weights that undo the difference:
 * the same function of a picture, but at its border. There a convolution pads with zeros, which are
 * another color after another preprocessing.
 */
final class FoldedPreprocessing {
  private static final int COLORS = 3;
  private static final int TAPS = 9;

  private FoldedPreprocessing() {}

  static Network apply(Network network, Preprocessing other) {
    TreeMap<Layer, Convolution> layers = new TreeMap<>(network.convolutions());
    layers.put(
        Layer.CONV1_1, folded(network.convolution(Layer.CONV1_1), network.preprocessing(), other));
    return new Network(network.name(), other, network.pooling(), layers, network.facts());
  }

  /**
   * With v a color, {@code x = a v + b} the old input and {@code u = c v + d} the new one, {@code x
   * = a/c u + (b - a/c d)}: the factor goes into the weights, the rest into the bias.
   */
  private static Convolution folded(Convolution old, Preprocessing from, Preprocessing to) {
    float[] weights = new float[old.weights().length];
    float[] bias = new float[old.outputs()];
    for (int o = 0; o < old.outputs(); o++) {
      double sum = old.bias()[o];
      for (int k = 0; k < COLORS; k++) {
        int source = from.channels() == to.channels() ? k : COLORS - 1 - k;
        double factor = from.scale(source) / to.scale(k);
        double rest = from.offset(source) - factor * to.offset(k);
        for (int tap = 0; tap < TAPS; tap++) {
          float weight = old.weights()[(o * COLORS + source) * TAPS + tap];
          weights[(o * COLORS + k) * TAPS + tap] = (float) (weight * factor);
          sum += weight * rest;
        }
      }
      bias[o] = (float) sum;
    }
    return new Convolution(COLORS, old.outputs(), weights, bias);
  }
}
