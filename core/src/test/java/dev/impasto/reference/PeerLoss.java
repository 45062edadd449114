package dev.impasto.reference;

import dev.impasto.network.Layer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The loss of neural-style and neural-style-pt by plain loops in double precision: the mean squared
 * difference of the responses of conv4_2, that of the Gram matrices, each divided by its number of
 * values, of five layers, and the sum of absolute neighbor differences.
 */
public final class PeerLoss {
  private static final Layer CONTENT = Layer.CONV4_2;
  private static final List<Layer> STYLE =
      List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  private final ReferenceNetwork network;
  private final int height;
  private final int width;
  private final double contentWeight;
  private final double styleWeight;
  private final double variationWeight;
  private final double[] content;
  private final Map<Layer, double[]> style = new EnumMap<>(Layer.class);

  /** A picture after preprocessing: row, column, channel. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Input(double[] values, int height, int width) {}

  public PeerLoss(
      ReferenceNetwork network,
      Input content,
      Input style,
      double contentWeight,
      double styleWeight,
      double variationWeight) {
    this.network = network;
    this.height = content.height;
    this.width = content.width;
    this.contentWeight = contentWeight;
    this.styleWeight = styleWeight;
    this.variationWeight = variationWeight;
    this.content = network.features(content.values, height, width, CONTENT).get(CONTENT);
    Map<Layer, double[]> features =
        network.features(style.values, style.height, style.width, Layer.CONV5_1);
    for (Layer layer : STYLE) {
      int positions =
          ReferenceNetwork.size(layer, style.height) * ReferenceNetwork.size(layer, style.width);
      this.style.put(layer, gram(features.get(layer), positions));
    }
  }

  /**
   * Evaluates the loss of a picture after preprocessing.
   *
   * @param gradient receives the derivative with respect to the input
   */
  public double evaluate(double[] input, double[] gradient) {
    Map<Layer, double[]> features = network.features(input, height, width, Layer.CONV5_1);
    Map<Layer, double[]> gradients = new EnumMap<>(Layer.class);
    double value = content(features.get(CONTENT), gradients);
    for (Layer layer : STYLE) {
      value += style(layer, features.get(layer), gradients);
    }
    double[] back = network.backward(features, gradients, height, width);
    System.arraycopy(back, 0, gradient, 0, back.length);
    return value + variation(input, gradient);
  }

  private double content(double[] f, Map<Layer, double[]> gradients) {
    double[] gradient = new double[f.length];
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      double difference = f[i] - content[i];
      sum += difference * difference;
      gradient[i] = 2 * contentWeight * difference / f.length;
    }
    gradients.put(CONTENT, gradient);
    return contentWeight * sum / f.length;
  }

  private double style(Layer layer, double[] f, Map<Layer, double[]> gradients) {
    int positions = ReferenceNetwork.size(layer, height) * ReferenceNetwork.size(layer, width);
    int n = f.length / positions;
    double[] difference = gram(f, positions);
    double[] target = style.get(layer);
    double sum = 0;
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= target[i];
      sum += difference[i] * difference[i];
    }
    double[] gradient = new double[f.length];
    double factor = 4 * styleWeight / difference.length / f.length;
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < n; i++) {
        double v = 0;
        for (int j = 0; j < n; j++) {
          v += difference[i * n + j] * f[p * n + j];
        }
        gradient[p * n + i] = factor * v;
      }
    }
    gradients.put(layer, gradient);
    return styleWeight * sum / difference.length;
  }

  /** The Gram matrix divided by the number of responses. */
  private static double[] gram(double[] f, int positions) {
    int n = f.length / positions;
    double[] gram = new double[n * n];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          gram[i * n + j] += f[p * n + i] * f[p * n + j] / f.length;
        }
      }
    }
    return gram;
  }

  private double variation(double[] x, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      int column = i / 3 % width;
      if (column + 1 < width) {
        sum += neighbor(x, i, i + 3, gradient);
      }
      if (i + 3 * width < x.length) {
        sum += neighbor(x, i, i + 3 * width, gradient);
      }
    }
    return variationWeight * sum;
  }

  private double neighbor(double[] x, int i, int j, double[] gradient) {
    double sign = Math.signum(x[j] - x[i]);
    gradient[j] += variationWeight * sign;
    gradient[i] -= variationWeight * sign;
    return Math.abs(x[j] - x[i]);
  }
}
