package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WidenedVggTest {
  private static final int SIZE = 32;
  private static final int COLORS = 3;
  private static final Network EMBEDDED = Network.embedded();

  @Test
  void isAsWideAndAsDeepAsVgg19ThroughConv5_1() {
    Network wide = WidenedVgg.network();

    assertThat(wide.layers()).isEqualTo(RandomVgg.network(Preprocessing.CAFFE).layers());
    wide.convolutions()
        .forEach(
            (layer, c) ->
                assertThat(c.outputs())
                    .isEqualTo(new int[] {64, 128, 256, 512, 512}[layer.block() - 1]));
    assertThat(wide.preprocessing()).isEqualTo(Preprocessing.CAFFE);
  }

  @Test
  void withoutNoiseEachCopyRespondsAsTheOriginal() {
    Network wide = WidenedVgg.widened(EMBEDDED, RandomVgg.WIDTHS, 0);

    for (Layer layer : new Layer[] {Layer.CONV1_1, Layer.CONV3_1, Layer.CONV5_1}) {
      assertThat(difference(wide, EMBEDDED, layer, 1, 0)).isLessThan(1e-5);
    }
  }

  @Test
  void noiseChangesResponsesByAFewPercent() {
    Network wide = WidenedVgg.widened(EMBEDDED, RandomVgg.WIDTHS, WidenedVgg.NOISE);

    assertThat(difference(wide, EMBEDDED, Layer.CONV5_1, 1, 0)).isBetween(1e-3, 0.1);
  }

  @Test
  void copiesOfAFilterAreNotTheSame() {
    Convolution c = WidenedVgg.network().convolution(Layer.CONV3_2);
    int taps = 9 * c.inputs();
    int original = EMBEDDED.convolution(Layer.CONV3_2).outputs();

    assertThat(Arrays.copyOfRange(c.weights(), 0, taps))
        .isNotEqualTo(Arrays.copyOfRange(c.weights(), original * taps, (original + 1) * taps));
  }

  @Test
  void theNextLayerDividesItsWeightsAmongCopiesUnequally() {
    Convolution c = WidenedVgg.widened(EMBEDDED, RandomVgg.WIDTHS, 0).convolution(Layer.CONV1_2);
    int inputs = c.inputs() / 2;
    int unequal = 0;
    for (int i = 0; i < inputs; i++) {
      double first = c.weights()[9 * i];
      double second = c.weights()[9 * (i + inputs)];
      if (Math.abs(first - second) > 0.1 * Math.abs(first + second)) {
        unequal++;
      }
    }

    assertThat(unequal).isGreaterThan(inputs / 2);
  }

  @Test
  void scalingABlockMultipliesItsResponsesAlone() {
    Network scaled = WidenedVgg.scaled(EMBEDDED, new double[] {2, 3, 5, 7, 11});

    assertThat(difference(scaled, EMBEDDED, Layer.CONV2_2, 3, 0)).isLessThan(1e-5);
    assertThat(difference(scaled, EMBEDDED, Layer.CONV5_1, 11, 0)).isLessThan(1e-5);
  }

  @Test
  void anotherPreprocessingFoldedInChangesNothingButTheBorder() {
    Network folded = FoldedPreprocessing.apply(EMBEDDED, Preprocessing.CAFFE);

    assertThat(difference(folded, EMBEDDED, Layer.CONV1_1, 1, 1)).isLessThan(1e-5);
    assertThat(difference(folded, EMBEDDED, Layer.CONV1_1, 1, 0)).isGreaterThan(1e-5);
  }

  /**
   * The relative L2 distance between a network's responses and those of the original, each repeated
   * and multiplied by {@code factor}, without the outermost {@code margin} positions.
   */
  private static double difference(
      Network network, Network original, Layer layer, double factor, int margin) {
    float[] responses = responses(network, layer);
    float[] expected = responses(original, layer);
    int channels = network.convolution(layer).outputs();
    int fewer = original.convolution(layer).outputs();
    int side = (int) Math.round(Math.sqrt((double) responses.length / channels));
    double error = 0;
    double norm = 0;
    for (int y = margin; y < side - margin; y++) {
      for (int x = margin; x < side - margin; x++) {
        for (int c = 0; c < channels; c++) {
          double wanted = factor * expected[(y * side + x) * fewer + c % fewer];
          double is = responses[(y * side + x) * channels + c];
          error += (is - wanted) * (is - wanted);
          norm += wanted * wanted;
        }
      }
    }
    return Math.sqrt(error / norm);
  }

  private static float[] responses(Network network, Layer layer) {
    try (Engine engine = Engine.open(0);
        VggPass pass =
            new Vgg(network, engine, Vgg.Form.plain(Pooling.AVERAGE)).forward(SIZE, SIZE, layer)) {
      pass.forward(picture());
      float[] values = new float[Math.toIntExact(pass.response(layer).size())];
      pass.response(layer).get(values);
      return values;
    }
  }

  /** Soft stripes of another width in each color. */
  private static float[] picture() {
    float[] rgb = new float[SIZE * SIZE * COLORS];
    IntStream.range(0, rgb.length)
        .forEach(i -> rgb[i] = (float) (0.5 + 0.4 * Math.sin(i / (2.0 + i % COLORS))));
    return rgb;
  }
}
