package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.color.ColorControl;
import dev.impasto.color.ColorMap;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.loss.Guide;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.MaskMode;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.Masks;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks runs whose parts get the manner of different paintings. */
final class StyleRegionsTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final Engine ENGINE = Engine.open(1);
  private static final StyleTransfer TRANSFER = new StyleTransfer(Network.embedded(), ENGINE);
  private static final Picture CONTENT = SmallPictures.content(WIDTH, HEIGHT);
  private static final Picture RED = flat(0.8f, 0.2f, 0.15f);
  private static final Picture BLUE = flat(0.1f, 0.3f, 0.75f);
  private static final TransferOptions OPTIONS =
      TransferOptions.defaults()
          .withSize(WIDTH)
          .withIterations(6)
          .withSchedule(s -> s.withScales(1))
          .withFinish(f -> f.withDenoising(0));

  @AfterAll
  static void close() {
    TRANSFER.close();
    ENGINE.close();
  }

  private static Picture flat(float red, float green, float blue) {
    float[] rgb = new float[3 * 40 * 40];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = red;
      rgb[i + 1] = green;
      rgb[i + 2] = blue;
    }
    return new Picture(40, 40, rgb);
  }

  private static Picture part(float red, float green, float blue) {
    return flat(red, green, blue).resized(WIDTH, HEIGHT);
  }

  /** White to the left of a column, black to the right of another. */
  private static Mask mask(int width, int height, int white, int black) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      float far = (black - 0.5f - i % width) / (black - white);
      values[i] = Math.max(0, Math.min(1, far));
    }
    return new Mask(width, height, values);
  }

  private static SourcePicture picture(Mask mask) {
    return SourcePicture.of(mask.picture());
  }

  private static TransferRequest request(
      TransferOptions options, List<StyleSource> styles, List<Mask> masks) {
    return new TransferRequest(SourcePicture.of(CONTENT), styles, Optional.empty(), options)
        .withMasks(Masks.NONE.withRegions(masks.stream().map(StyleRegionsTest::picture).toList()));
  }

  private static TransferRequest redAndBlue(TransferOptions options, Mask... masks) {
    return request(
        options, List.of(StyleSource.of(RED), StyleSource.of(BLUE)), Arrays.asList(masks));
  }

  private static Picture made(TransferRequest request) {
    return TRANSFER.transfer(request, (run, progress) -> {});
  }

  private static double[] mean(Picture picture, int from, int to) {
    double[] mean = new double[3];
    for (int i = 0; i < picture.rgb().length; i++) {
      int x = i / 3 % picture.width();
      if (x >= from && x < to) {
        mean[i % 3] += picture.rgb()[i] / ((to - from) * (double) picture.height());
      }
    }
    return mean;
  }

  /** How far a region's Gram matrix of conv1_1 is from a flat painting's, relative to that. */
  private static double apart(Picture result, Mask region, Picture style) {
    Vgg vgg = new Vgg(TRANSFER.network(), ENGINE, Vgg.Form.seamless(Pooling.AVERAGE));
    LossOptions loss = LossConvention.BALANCED.options();
    List<Layer> layers = List.of(Layer.CONV1_1);
    Guide guide = new Guide(region, MaskMode.INSIDE);
    Map<Layer, LayerStatistics> own =
        PictureStatistics.of(vgg, result, layers, loss.style().comparison(), Optional.of(guide));
    Map<Layer, LayerStatistics> wanted =
        PictureStatistics.of(
            vgg, style.cropped(1), layers, loss.style().comparison(), Optional.empty());
    LayerStatistics a = Objects.requireNonNull(own.get(Layer.CONV1_1));
    LayerStatistics b = Objects.requireNonNull(wanted.get(Layer.CONV1_1));
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < a.values().length; i++) {
      double target = b.values()[i] / (double) b.positions();
      squares += Math.pow(a.values()[i] / (double) a.positions() - target, 2);
      norm += Math.pow(target, 2);
    }
    return Math.sqrt(squares / norm);
  }

  @ParameterizedTest
  @EnumSource
  void eachOfTwoRegionsHasTheStatisticsOfItsFlatPainting(MaskMode mode) {
    Mask left = mask(WIDTH, HEIGHT, 48, 49);
    TransferRequest request = redAndBlue(OPTIONS, left);
    Picture result = made(request.withMasks(request.masks().withMode(mode)));

    assertThat(apart(result, left, RED)).isLessThan(0.02);
    assertThat(apart(result, left.inverted(), BLUE)).isLessThan(0.02);
    assertThat(apart(CONTENT, left, RED)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void everyLossGivesEachRegionItsColors(LossConvention convention) {
    TransferOptions options = OPTIONS.withLoss(l -> convention.options());
    Picture result = made(redAndBlue(options, mask(WIDTH, HEIGHT, 48, 49)));

    assertThat(mean(result, 0, 44)[0]).isGreaterThan(mean(result, 0, 44)[2] + 0.2);
    assertThat(mean(result, 52, 96)[2]).isGreaterThan(mean(result, 52, 96)[0] + 0.2);
  }

  @ParameterizedTest
  @EnumSource(names = {"HISTOGRAM", "SLICED"})
  void distributionsGiveEachRegionItsColors(StyleStatistics statistics) {
    TransferOptions options = OPTIONS.withLoss(statistics::in);
    Picture result = made(redAndBlue(options, mask(WIDTH, HEIGHT, 48, 49)));

    assertThat(mean(result, 0, 44)[0]).isGreaterThan(mean(result, 0, 44)[2] + 0.2);
    assertThat(mean(result, 52, 96)[2]).isGreaterThan(mean(result, 52, 96)[0] + 0.2);
  }

  @Test
  void aPaintingOfOneColorCanBeAllThatIsPainted() {
    Picture result =
        made(request(OPTIONS.withContentWeight(0), List.of(StyleSource.of(RED)), List.of()));

    for (float value : result.rgb()) {
      assertThat(value).isFinite();
    }
    assertThat(mean(result, 0, WIDTH)[0]).isGreaterThan(mean(CONTENT, 0, WIDTH)[0]);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorControl.Kind.class,
      names = {"OKLAB", "STYLE_ONLY"})
  void colorsAfterTheRunAreThoseOfEachRegionsOwnPainting(ColorControl.Kind kind) {
    TransferOptions options =
        OPTIONS.withFinish(
            f -> f.withColor(c -> new ColorControl(kind, ColorMap.SYMMETRIC, 1)).withColorMatch(0));
    Picture result = made(redAndBlue(options, mask(WIDTH, HEIGHT, 48, 49)));

    assertThat(mean(result, 0, 48))
        .containsExactly(mean(part(0.8f, 0.2f, 0.15f), 0, 48), within(0.02));
    assertThat(mean(result, 48, WIDTH))
        .containsExactly(mean(part(0.1f, 0.3f, 0.75f), 48, WIDTH), within(0.02));
  }

  @Test
  void whatNoMaskMarksKeepsThePhotographsColors() {
    TransferOptions options =
        OPTIONS.withFinish(
            f ->
                f.withColor(
                    c -> new ColorControl(ColorControl.Kind.STYLE_ONLY, ColorMap.SYMMETRIC, 1)));
    Mask left = mask(WIDTH, HEIGHT, 48, 49);

    Picture result = made(request(options, List.of(StyleSource.of(RED)), List.of(left)));

    assertThat(mean(result, 49, WIDTH)).containsExactly(mean(CONTENT, 49, WIDTH), within(1e-3));
    assertThat(mean(result, 0, 48)[0]).isCloseTo(0.8, within(0.02));
  }

  @Test
  void aSoftMaskCrossesOverWithoutASeam() {
    Picture result = made(redAndBlue(OPTIONS, mask(WIDTH, HEIGHT, 16, 80)));
    double[] red = new double[WIDTH];
    Arrays.setAll(red, x -> mean(result, x, x + 1)[0]);

    assertThat(red[8]).isGreaterThan(red[48] + 0.1);
    assertThat(red[48]).isGreaterThan(red[88] + 0.1);
    for (int x = 1; x < WIDTH; x++) {
      assertThat(Math.abs(red[x] - red[x - 1])).isLessThan(0.15);
    }
  }

  @Test
  void twoMasksAreTheTwoPartsOfOne() {
    Mask left = mask(WIDTH, HEIGHT, 30, 31);

    assertThat(made(redAndBlue(OPTIONS, left, left.inverted())).rgb())
        .isEqualTo(made(redAndBlue(OPTIONS, left)).rgb());
  }

  @Test
  void colorsOfOnePictureAreThePartsOfThePaintingsTheLightestFirst() {
    Mask left = mask(WIDTH, HEIGHT, 30, 30);
    Picture yellow = part(1, 0.9f, 0.1f);
    Picture green = part(0, 0.4f, 0.1f);
    TransferRequest labeled =
        redAndBlue(OPTIONS)
            .withMasks(
                Masks.NONE.withRegions(List.of(SourcePicture.of(left.composite(yellow, green)))));

    assertThat(made(labeled).rgb()).isEqualTo(made(redAndBlue(OPTIONS, left)).rgb());
  }

  @Test
  void whatNoMaskMarksIsNotPainted() {
    List<StyleSource> red = List.of(StyleSource.of(RED));
    Picture result = made(request(OPTIONS, red, List.of(mask(WIDTH, HEIGHT, 48, 49))));

    assertThat(mean(result, 0, 40)[0]).isGreaterThan(mean(result, 0, 40)[2] + 0.3);
    for (int c = 0; c < 3; c++) {
      assertThat(Math.abs(mean(result, 60, 96)[c] - mean(CONTENT, 60, 96)[c])).isLessThan(0.08);
    }
  }

  @Test
  void onlyTheMarkedPartOfAPaintingCounts() {
    Picture both = mask(40, 40, 20, 21).composite(flat(0.8f, 0.2f, 0.15f), flat(0.1f, 0.3f, 0.75f));
    StyleSource left = StyleSource.of(both).withMask(picture(mask(40, 40, 18, 19)));
    Picture result = made(request(OPTIONS, List.of(left), List.of()));

    assertThat(mean(result, 0, WIDTH)[0]).isGreaterThan(mean(result, 0, WIDTH)[2] + 0.3);
  }

  @Test
  void aRegionOfWeightZeroIsNotPainted() {
    double[] changed = new double[2];
    for (int weight = 0; weight < 2; weight++) {
      TransferRequest request =
          redAndBlue(OPTIONS.withFinish(f -> f.withColorMatch(0)), mask(WIDTH, HEIGHT, 48, 49));
      Masks masks = request.masks().withWeights(List.of((double) weight, 1.0));
      Picture result = made(request.withMasks(masks));
      for (int i = 0; i < result.rgb().length; i++) {
        double apart = Math.abs(result.rgb()[i] - CONTENT.rgb()[i]);
        changed[weight] += i / 3 % WIDTH < 32 ? apart : 0;
      }
    }
    assertThat(changed[0]).isLessThan(0.3 * changed[1]);
  }

  @Test
  void protectedPixelsStayInARegionToo() {
    Mask keep = mask(WIDTH, HEIGHT, 20, 21);
    TransferRequest request = redAndBlue(OPTIONS, mask(WIDTH, HEIGHT, 48, 49));
    Picture result = made(request.withMasks(request.masks().withProtect(picture(keep))));

    for (int i = 0; i < result.rgb().length; i++) {
      if (i / 3 % WIDTH < 20) {
        assertThat(result.rgb()[i]).isEqualTo(CONTENT.rgb()[i]);
      }
    }
    assertThat(mean(result, 24, 44)[0]).isGreaterThan(mean(result, 24, 44)[2] + 0.2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | 0  | there are 3 masks of the photograph and 2 paintings
          1 | 96 | the mask is white everywhere: nothing is left for the second painting
          2 | 0  | the mask is black everywhere
          """)
  void masksThatDoNotSuitThePaintingsAreRefused(int count, int white, String message) {
    Mask[] masks = new Mask[count];
    Arrays.fill(masks, mask(WIDTH, HEIGHT, count == 3 ? 30 : white, white + 31));
    if (count == 2) {
      masks[1] = new Mask(3, 2, new float[6]);
    }
    assertThatThrownBy(() -> redAndBlue(OPTIONS, masks))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void moreColorsThanPaintingsAreRefused() {
    Picture right = mask(WIDTH, HEIGHT, 70, 70).composite(part(0, 1, 0), part(0, 0, 1));
    Picture labels = mask(WIDTH, HEIGHT, 30, 30).composite(part(1, 0, 0), right);
    Masks three = Masks.NONE.withRegions(List.of(SourcePicture.of(labels)));

    assertThatThrownBy(() -> redAndBlue(OPTIONS).withMasks(three))
        .hasMessageContaining("the mask has 3 colors and there are 2 paintings");
  }
}
