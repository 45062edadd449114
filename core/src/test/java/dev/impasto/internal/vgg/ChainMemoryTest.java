package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.Chain.Shape;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChainMemoryTest {
  private static final int SIDE = 512;
  private static final long LARGEST = 64L * SIDE * SIDE;
  private static final Set<Layer> STYLE =
      EnumSet.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  /** VGG-19 through conv5_1. */
  private static List<Shape> vgg() {
    List<Shape> shapes = new ArrayList<>();
    int side = SIDE;
    int channels = 0;
    for (Layer layer : Layer.values()) {
      if (layer.compareTo(Layer.CONV5_1) <= 0) {
        if (layer.followsPooling()) {
          side /= 2;
          shapes.add(new Shape(null, side, side, channels));
        }
        channels = Math.min(512, 32 << layer.block());
        shapes.add(new Shape(layer, side, side, channels));
      }
    }
    return shapes;
  }

  private static ChainMemory memory(Set<Layer> kept, Set<Layer> tapped, boolean differentiable) {
    return memory(kept, tapped, differentiable, false);
  }

  private static ChainMemory memory(
      Set<Layer> kept, Set<Layer> tapped, boolean differentiable, boolean pooled) {
    List<Shape> shapes = vgg();
    return new ChainMemory(
        new Shape(null, SIDE, SIDE, 3),
        shapes,
        Shape::size,
        Collections.nCopies(shapes.size(), 0L),
        new ChainMemory.Wanted(kept, tapped, pooled),
        differentiable);
  }

  @Test
  void aPassWithItsDerivativeHoldsLittleMoreThanTheTwoLargestResponses() {
    ChainMemory memory = memory(STYLE, STYLE, true);
    assertThat(memory.recomputesFirst()).isTrue();
    assertThat(memory.size()).isBetween(2 * LARGEST, (long) (2.3 * LARGEST));
  }

  @Test
  void aPassOfValuesHoldsNoMoreThanTheTwoLargestResponses() {
    ChainMemory memory = memory(STYLE, STYLE, false);
    assertThat(memory.recomputesFirst()).isFalse();
    assertThat(memory.size()).isEqualTo(2 * LARGEST);
  }

  @Test
  void whatPoolingsReadAgainIsKeptUntilTheirDerivatives() {
    // conv1_2 beside two of its size, of which one may lie over what smaller ones no longer need.
    assertThat(memory(STYLE, STYLE, true, true).size())
        .isBetween((long) (2.7 * LARGEST), (long) (3.5 * LARGEST));
    assertThat(memory(STYLE, STYLE, false, true).size()).isEqualTo(2 * LARGEST);
  }

  @Test
  void responsesThatSomebodyAskedForAndNoTapsLookAtAreKept() {
    Set<Layer> all = EnumSet.range(Layer.CONV1_1, Layer.CONV5_1);
    long values =
        vgg().stream().filter(shape -> shape.layer() != null).mapToLong(Shape::size).sum();
    assertThat(memory(all, Set.of(), false).size()).isGreaterThan(values);
  }

  /** Adds the response to its derivative. */
  private static final class Squares implements LayerLoss {
    private final Tensor response;

    Squares(VggPass pass, Layer layer) {
      this.response = pass.response(layer);
      pass.attach(layer, this);
    }

    @Override
    public void begin() {}

    @Override
    public void add() {}

    @Override
    public double finish() {
      return 0;
    }

    @Override
    public void backward(Tensor gradient) {
      float[] y = new float[(int) response.size()];
      float[] dy = new float[y.length];
      response.get(y);
      gradient.get(dy);
      for (int i = 0; i < y.length; i++) {
        dy[i] += y[i];
      }
      gradient.put(dy);
    }
  }

  /** Two layers; only the first 32 filters of the second one do anything. */
  private static Network network(int outputs) {
    Random random = new Random(3);
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    layers.put(Layer.CONV1_1, new Convolution(3, 16, numbers(random, 9 * 3 * 16), new float[16]));
    float[] weights = Arrays.copyOf(numbers(random, 9 * 16 * 32), 9 * 16 * outputs);
    layers.put(Layer.CONV1_2, new Convolution(16, outputs, weights, new float[outputs]));
    return new Network("two", Preprocessing.TORCHVISION, Pooling.MAX, layers, Map.of());
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] gradient(Network network, Vgg.Form form) {
    int side = 12;
    float[] pixels = numbers(new Random(5), side * side * 3);
    float[] gradient = new float[pixels.length];
    try (Engine engine = Engine.open(2);
        VggPass pass = new Vgg(network, engine, form).differentiable(side, side, Layer.CONV1_2)) {
      new Squares(pass, Layer.CONV1_1);
      new Squares(pass, Layer.CONV1_2);
      pass.forward(pixels);
      pass.backward(gradient);
    }
    return gradient;
  }

  @Test
  void theGradientIsTheSameWhetherTheFirstResponseIsKeptOrComputedAgain() {
    for (Vgg.Form form : List.of(Vgg.Form.plain(Pooling.MAX), Vgg.Form.seamless(Pooling.AVERAGE))) {
      float[] kept = gradient(network(32), form);
      float[] again = gradient(network(512), form); // so wide that the first layer is cheap
      double difference = 0;
      double square = 0;
      for (int i = 0; i < kept.length; i++) {
        difference += Math.pow(again[i] - kept[i], 2);
        square += Math.pow(kept[i], 2);
      }
      assertThat(square).isPositive();
      assertThat(Math.sqrt(difference / square)).isLessThan(1e-5);
    }
  }

  @Test
  void anEvaluationHasOneDerivative() {
    float[] pixels = new float[32 * 32 * 3];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    try (Engine engine = Engine.open(1);
        VggPass pass =
            new Vgg(Micro.vgg19(), engine, Vgg.Form.plain(Pooling.MAX))
                .differentiable(32, 32, Layer.CONV2_1)) {
      new Squares(pass, Layer.CONV1_1);
      Tensor deepest = pass.response(Layer.CONV2_1);
      assertThatThrownBy(() -> deepest.get(new float[(int) deepest.size()]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the tensor has no memory yet");
      pass.forward(pixels);
      deepest.get(new float[(int) deepest.size()]);
      float[] gradient = new float[pixels.length];
      pass.backward(gradient);
      assertThatThrownBy(() -> pass.backward(gradient))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("nothing has been evaluated since");
      pass.forward(pixels);
      float[] second = new float[pixels.length];
      pass.backward(second);
      assertThat(second).isEqualTo(gradient);
    }
  }
}
