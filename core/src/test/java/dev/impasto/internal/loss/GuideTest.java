package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.SmallPictures;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.Displacement;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks which positions belong to a region, and the statistics of these. */
final class GuideTest {
  private static final int WIDTH = 44;
  private static final int HEIGHT = 37;
  private static final StyleComparison COVARIANCES =
      LossConvention.BALANCED.options().style().comparison();

  /** 1 in a disk, falling to 0 around it, a third of the picture. */
  private static Mask disk() {
    float[] values = new float[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      double far = Math.hypot(i % WIDTH - 15, i / WIDTH - 20);
      values[i] = (float) Math.max(0, Math.min(1, (14 - far) / 4));
    }
    return new Mask(WIDTH, HEIGHT, values);
  }

  private static Mask half() {
    float[] values = new float[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % WIDTH < 25 ? 1 : 0;
    }
    return new Mask(WIDTH, HEIGHT, values);
  }

  private static Vgg vgg(Engine engine) {
    return new Vgg(Network.embedded(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
  }

  private static float[] responses(Vgg vgg, Layer layer, Picture picture) {
    try (VggPass pass = vgg.forward(picture.height(), picture.width(), layer)) {
      Tensor response = pass.response(layer);
      float[] values = new float[(int) response.size()];
      pass.observe(layer, () -> response.get(values));
      pass.forward(picture.rgb());
      return values;
    }
  }

  /** The weight of each position of a layer. */
  private static double[] weights(LayerGuide guide, int height, int width) {
    double[] weights = new double[height * width];
    float[] inside = guide.weights().inArray();
    for (int i = 0; i < inside.length; i++) {
      int y = guide.top() + i / guide.width();
      int x = guide.left() + i % guide.width();
      weights[y * width + x] = inside[i];
    }
    return weights;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void statisticsOfARegionAreThoseOfAPlainLoop(Precision precision) {
    Picture picture = SmallPictures.style(WIDTH, HEIGHT);
    double tolerance = precision == Precision.F32 ? 1e-5 : 1e-2;
    try (Engine engine = Engine.open(2, precision)) {
      Vgg vgg = vgg(engine);
      List<Layer> layers = List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV4_1);
      Guide guide = new Guide(disk(), MaskMode.SIMPLE);
      Map<Layer, LayerStatistics> taken =
          PictureStatistics.of(vgg, picture, layers, COVARIANCES, Optional.of(guide));
      for (Layer layer : layers) {
        LayerStatistics of = Objects.requireNonNull(taken.get(layer));
        int width = (WIDTH + (1 << (layer.block() - 1)) - 1) >> (layer.block() - 1);
        int height = (int) (of.positions() / width);
        float[] f = responses(vgg, layer, picture);
        double[] w = weights(guide.at(vgg, layer), height, width);

        assertThat(Arrays.stream(w).sum()).isCloseTo((double) of.positions(), within(1e-2));
        assertClose(of.sums(), sums(f, w, of.channels()), tolerance);
        assertClose(
            of.values(),
            products(f, w, height, width, new Displacement(0, 1), 0).products,
            tolerance);
        List<Displacement> apart = COVARIANCES.displacements(layer);
        for (int i = 0; i < apart.size(); i++) {
          Products wanted = products(f, w, height, width, apart.get(i), 1);
          assertThat(of.shifted().get(i).count())
              .isCloseTo(wanted.count, within(1e-4 * wanted.count + 1e-9));
          assertClose(of.shifted().get(i).values(), wanted.products, tolerance);
        }
      }
    }
  }

  private static double[] sums(float[] f, double[] w, int channels) {
    double[] sums = new double[channels];
    for (int i = 0; i < f.length; i++) {
      sums[i % channels] += w[i / channels] * f[i];
    }
    return sums;
  }

  private record Products(double count, double[] products) {}

  /** The products of positions that are a number of times as far apart. */
  private static Products products(
      float[] f, double[] w, int height, int width, Displacement apart, int times) {
    int channels = f.length / w.length;
    double[] products = new double[channels * channels];
    double count = 0;
    for (int p = 0; p < w.length; p++) {
      int y = p / width + times * apart.rows();
      int x = p % width + times * apart.columns();
      if (y < height && x >= 0 && x < width) {
        int q = y * width + x;
        double weight = Math.sqrt(w[p] * w[q]);
        count += weight;
        for (int i = 0; weight > 0 && i < channels; i++) {
          for (int j = 0; j < channels; j++) {
            products[i * channels + j] += weight * f[p * channels + i] * f[q * channels + j];
          }
        }
      }
    }
    return new Products(count, products);
  }

  private static void assertClose(float[] values, double[] wanted, double tolerance) {
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs(wanted[i]));
      apart = Math.max(apart, Math.abs(values[i] - wanted[i]));
    }
    assertThat(apart).isLessThanOrEqualTo(tolerance * largest);
  }

  /** The positions whose response changes when the pixels of a mask do. */
  private static List<Integer> seeing(Vgg vgg, Layer layer, Mask mask) {
    Picture picture = SmallPictures.content(WIDTH, HEIGHT);
    Random random = new Random(1);
    float[] noise = new float[picture.rgb().length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    Picture other = mask.composite(new Picture(WIDTH, HEIGHT, noise), picture);
    float[] a = responses(vgg, layer, picture);
    float[] b = responses(vgg, layer, other);
    int channels = vgg.network().convolution(layer).outputs();
    List<Integer> changed = new ArrayList<>();
    for (int p = 0; p < a.length / channels; p++) {
      double largest = 0;
      for (int c = p * channels; c < (p + 1) * channels; c++) {
        largest = Math.max(largest, Math.abs(a[c] - b[c]));
      }
      if (largest > 1e-3) {
        changed.add(p);
      }
    }
    return changed;
  }

  private static List<Integer> positions(Vgg vgg, Layer layer, MaskMode mode) {
    double[] weights = weights(new Guide(half(), mode).at(vgg, layer), 19, 22);
    List<Integer> positions = new ArrayList<>();
    for (int p = 0; p < weights.length; p++) {
      if (weights[p] > 0) {
        positions.add(p);
      }
    }
    return positions;
  }

  @Test
  void positionsInsideSeeNothingElseAndAllAreThoseThatSeeAnyOfTheRegion() {
    try (Engine engine = Engine.open(1)) {
      Vgg vgg = vgg(engine);
      Layer layer = Layer.CONV2_2;
      List<Integer> inside = positions(vgg, layer, MaskMode.INSIDE);
      List<Integer> simple = positions(vgg, layer, MaskMode.SIMPLE);
      List<Integer> all = positions(vgg, layer, MaskMode.ALL);

      assertThat(inside)
          .isNotEmpty()
          .doesNotContainAnyElementsOf(seeing(vgg, layer, half().inverted()));
      assertThat(all).containsAll(seeing(vgg, layer, half())).containsAll(simple);
      assertThat(inside.size()).isLessThan(simple.size());
      assertThat(simple.size()).isLessThan(all.size());
    }
  }

  @Test
  void whereNothingIsInsideTheMaskIsTakenAsItIs() {
    try (Engine engine = Engine.open(1)) {
      Vgg vgg = vgg(engine);

      assertThat(new Guide(disk(), MaskMode.INSIDE).at(vgg, Layer.CONV5_1).weights().inArray())
          .isEqualTo(new Guide(disk(), MaskMode.SIMPLE).at(vgg, Layer.CONV5_1).weights().inArray());
    }
  }

  @Test
  void aRegionOfTheWholePictureHasTheStatisticsOfThePicture() {
    Picture picture = SmallPictures.style(WIDTH, HEIGHT);
    float[] ones = new float[WIDTH * HEIGHT];
    Arrays.fill(ones, 1);
    try (Engine engine = Engine.open(1)) {
      Vgg vgg = vgg(engine);
      List<Layer> layers = List.of(Layer.CONV3_1);
      Guide guide = new Guide(new Mask(WIDTH, HEIGHT, ones), MaskMode.INSIDE);

      assertThat(PictureStatistics.of(vgg, picture, layers, COVARIANCES, Optional.of(guide)))
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) <= 1e-4 * Math.abs(b) + 1e-4 ? 0 : 1, Float.class)
          .isEqualTo(PictureStatistics.of(vgg, picture, layers, COVARIANCES, Optional.empty()));
    }
  }
}
