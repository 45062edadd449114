package dev.impasto.reference;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network by plain loops in double precision, forward and back to its input.
 *
 * <p>Every array of values is laid out row, column, channel. An input is what the first convolution
 * takes: colors after preprocessing.
 */
public final class ReferenceNetwork {
  private final SortedMap<Layer, Convolution> convolutions;
  private final Pooling pooling;

  public ReferenceNetwork(SortedMap<Layer, Convolution> convolutions, Pooling pooling) {
    this.convolutions = new TreeMap<>(convolutions);
    this.pooling = pooling;
  }

  public static ReferenceNetwork of(Network network, Pooling pooling) {
    return new ReferenceNetwork(network.convolutions(), pooling);
  }

  /** The height or width of a layer's responses to an input of that height or width. */
  public static int size(Layer layer, int inputSize) {
    return inputSize >> (layer.block() - 1);
  }

  /** The responses of all layers up to {@code last}, each after its ReLU. */
  public Map<Layer, double[]> features(double[] input, int height, int width, Layer last) {
    Map<Layer, double[]> features = new EnumMap<>(Layer.class);
    double[] values = input;
    for (Map.Entry<Layer, Convolution> entry : convolutions.headMap(last).entrySet()) {
      values = next(entry.getKey(), entry.getValue(), values, height, width);
      features.put(entry.getKey(), values);
    }
    features.put(last, next(last, convolutions.get(last), values, height, width));
    return features;
  }

  /** The responses of all layers. */
  public Map<Layer, double[]> features(double[] input, int height, int width) {
    return features(input, height, width, convolutions.lastKey());
  }

  private double[] next(Layer layer, Convolution c, double[] values, int height, int width) {
    int h = size(layer, height);
    int w = size(layer, width);
    double[] in = values;
    if (layer.followsPooling()) {
      in = pool(values, size(before(layer), height), size(before(layer), width), c.inputs());
    }
    double[] out = convolve(in, h, w, c);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(out[i], 0);
    }
    return out;
  }

  /**
   * The derivative of a loss with respect to the input.
   *
   * @param features what {@link #features} gave for the input
   * @param gradients the derivative of the loss with respect to the responses of those layers that
   *     it looks at directly
   */
  public double[] backward(
      Map<Layer, double[]> features, Map<Layer, double[]> gradients, int height, int width) {
    double[] back = new double[0];
    List<Layer> layers = new ArrayList<>(features.keySet());
    Collections.reverse(layers);
    for (Layer layer : layers) {
      double[] response = features.get(layer);
      Convolution c = convolutions.get(layer);
      int h = size(layer, height);
      int w = size(layer, width);
      double[] direct = gradients.get(layer);
      double[] gradient = new double[response.length];
      for (int k = 0; k < gradient.length; k++) {
        if (response[k] > 0) {
          gradient[k] = (back.length == 0 ? 0 : back[k]) + (direct == null ? 0 : direct[k]);
        }
      }
      back = convolveBack(gradient, h, w, c);
      if (layer.followsPooling()) {
        Layer before = before(layer);
        double[] in = features.get(before);
        back = poolBack(in, back, size(before, height), size(before, width), c.inputs());
      }
    }
    return back;
  }

  private Layer before(Layer layer) {
    return convolutions.headMap(layer).lastKey();
  }

  /** A 3x3 cross-correlation with a border of zeros, and the bias. */
  private static double[] convolve(double[] in, int h, int w, Convolution c) {
    int inputs = c.inputs();
    int outputs = c.outputs();
    double[][] rows = weights(c, false);
    double[] out = new double[h * w * outputs];
    double[] sum = new double[outputs];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        for (int o = 0; o < outputs; o++) {
          sum[o] = c.bias()[o];
        }
        for (int dy = Math.max(-1, -y); dy <= 1 && y + dy < h; dy++) {
          for (int dx = Math.max(-1, -x); dx <= 1 && x + dx < w; dx++) {
            int at = ((y + dy) * w + x + dx) * inputs;
            int tap = ((dy + 1) * 3 + dx + 1) * inputs;
            for (int i = 0; i < inputs; i++) {
              addTo(sum, in[at + i], rows[tap + i]);
            }
          }
        }
        System.arraycopy(sum, 0, out, (y * w + x) * outputs, outputs);
      }
    }
    return out;
  }

  /** The transpose of {@link #convolve}: every output's share goes back where it came from. */
  private static double[] convolveBack(double[] gradient, int h, int w, Convolution c) {
    int inputs = c.inputs();
    int outputs = c.outputs();
    double[][] rows = weights(c, true);
    double[] back = new double[h * w * inputs];
    double[] sum = new double[inputs];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        Arrays.fill(sum, 0);
        for (int dy = Math.max(-1, -y); dy <= 1 && y + dy < h; dy++) {
          for (int dx = Math.max(-1, -x); dx <= 1 && x + dx < w; dx++) {
            int at = ((y + dy) * w + x + dx) * outputs;
            int tap = ((1 - dy) * 3 + 1 - dx) * outputs;
            for (int o = 0; o < outputs; o++) {
              addTo(sum, gradient[at + o], rows[tap + o]);
            }
          }
        }
        System.arraycopy(sum, 0, back, (y * w + x) * inputs, inputs);
      }
    }
    return back;
  }

  /** The filters from OIHW to one row per tap and input, or per tap and output. */
  private static double[][] weights(Convolution c, boolean perOutput) {
    int inputs = c.inputs();
    int outputs = c.outputs();
    double[][] rows = perOutput ? new double[9 * outputs][inputs] : new double[9 * inputs][outputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int tap = 0; tap < 9; tap++) {
          double weight = c.weights()[(o * inputs + i) * 9 + tap];
          if (perOutput) {
            rows[tap * outputs + o][i] = weight;
          } else {
            rows[tap * inputs + i][o] = weight;
          }
        }
      }
    }
    return rows;
  }

  private static void addTo(double[] sum, double factor, double[] row) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * row[k];
    }
  }

  /** Pools 2x2 windows; an odd last row or column is left out. */
  private double[] pool(double[] in, int h, int w, int channels) {
    double[] out = new double[h / 2 * (w / 2) * channels];
    for (int y = 0; y < h / 2; y++) {
      for (int x = 0; x < w / 2; x++) {
        for (int c = 0; c < channels; c++) {
          int to = (y * (w / 2) + x) * channels + c;
          if (pooling == Pooling.MAX) {
            out[to] = in[largest(in, 2 * y, 2 * x, c, w, channels)];
          } else {
            for (int k = 0; k < 4; k++) {
              out[to] += in[corner(k, 2 * y, 2 * x, c, w, channels)] / 4;
            }
          }
        }
      }
    }
    return out;
  }

  private double[] poolBack(double[] in, double[] gradient, int h, int w, int channels) {
    double[] back = new double[h * w * channels];
    for (int y = 0; y < h / 2; y++) {
      for (int x = 0; x < w / 2; x++) {
        for (int c = 0; c < channels; c++) {
          double g = gradient[(y * (w / 2) + x) * channels + c];
          if (pooling == Pooling.MAX) {
            back[largest(in, 2 * y, 2 * x, c, w, channels)] += g;
          } else {
            for (int k = 0; k < 4; k++) {
              back[corner(k, 2 * y, 2 * x, c, w, channels)] += g / 4;
            }
          }
        }
      }
    }
    return back;
  }

  /** Where the {@code k}-th value of the window at {@code y, x} lies. */
  private static int corner(int k, int y, int x, int c, int w, int channels) {
    return ((y + k / 2) * w + x + k % 2) * channels + c;
  }

  /** Where the window's largest value lies; of equal ones, the first in reading order. */
  private static int largest(double[] in, int y, int x, int c, int w, int channels) {
    int best = corner(0, y, x, c, w, channels);
    for (int k = 1; k < 4; k++) {
      int other = corner(k, y, x, c, w, channels);
      if (in[other] > in[best]) {
        best = other;
      }
    }
    return best;
  }
}
