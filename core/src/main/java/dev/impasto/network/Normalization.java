package dev.impasto.network;

import static dev.impasto.problem.InvalidInputException.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The paper's normalization: filters are scaled so that each one's mean response over pictures and
 * positions is 1, which changes no response but in scale, as ReLU and pooling keep factors above 0.
 *
 * <p>With {@code m} the mean responses, {@code W'_l[i,j] = W_l[i,j] m_{l-1}[j] / m_l[i]} and {@code
 * b'_l[i] = b_l[i] / m_l[i]}. A filter that never responds is left as it is.
 *
 * @param network the network with its filters scaled
 * @param dead for each layer that has them, the filters that never respond
 */
public record Normalization(Network network, SortedMap<Layer, List<Integer>> dead) {
  /** Keeps the layers in order. */
  public Normalization {
    dead = new TreeMap<>(dead);
  }

  /**
   * Scales a network's filters.
   *
   * @param network the network that gave the responses
   * @param means for each of its layers, the mean response after ReLU of each filter: finite, not
   *     below 0
   * @throws dev.impasto.problem.InvalidInputException if a layer has no means, or not one for each
   *     filter
   */
  public static Normalization of(Network network, Map<Layer, double[]> means) {
    SortedMap<Layer, Convolution> scaled = new TreeMap<>();
    SortedMap<Layer, List<Integer>> dead = new TreeMap<>();
    double[] before = {1, 1, 1};
    for (Map.Entry<Layer, Convolution> entry : network.convolutions().entrySet()) {
      Layer layer = entry.getKey();
      double[] after = factors(layer, entry.getValue(), means);
      List<Integer> silent =
          IntStream.range(0, after.length).filter(i -> after[i] == 0).boxed().toList();
      if (!silent.isEmpty()) {
        dead.put(layer, silent);
        silent.forEach(i -> after[i] = 1);
      }
      scaled.put(layer, scale(layer, entry.getValue(), before, after));
      before = after;
    }
    Map<String, String> facts = new LinkedHashMap<>(network.facts());
    facts.put("normalized", "mean response 1");
    return new Normalization(
        new Network(network.name(), network.preprocessing(), network.pooling(), scaled, facts),
        dead);
  }

  private static double[] factors(
      Layer layer, Convolution convolution, Map<Layer, double[]> means) {
    double[] given = means.getOrDefault(layer, new double[0]);
    require(
        given.length == convolution.outputs(),
        "%s has %d filters but %d mean responses",
        layer,
        convolution.outputs(),
        given.length);
    require(
        Arrays.stream(given).allMatch(mean -> mean >= 0 && Double.isFinite(mean)),
        "the mean responses of %s must be finite and not below 0",
        layer);
    return given.clone();
  }

  private static Convolution scale(
      Layer layer, Convolution convolution, double[] before, double[] after) {
    float[] weights = convolution.weights().clone();
    float[] bias = convolution.bias().clone();
    int inputs = convolution.inputs();
    for (int i = 0; i < bias.length; i++) {
      bias[i] = finite(layer, bias[i] / after[i]);
      for (int j = 0; j < inputs; j++) {
        for (int place = 9 * (i * inputs + j), end = place + 9; place < end; place++) {
          weights[place] = finite(layer, weights[place] * before[j] / after[i]);
        }
      }
    }
    return new Convolution(inputs, convolution.outputs(), weights, bias);
  }

  private static float finite(Layer layer, double value) {
    require(
        Float.isFinite((float) value),
        "a filter of %s responds so little that its scaled weights overflow: %s",
        layer,
        value);
    return (float) value;
  }
}
