package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.SmallPictures;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the derivative of the whole loss, all parts together. */
final class TransferLossTest {
  private static final int SIDE = 32;

  /** Of the way along a direction, in all pixels together. */
  private static final double LENGTH = 0.02;

  @ParameterizedTest
  @EnumSource
  void derivativeIsThatOfTheValue(LossConvention convention) {
    LossOptions options =
        convention.options().withTvWeight(convention == LossConvention.PAPER ? 1 : 1e-3);
    assertDerivative(options, StyleRegion::whole);
  }

  private interface Regions extends Function<Map<Layer, List<StyleTarget>>, StyleRegion> {}

  @ParameterizedTest
  @EnumSource
  void derivativeOfTwoRegionsIsThatOfTheValue(LossConvention convention) {
    assertDerivativeOfTwoRegions(convention.options());
  }

  @ParameterizedTest
  @EnumSource
  void derivativeOfAllStatisticsIsThatOfTheValue(StyleStatistics statistics) {
    LossOptions loss = statistics.in(LossConvention.BALANCED.options());
    assertDerivative(loss, StyleRegion::whole);
    assertDerivativeOfTwoRegions(loss);
  }

  private static void assertDerivativeOfTwoRegions(LossOptions loss) {
    float[] soft = new float[SIDE * SIDE];
    float[] hard = new float[SIDE * SIDE];
    for (int i = 0; i < soft.length; i++) {
      soft[i] = Math.max(0, Math.min(1, (i % SIDE - 8) / 12f));
      hard[i] = i / SIDE < 19 ? 1 : 0;
    }
    Guide first = new Guide(new Mask(SIDE, SIDE, soft), MaskMode.SIMPLE);
    Guide second = new Guide(new Mask(SIDE, SIDE, hard), MaskMode.INSIDE);
    assertDerivative(
        loss,
        targets -> new StyleRegion(Optional.of(first), targets, 0.7),
        targets -> new StyleRegion(Optional.of(second), targets, 0.3));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 5"})
  void derivativeOfDetailIsThatOfTheValue(double laplacian, double selfSimilarity) {
    LossOptions loss = LossConvention.BALANCED.options().withWeights(1e-6, 1e-6);
    assertDerivative(
        loss.withDetail(new DetailTerm(laplacian, selfSimilarity)), StyleRegion::whole);
  }

  @Test
  void normalizedLayersPullEquallyHardAtThePhotograph() {
    LossOptions balanced = LossConvention.BALANCED.options();
    List<Layer> layers = List.of(Layer.CONV1_1, Layer.CONV3_1);
    float[] expected = new float[3 * SIDE * SIDE];
    double lengths = 0;
    for (Layer layer : layers) {
      float[] alone = gradientAtPhotograph(balanced.withStyleLayers(shares(List.of(layer))));
      double length = norm(alone);
      lengths += length;
      for (int i = 0; i < expected.length; i++) {
        expected[i] += (float) (alone[i] / length);
      }
    }
    LossOptions both = balanced.withStyleLayers(shares(layers));
    float[] gradient = gradientAtPhotograph(both.withStyle(both.style().withNormalized(true)));
    float[] plain = gradientAtPhotograph(both);

    assertThat(distance(gradient, expected, lengths / 2)).isLessThan(1e-3 * norm(gradient));
    assertThat(distance(plain, expected, lengths / 2)).isGreaterThan(0.1 * norm(gradient));
  }

  private static SortedMap<Layer, Double> shares(List<Layer> layers) {
    SortedMap<Layer, Double> shares = new TreeMap<>();
    layers.forEach(layer -> shares.put(layer, 1.0));
    return shares;
  }

  private static double distance(float[] a, float[] b, double times) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = (float) (a[i] - times * b[i]);
    }
    return norm(difference);
  }

  private static float[] gradientAtPhotograph(LossOptions options) {
    Picture content = SmallPictures.content(SIDE, SIDE);
    Picture style = SmallPictures.style(SIDE, SIDE);
    try (Engine engine = Engine.open(1, Precision.F32)) {
      Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
      Map<Layer, LayerStatistics> targets =
          PictureStatistics.of(
              vgg, SIDE, SIDE, style.rgb(), options.styleLayers(), options.style().comparison());
      try (TransferLoss loss =
          new TransferLoss(vgg, content, StyleTarget.ofOne(targets), options)) {
        float[] gradient = new float[content.rgb().length];
        loss.evaluate(content.rgb(), gradient);
        return gradient;
      }
    }
  }

  private static void assertDerivative(LossOptions options, Regions... regions) {
    Picture content = SmallPictures.content(SIDE, SIDE);
    Picture style = SmallPictures.style(SIDE, SIDE);
    try (Engine engine = Engine.open(1, Precision.F32)) {
      Vgg vgg = new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
      Map<Layer, LayerStatistics> targets =
          PictureStatistics.of(
              vgg, SIDE, SIDE, style.rgb(), options.styleLayers(), options.style().comparison());
      List<StyleRegion> parts =
          Arrays.stream(regions).map(r -> r.apply(StyleTarget.ofOne(targets))).toList();
      try (TransferLoss loss = new TransferLoss(vgg, content, parts, options)) {
        float[] gradient = new float[content.rgb().length];
        float[] unused = new float[gradient.length];
        float[] x = between(content, style);
        loss.evaluate(x, gradient);
        double norm = norm(gradient);
        for (int seed = 0; seed <= 4; seed++) {
          float[] direction = seed == 0 ? gradient : smooth(seed);
          double step = LENGTH / norm(direction);
          double slope = 0;
          float[] up = x.clone();
          float[] down = x.clone();
          for (int i = 0; i < x.length; i++) {
            slope += (double) gradient[i] * direction[i];
            up[i] += (float) (step * direction[i]);
            down[i] -= (float) (step * direction[i]);
          }
          double difference =
              (loss.evaluate(up, unused) - loss.evaluate(down, unused)) / (2 * LENGTH);
          // Relative to the steepest slope there is: along the gradient itself to its own.
          assertThat(slope / norm(direction)).isCloseTo(difference, within(0.02 * norm));
        }
      }
    }
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  private static float[] between(Picture a, Picture b) {
    float[] x = a.rgb().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.6f * x[i] + 0.4f * b.rgb()[i];
    }
    return x;
  }

  /** Few ReLUs change their side along a wave, and the loss changes much. */
  private static float[] smooth(int seed) {
    Random random = new Random(seed);
    double across = random.nextDouble();
    double down = random.nextDouble();
    float[] direction = new float[3 * SIDE * SIDE];
    for (int i = 0; i < direction.length; i++) {
      int pixel = i / 3;
      int row = pixel / SIDE;
      direction[i] = (float) Math.sin(across * (pixel % SIDE) + down * row + seed + i % 3);
    }
    return direction;
  }
}
