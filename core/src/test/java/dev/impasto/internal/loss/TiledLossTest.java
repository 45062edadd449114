package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.SmallPictures;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.CovarianceComparison;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.Displacement;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the loss of a picture that is evaluated in tiles with that of the whole picture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TiledLossTest {
  private static final Vgg.Form SEAMLESS = Vgg.Form.seamless(Pooling.AVERAGE);
  private static final int WIDTH = 91;
  private static final int HEIGHT = 139;

  private Engine engine;

  @BeforeAll
  void open() {
    engine = Engine.open(2, Precision.F32);
  }

  @AfterAll
  void close() {
    engine.close();
  }

  /** A value and its derivative, and how many times the picture's pixels were evaluated. */
  private record Evaluated(double value, float[] gradient, double effort) {}

  /** Content, style, total variation and outlines, at the first layers: their tiles are small. */
  private static LossOptions small(LossOptions loss) {
    return loss.withContentLayers(shares(Layer.CONV2_1, Layer.CONV3_1))
        .withStyleLayers(shares(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1))
        .withTvWeight(1e-3)
        .withDetail(new DetailTerm(0.01, 0));
  }

  private static SortedMap<Layer, Double> shares(Layer... layers) {
    SortedMap<Layer, Double> shares = new TreeMap<>();
    for (Layer layer : layers) {
      shares.put(layer, 1.0 / layers.length);
    }
    return shares;
  }

  @ParameterizedTest
  @EnumSource
  void everyConventionIsThatOfTheWholePicture(LossConvention convention) {
    assertTiled(small(convention.options()), SEAMLESS, false);
  }

  @ParameterizedTest
  @EnumSource
  void everyStatisticIsThatOfTheWholePicture(StyleStatistics statistics) {
    LossOptions loss = small(statistics.in(LossConvention.BALANCED.options()));
    assertTiled(loss, SEAMLESS, false);
    assertTiled(loss, SEAMLESS, true);
  }

  @ParameterizedTest
  @CsvSource({"MAX, ZERO", "L2, REFLECT", "RESCALED_AVERAGE, REPLICATE", "RESCALED_L2, ZERO"})
  void everyFormIsThatOfTheWholePicture(Pooling pooling, Padding padding) {
    LossOptions loss = small(LossConvention.BALANCED.options());
    assertTiled(loss, Vgg.Form.plain(pooling).withPadding(padding), false);
    assertTiled(loss, Vgg.Form.seamless(pooling).withPadding(padding), true);
  }

  @Test
  void pairsOfPositionsFarApartAreThoseOfTheWholePicture() {
    LossOptions loss = small(LossConvention.BALANCED.options());
    StyleComparison far =
        new CovarianceComparison(
            0.01,
            0.02,
            4,
            List.of(new Displacement(0, 9), new Displacement(7, -8), new Displacement(11, 1)),
            new TreeSet<>(List.of(1, 2)),
            1);
    assertTiled(loss.withStyle(loss.style().withComparison(far)), SEAMLESS, false);
  }

  /** The term reads conv4_1, whose tiles are at least 96 pixels wide. */
  @Test
  void likenessOfPlacesIsThatOfTheWholePicture() {
    LossOptions loss = small(LossConvention.BALANCED.options());
    assertTiled(loss.withDetail(new DetailTerm(0, 0.01)), SEAMLESS, false);
  }

  @Test
  void everySizeOfTilesIsThatOfTheWholePicture() {
    LossOptions loss = small(LossConvention.BALANCED.options());
    Vgg vgg = new Vgg(Micro.vgg19(), engine, SEAMLESS);
    double all = vgg.memory(HEIGHT, WIDTH, TransferLoss.tapped(loss), true).tile();
    Evaluated whole = evaluate(vgg.within(all), loss, false);
    Evaluated few = evaluate(vgg.within(0.95 * all), loss, false);
    Evaluated many = evaluate(vgg.within(0), loss, false);
    assertThat(whole.effort).isEqualTo(1);
    assertThat(few.effort).isGreaterThan(1);
    assertThat(many.effort).isGreaterThan(few.effort);
    assertSame(few, whole);
    assertSame(many, whole);
  }

  private void assertTiled(LossOptions loss, Vgg.Form form, boolean regions) {
    Vgg vgg = new Vgg(Micro.vgg19(), engine, form);
    Evaluated tiled = evaluate(vgg.within(0), loss, regions);
    assertThat(tiled.effort).isGreaterThan(1);
    assertSame(tiled, evaluate(vgg, loss, regions));
  }

  private static void assertSame(Evaluated tiled, Evaluated whole) {
    assertThat(tiled.value).isCloseTo(whole.value, within(1e-5 * whole.value));
    assertThat(distance(tiled.gradient, whole.gradient)).isLessThan(1e-5);
  }

  /** Relative to the second. */
  private static double distance(float[] a, float[] b) {
    double apart = 0;
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      apart += Math.pow(a[i] - b[i], 2);
      squares += Math.pow(b[i], 2);
    }
    return Math.sqrt(apart / squares);
  }

  private static Evaluated evaluate(Vgg vgg, LossOptions loss, boolean regions) {
    Picture content = SmallPictures.content(WIDTH, HEIGHT);
    float[] x = noisy(content);
    double effort = vgg.memory(HEIGHT, WIDTH, TransferLoss.tapped(loss), true).effort();
    Picture style = SmallPictures.style(WIDTH + 30, HEIGHT - 22);
    Map<Layer, List<StyleTarget>> targets = targets(vgg, style, loss, Optional.empty());
    List<StyleRegion> all = List.of(StyleRegion.whole(targets));
    if (regions) {
      Guide disk = guide(style.width(), style.height(), MaskMode.SIMPLE);
      Guide rest = guide(WIDTH, HEIGHT, MaskMode.INSIDE);
      all =
          List.of(
              new StyleRegion(
                  Optional.of(guide(WIDTH, HEIGHT, MaskMode.ALL)),
                  targets(vgg, style, loss, Optional.of(disk)),
                  0.7),
              new StyleRegion(
                  Optional.of(new Guide(rest.mask().inverted(), MaskMode.SIMPLE)), targets, 0.3));
    }
    try (TransferLoss of = new TransferLoss(vgg, content, all, loss)) {
      float[] gradient = new float[x.length];
      of.evaluate(content.rgb(), gradient);
      return new Evaluated(of.evaluate(x, gradient), gradient, effort);
    }
  }

  private static Map<Layer, List<StyleTarget>> targets(
      Vgg vgg, Picture style, LossOptions loss, Optional<Guide> guide) {
    return StyleTarget.ofOne(
        PictureStatistics.of(vgg, style, loss.styleLayers(), loss.style().comparison(), guide));
  }

  /** A disk with a soft border, which leaves some tiles empty. */
  private static Guide guide(int width, int height, MaskMode mode) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      int row = i / width;
      double apart = Math.hypot(i % width - 0.3 * width, row - 0.3 * height);
      values[i] = (float) Math.max(0, Math.min(1, (0.3 * width - apart) / 5));
    }
    return new Guide(new Mask(width, height, values), mode);
  }

  private static float[] noisy(Picture picture) {
    Random random = new Random(3);
    float[] x = picture.rgb().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += 0.2f * (random.nextFloat() - 0.5f);
    }
    return x;
  }
}
