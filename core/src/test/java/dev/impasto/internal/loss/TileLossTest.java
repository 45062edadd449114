package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.SmallPictures;
import dev.impasto.engine.Area;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares what tiles know, each for itself, with the loss of the whole picture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TileLossTest {
  private static final int WIDTH = 91;
  private static final int HEIGHT = 139;

  private Engine engine;
  private Vgg vgg;

  @BeforeAll
  void open() {
    engine = Engine.open(2, Precision.F32);
    vgg = new Vgg(Micro.vgg19(), engine, Vgg.Form.seamless(Pooling.AVERAGE));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static LossOptions small(LossOptions loss) {
    return loss.withContentLayers(shares(Layer.CONV2_1, Layer.CONV3_1))
        .withStyleLayers(shares(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1))
        .withTvWeight(1e-3);
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
  void sumsOverTilesGiveTheLossOfTheWholePicture(LossConvention convention) {
    assertSame(small(convention.options()), 9, 9);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SLICED", "HISTOGRAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyStatisticOfSumsIsThatOfTheWholePicture(StyleStatistics statistics) {
    assertSame(small(statistics.in(LossConvention.BALANCED.options())), 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void totalVariationOfEveryKindIsThatOfTheWholePicture(Neighbors kind) {
    LossOptions loss = small(LossConvention.BALANCED.options());
    assertSame(
        new LossOptions(
            loss.content(),
            loss.style(),
            loss.variation().withWeight(0.1).withNeighbors(kind.count).withPower(kind.power),
            loss.detail(),
            loss.temporal()),
        3,
        2);
  }

  /** Kinds of total variation. */
  enum Neighbors {
    ABSOLUTE(4, 1),
    SQUARED(8, 2),
    BETWEEN(8, 1.5);

    private final int count;
    private final double power;

    Neighbors(int count, double power) {
      this.count = count;
      this.power = power;
    }
  }

  @Test
  void onePartAloneIsTheWholePicture() {
    assertSame(small(LossConvention.BALANCED.options()), 1, 1);
    assertSame(small(LossConvention.BALANCED.options()), 1, 3);
  }

  private void assertSame(LossOptions loss, int down, int across) {
    Picture content = SmallPictures.content(WIDTH, HEIGHT);
    Picture style = SmallPictures.style(WIDTH + 30, HEIGHT - 22);
    Map<Layer, List<StyleTarget>> targets =
        StyleTarget.ofOne(
            PictureStatistics.of(
                vgg,
                style.height(),
                style.width(),
                style.rgb(),
                loss.styleLayers(),
                loss.style().comparison()));
    float[] x = noisy(content);
    float[] expected = new float[x.length];
    double value;
    try (TransferLoss whole = new TransferLoss(vgg, content, targets, loss)) {
      value = whole.evaluate(x, expected);
    }
    try (TileLoss tiles = new TileLoss(vgg, HEIGHT, WIDTH, loss, down, across)) {
      assertThat(tiles.count()).isGreaterThan(down * across == 1 ? 0 : 1);
      float[] gradient = new float[x.length];
      double summed = evaluate(tiles, loss, targets, content.rgb(), x, gradient);
      assertThat(summed).isCloseTo(value, within(1e-5 * value));
      assertThat(distance(gradient, expected)).isLessThan(1e-5);
    }
  }

  private static double evaluate(
      TileLoss tiles,
      LossOptions options,
      Map<Layer, List<StyleTarget>> targets,
      float[] content,
      float[] x,
      float[] gradient) {
    double[] photograph = new double[tiles.length()];
    float[][] responses = new float[tiles.count()][tiles.responses()];
    for (int i = 0; i < tiles.count(); i++) {
      add(photograph, tiles.photograph(i, cut(content, tiles, i), responses[i]));
    }
    SummedLoss whole = new SummedLoss(tiles, options, targets, photograph);
    double[] sums = new double[tiles.length()];
    for (int i = tiles.count() - 1; i >= 0; i--) {
      add(sums, tiles.sums(i, cut(x, tiles, i), responses[i]));
    }
    float[] slopes = whole.compare(sums);
    double variation = 0;
    for (int i = 0; i < tiles.count(); i++) {
      float[] window = cut(x, tiles, i);
      float[] derivative = new float[window.length];
      variation += tiles.derive(i, window, responses[i], slopes, derivative);
      paste(derivative, tiles.place(i).window(), gradient);
    }
    return whole.parts(variation).total();
  }

  private static void add(double[] to, float[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  private static float[] cut(float[] picture, TileLoss tiles, int index) {
    Area window = tiles.place(index).window();
    float[] pixels = new float[3 * window.height() * window.width()];
    for (int y = 0; y < window.height(); y++) {
      int at = 3 * ((window.top() + y) * WIDTH + window.left());
      System.arraycopy(picture, at, pixels, 3 * y * window.width(), 3 * window.width());
    }
    return pixels;
  }

  private static void paste(float[] derivative, Area window, float[] gradient) {
    for (int y = 0; y < window.height(); y++) {
      int at = 3 * ((window.top() + y) * WIDTH + window.left());
      for (int i = 0; i < 3 * window.width(); i++) {
        gradient[at + i] += derivative[3 * y * window.width() + i];
      }
    }
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

  private static float[] noisy(Picture picture) {
    Random random = new Random(3);
    float[] x = picture.rgb().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += 0.2f * (random.nextFloat() - 0.5f);
    }
    return x;
  }
}
