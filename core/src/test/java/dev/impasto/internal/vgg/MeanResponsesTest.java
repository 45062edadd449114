package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import dev.impasto.network.Network;
import dev.impasto.network.Normalization;
import dev.impasto.network.Preprocessing;
import dev.impasto.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MeanResponsesTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open(0);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static Vgg vgg(Network network) {
    return new Vgg(network, engine, Vgg.Form.plain(Pooling.AVERAGE));
  }

  private static float[] noise(int values, int seed) {
    Random random = new Random(seed);
    float[] noise = new float[values];
    for (int i = 0; i < values; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }

  /** A layer whose filters answer with 2, with nothing, and with the red of each position. */
  private static Network known() {
    float[] weights = new float[3 * 3 * 9];
    weights[2 * 27 + 4] = 1; // the middle of filter 2 on red
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    layers.put(Layer.CONV1_1, new Convolution(3, 3, weights, new float[] {2, -1, 0}));
    Preprocessing plain =
        new Preprocessing(
            Preprocessing.Channels.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    return new Network("known", plain, Pooling.MAX, layers, Map.of());
  }

  @Test
  void everyPositionOfEveryPictureCountsTheSame() {
    try (MeanResponses responses = new MeanResponses(vgg(known()))) {
      float[] small = noise(3 * 4 * 5, 1);
      float[] large = noise(3 * 8 * 9, 2);
      responses.add(4, 5, small);
      responses.add(8, 9, large);
      responses.add(8, 9, small(large));

      double red = 0;
      for (float[] picture : List.of(small, large, small(large))) {
        for (int i = 0; i < picture.length; i += 3) {
          red += picture[i];
        }
      }
      assertThat(responses.means().get(Layer.CONV1_1))
          .containsExactly(new double[] {2, 0, red / (20 + 72 + 72)}, within(1e-6));
    }
  }

  private static float[] small(float[] values) {
    float[] halves = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      halves[i] = values[i] / 2;
    }
    return halves;
  }

  @Test
  void normalizedNetworkHasMeansOfOneAndDeadFiltersOfZero() {
    Network network = Micro.vgg19();
    float[] picture = noise(3 * 48 * 64, 3);
    Map<Layer, double[]> means;
    try (MeanResponses responses = new MeanResponses(vgg(network))) {
      responses.add(48, 64, picture);
      means = responses.means();
    }
    Normalization normalization = Normalization.of(network, means);
    try (MeanResponses responses = new MeanResponses(vgg(normalization.network()))) {
      responses.add(48, 64, picture);
      responses
          .means()
          .forEach(
              (layer, after) -> {
                for (int i = 0; i < after.length; i++) {
                  boolean dead = normalization.dead().getOrDefault(layer, List.of()).contains(i);
                  assertThat(after[i])
                      .as("%s, filter %d", layer, i)
                      .isEqualTo(dead ? 0 : 1, within(1e-4));
                }
              });
    }
  }

  @Test
  void atLeastOnePictureIsNeeded() {
    try (MeanResponses responses = new MeanResponses(vgg(known()))) {
      assertThatThrownBy(responses::means)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("mean responses need at least one picture");
    }
  }
}
