package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Tensor;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.reference.ReferenceNetwork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chain at VGG-19's own widths, where the engine takes other ways than in narrow networks. */
class WideNetworkTest {
  private static final int SIDE = 64;
  private static final List<Layer> TAPPED = List.of(Layer.CONV2_1, Layer.CONV3_1);

  private static Network network() {
    Random random = new Random(9);
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    int inputs = 3;
    for (Layer layer :
        List.of(Layer.CONV1_1, Layer.CONV1_2, Layer.CONV2_1, Layer.CONV2_2, Layer.CONV3_1)) {
      int outputs = 32 << layer.block();
      float[] weights = new float[outputs * inputs * 9];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (Math.sqrt(2.0 / (9 * inputs)) * random.nextGaussian());
      }
      float[] bias = new float[outputs];
      for (int i = 0; i < outputs; i++) {
        bias[i] = (float) (0.1 * random.nextGaussian());
      }
      layers.put(layer, new Convolution(inputs, outputs, weights, bias));
      inputs = outputs;
    }
    return new Network("wide", Preprocessing.TORCHVISION, Pooling.AVERAGE, layers, Map.of());
  }

  /** Half the sum of a response's squares: its derivative is the response. */
  private static final class Energy implements LayerLoss {
    private final Tensor response;
    private float[] seen = new float[0];
    private double sum;

    Energy(VggPass pass, Layer layer) {
      this.response = pass.response(layer);
      pass.attach(layer, this);
    }

    @Override
    public void begin() {
      sum = 0;
    }

    @Override
    public void add() {
      seen = values(response);
      for (float value : seen) {
        sum += (double) value * value;
      }
    }

    @Override
    public double finish() {
      return sum / 2;
    }

    @Override
    public void backward(Tensor gradient) {
      float[] y = values(response);
      float[] sum = values(gradient);
      for (int i = 0; i < y.length; i++) {
        sum[i] += y[i];
      }
      gradient.put(sum);
    }

    private static float[] values(Tensor tensor) {
      float[] values = new float[(int) tensor.size()];
      tensor.get(values);
      return values;
    }
  }

  private static Engine engine(Precision precision) {
    try {
      return Engine.open(0, precision);
    } catch (InvalidInputException e) {
      return abort("skipped: " + e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"F32,AVERAGE,1e-5,2e-4", "F32,MAX,1e-5,2e-4", "BF16,AVERAGE,5e-3,2.5e-2"})
  void responsesAndDerivativesAreThoseOfPlainLoopsInDoublePrecision(
      Precision precision, Pooling pooling, double responseError, double gradientError) {
    Network network = network();
    Random random = new Random(10);
    float[] pixels = new float[SIDE * SIDE * 3];
    double[] input = new double[pixels.length];
    Preprocessing preprocessing = network.preprocessing();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
      int k = i % 3;
      input[i] = (float) (pixels[i] * preprocessing.scale(k) + preprocessing.offset(k));
    }
    ReferenceNetwork reference = ReferenceNetwork.of(network, pooling);
    Map<Layer, double[]> features = reference.features(input, SIDE, SIDE, Layer.CONV3_1);
    Map<Layer, double[]> gradients = new EnumMap<>(Layer.class);
    TAPPED.forEach(layer -> gradients.put(layer, features.getOrDefault(layer, new double[0])));
    double[] expected = reference.backward(features, gradients, SIDE, SIDE);
    try (Engine engine = engine(precision);
        VggPass pass =
            new Vgg(network, engine, Vgg.Form.plain(pooling))
                .differentiable(SIDE, SIDE, Layer.CONV3_1)) {
      Map<Layer, Energy> taps = new EnumMap<>(Layer.class);
      TAPPED.forEach(layer -> taps.put(layer, new Energy(pass, layer)));
      pass.forward(pixels);
      taps.forEach(
          (layer, tap) ->
              assertThat(error(tap.seen, features.getOrDefault(layer, new double[0])))
                  .as(layer.toString())
                  .isLessThan(responseError));
      float[] gradient = new float[pixels.length];
      pass.backward(gradient);
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= preprocessing.scale(i % 3);
      }
      assertThat(error(gradient, expected)).isLessThan(gradientError);
    }
  }

  private static double error(float[] actual, double[] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }
}
