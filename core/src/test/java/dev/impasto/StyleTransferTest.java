package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.color.ColorControl.Kind;
import dev.impasto.color.ColorMap;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossParts;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks whole runs, on small pictures. */
final class StyleTransferTest {
  private static final StyleTransfer TRANSFER =
      new StyleTransfer(Network.embedded(), Engine.open(1));
  private static final Picture CONTENT = SmallPictures.content(48, 32);
  private static final Picture STYLE = SmallPictures.style(40, 40);
  private static final TransferOptions OPTIONS =
      TransferOptions.defaults()
          .withSize(48)
          .withIterations(6)
          .withSchedule(s -> s.withScales(1))
          .withStyleFit(f -> f.withTrim(0))
          .withFinish(f -> f.withColorMatch(0))
          .withFinish(f -> f.withDenoising(0));

  @AfterAll
  static void close() {
    TRANSFER.close();
  }

  private static Picture run(TransferOptions options) {
    return TRANSFER.transfer(CONTENT, STYLE, options);
  }

  private static List<Progress> watched(TransferOptions options) {
    List<Progress> progress = new ArrayList<>();
    TRANSFER.transfer(
        TransferRequest.of(CONTENT, STYLE, options),
        (run, p) -> {
          assertThat(run.picture().width()).isEqualTo(p.at().width());
          progress.add(p);
        });
    assertThat(progress).isNotEmpty();
    return progress;
  }

  private static List<Optimizer> optimizers() {
    return List.of(new Lbfgs(10), new Adam());
  }

  private static double distance(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs(a.rgb()[i] - b.rgb()[i]);
    }
    return sum / a.rgb().length;
  }

  private static Progress last(List<Progress> progress) {
    return progress.get(progress.size() - 1);
  }

  private static double[] mean(Picture picture) {
    double[] mean = new double[3];
    for (int i = 0; i < picture.rgb().length; i++) {
      mean[i % 3] += picture.rgb()[i] / (picture.rgb().length / 3.0);
    }
    return mean;
  }

  @Test
  void colorsAreMovedToTheStylesBeforeAndAfter() {
    Picture dark =
        ColorMap.SYMMETRIC.moved(STYLE, new Picture(1, 2, new float[] {0, 0, 0, .4f, .3f, .2f}), 1);
    TransferOptions matched = OPTIONS.withFinish(f -> f.withColorMatch(1));
    Picture start = TRANSFER.transfer(CONTENT, dark, matched.withIterations(1));
    Picture result = TRANSFER.transfer(CONTENT, dark, matched);

    for (int c = 0; c < 3; c++) {
      assertThat(mean(start)[c]).isCloseTo(mean(dark)[c], within(0.02));
      assertThat(mean(result)[c]).isCloseTo(mean(dark)[c], within(0.02));
      assertThat(mean(result)[c]).isLessThan(mean(CONTENT)[c] - 0.1);
    }
    TransferOptions contentAlone = matched.withStyleWeight(0).withIterations(1);
    assertThat(TRANSFER.transfer(CONTENT, dark, contentAlone).rgb()).isEqualTo(CONTENT.rgb());
  }

  @Test
  void aFrameThatIsTrimmedChangesNoBit() {
    Picture framed = SmallPictures.style(40, 40);
    for (int i = 0; i < 40; i++) {
      for (int at : new int[] {i, 40 * 39 + i, 40 * i, 40 * i + 39}) {
        framed.rgb()[3 * at] = 0;
      }
    }
    // At the style's own size nothing is resized, which would mix the frame with what is in it.
    TransferOptions trimmed = OPTIONS.withSize(40).withStyleFit(f -> f.withTrim(0.05));

    assertThat(framed.rgb()).isNotEqualTo(STYLE.rgb());
    assertThat(TRANSFER.transfer(CONTENT, framed, trimmed).rgb())
        .isEqualTo(TRANSFER.transfer(CONTENT, STYLE, trimmed).rgb());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void sameRunTwiceGivesTheSameBits(Optimizer optimizer) {
    TransferOptions options =
        OPTIONS
            .withOptimization(o -> o.withOptimizer(optimizer))
            .withStart(InitialPicture.Kind.NOISE)
            .withSchedule(s -> s.withScales(2));

    assertThat(run(options).rgb()).isEqualTo(run(options).rgb());
  }

  @Test
  void whatARunLeavesBehindChangesNoBitOfTheNext() {
    TransferOptions options = OPTIONS.withSchedule(s -> s.withScales(2));
    Picture first;
    try (StyleTransfer fresh = new StyleTransfer(Network.embedded(), Engine.open(1))) {
      first = fresh.transfer(CONTENT, STYLE, options);
      fresh.transfer(
          CONTENT,
          STYLE,
          options.withForm(f -> f.withPooling(Pooling.MAX)).withStyleFit(f -> f.withScale(0.7)));
      assertThat(fresh.transfer(CONTENT, STYLE, options).rgb()).isEqualTo(first.rgb());
    }
    assertThat(run(options).rgb()).isEqualTo(first.rgb());
  }

  @Test
  void noiseIsThatOfItsSeed() {
    TransferOptions noise = OPTIONS.withStart(InitialPicture.Kind.NOISE).withIterations(2);

    assertThat(run(noise.withSchedule(s -> s.withStart(i -> i.withSeed(1)))).rgb())
        .isEqualTo(run(noise.withSchedule(s -> s.withStart(i -> i.withSeed(1)))).rgb());
    assertThat(run(noise.withSchedule(s -> s.withStart(i -> i.withSeed(1)))).rgb())
        .isNotEqualTo(run(noise.withSchedule(s -> s.withStart(i -> i.withSeed(2)))).rgb());
  }

  @Test
  void runStartsFromThePictureNamed() {
    // One evaluation is that of the start: there is none left to go anywhere.
    TransferOptions still = OPTIONS.withIterations(1);

    assertThat(run(still).rgb()).isEqualTo(CONTENT.rgb());
    assertThat(run(still.withStart(InitialPicture.Kind.STYLE)).rgb())
        .isEqualTo(STYLE.fitted(48).resized(48, 32).rgb());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theStartIsTheFirstIterate(Optimizer optimizer) {
    List<Progress> progress =
        watched(OPTIONS.withOptimization(o -> o.withOptimizer(optimizer)).withIterations(1));

    assertThat(progress).hasSize(1);
    assertThat(progress.get(0).at().iteration()).isEqualTo(1);
    assertThat(progress.get(0).totalLoss()).isPositive();
    assertThat(progress.get(0).time().fractionDone()).isEqualTo(1);
  }

  @Test
  void runStartsFromAGivenPicture() {
    Picture start = SmallPictures.style(20, 30);
    Picture result =
        TRANSFER.transfer(
            TransferRequest.of(CONTENT, STYLE, OPTIONS.withIterations(1))
                .withStart(SourcePicture.of(start)),
            (run, progress) -> {});

    assertThat(result.rgb()).isEqualTo(start.resized(48, 32).rgb());
  }

  @Test
  void picturesGivenAreLeftAsTheyAre() {
    Picture start = SmallPictures.content(48, 32);
    TRANSFER.transfer(
        TransferRequest.of(CONTENT, STYLE, OPTIONS).withStart(SourcePicture.of(start)),
        (run, progress) -> {});

    assertThat(start.rgb()).isEqualTo(SmallPictures.content(48, 32).rgb());
    assertThat(CONTENT.rgb()).isEqualTo(SmallPictures.content(48, 32).rgb());
    assertThat(STYLE.rgb()).isEqualTo(SmallPictures.style(40, 40).rgb());
  }

  @Test
  void listenerEndsTheRunWithAPictureOfFullSize() {
    List<Progress> progress = new ArrayList<>();
    Picture result =
        TRANSFER.transfer(
            TransferRequest.of(
                CONTENT, STYLE, OPTIONS.withSchedule(s -> s.withScales(3)).withIterations(50)),
            (run, p) -> {
              progress.add(p);
              run.stop();
            });

    assertThat(progress).hasSize(1);
    assertThat(progress.get(0).at().width()).isLessThan(48);
    assertThat(List.of(result.width(), result.height())).containsExactly(48, 32);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void progressRises(Optimizer optimizer) {
    List<Progress> progress =
        watched(
            OPTIONS
                .withOptimization(o -> o.withOptimizer(optimizer))
                .withSchedule(s -> s.withScales(2))
                .withIterations(8));

    for (int i = 0; i < progress.size(); i++) {
      Progress p = progress.get(i);
      assertThat(p.time().fractionDone()).isPositive().isLessThanOrEqualTo(1);
      assertThat(p.at().scale()).isBetween(1, p.at().scales());
      assertThat(p.at().iteration()).isBetween(1, p.at().iterations());
      assertThat(p.time().remaining().orElse(Duration.ZERO).isNegative()).isFalse();
      if (i > 0) {
        Progress before = progress.get(i - 1);
        assertThat(p.time().fractionDone()).isGreaterThan(before.time().fractionDone());
        assertThat(p.at().scale()).isGreaterThanOrEqualTo(before.at().scale());
        assertThat(p.time().elapsed()).isGreaterThanOrEqualTo(before.time().elapsed());
        if (p.at().scale() == before.at().scale()) {
          assertThat(p.at().iteration()).isGreaterThan(before.at().iteration());
        }
      }
    }
    assertThat(last(progress).at().scale()).isEqualTo(2);
    assertThat(last(progress).at().width()).isEqualTo(48);
  }

  @Test
  void lossOfLbfgsOnlyFalls() {
    List<Progress> progress =
        watched(OPTIONS.withStart(InitialPicture.Kind.NOISE).withIterations(40));

    for (int i = 1; i < progress.size(); i++) {
      assertThat(progress.get(i).totalLoss()).isLessThan(progress.get(i - 1).totalLoss());
    }
  }

  @Test
  void adamLowersTheLoss() {
    List<Progress> progress =
        watched(
            OPTIONS
                .withStyleWeight(300)
                .withOptimization(o -> o.withOptimizer(new Adam()))
                .withIterations(20));

    assertThat(last(progress).totalLoss()).isLessThan(0.8 * progress.get(0).totalLoss());
  }

  @Test
  void luminanceKeepsThePhotographsChromaThroughARun() {
    float[] rgb = run(OPTIONS.withFinish(f -> f.withColor(c -> c.withKind(Kind.LUMINANCE)))).rgb();
    float[] own = CONTENT.rgb();

    assertThat(rgb).isNotEqualTo(own);
    for (int i = 0; i < rgb.length; i += 3) {
      assertThat(rgb[i] - rgb[i + 1]).isCloseTo(own[i] - own[i + 1], within(1e-5f));
      assertThat(rgb[i] - rgb[i + 2]).isCloseTo(own[i] - own[i + 2], within(1e-5f));
    }
  }

  @Test
  void colorsAloneNeedNoEvaluation() {
    List<Progress> progress = new ArrayList<>();
    TransferOptions options =
        OPTIONS.withFinish(f -> f.withColor(c -> c.withKind(Kind.STYLE_ONLY)));
    Picture result =
        TRANSFER.transfer(TransferRequest.of(CONTENT, STYLE, options), (run, p) -> progress.add(p));

    assertThat(progress).isEmpty();
    float[] wanted = ColorMap.SYMMETRIC.moved(CONTENT, STYLE.fitted(48), 1).rgb();
    assertThat(result.rgb()).isEqualTo(wanted);
  }

  @Test
  void contentAloneGivesTheContent() {
    TransferOptions options =
        OPTIONS.withStyleWeight(0).withStart(InitialPicture.Kind.NOISE).withIterations(30);
    List<Progress> progress = watched(options);
    Picture start = run(options.withIterations(1));

    assertThat(progress)
        .allMatch(
            p -> p.losses().get(LossParts.STYLE) == 0 && p.losses().get(LossParts.CONTENT) > 0);
    assertThat(last(progress).losses().get(LossParts.CONTENT))
        .isLessThan(0.3 * progress.get(0).losses().get(LossParts.CONTENT));
    assertThat(distance(run(options), CONTENT)).isLessThan(distance(start, CONTENT));
  }

  @Test
  void styleAloneKnowsNoContent() {
    TransferOptions options = OPTIONS.withContentWeight(0).withStart(InitialPicture.Kind.NOISE);
    Picture other =
        TRANSFER.transfer(SmallPictures.style(48, 32), STYLE, options.withIterations(6));

    assertThat(watched(options))
        .allMatch(
            p -> p.losses().get(LossParts.CONTENT) == 0 && p.losses().get(LossParts.STYLE) > 0);
    assertThat(other.rgb()).isEqualTo(run(options).rgb());
  }

  @Test
  void totalVariationIsPartOfTheLoss() {
    Progress p = watched(OPTIONS.withLoss(l -> l.withTvWeight(1))).get(0);

    assertThat(p.losses().get(LossParts.VARIATION)).isPositive();
    assertThat(p.totalLoss())
        .isCloseTo(
            p.losses().get(LossParts.CONTENT)
                + p.losses().get(LossParts.STYLE)
                + p.losses().get(LossParts.VARIATION),
            within(1e-12));
  }

  @Test
  void resultKeepsTheAlphaOfTheContent() {
    float[] alpha = new float[48 * 32];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (i % 48) / 47f;
    }
    Picture fading = new Picture(48, 32, CONTENT.rgb().clone(), alpha);

    Picture same = TRANSFER.transfer(fading, STYLE, OPTIONS.withIterations(2));
    Picture larger = TRANSFER.transfer(fading, STYLE, OPTIONS.withIterations(2).withSize(60));

    assertThat(same.alpha()).hasValueSatisfying(a -> assertThat(a).isEqualTo(alpha));
    assertThat(larger.alpha()).hasValueSatisfying(a -> assertThat(a).hasSize(60 * 40));
    assertThat(run(OPTIONS.withIterations(2)).alpha()).isEmpty();
  }

  @Test
  void poolingMakesADifference() {
    assertThat(run(OPTIONS.withForm(f -> f.withPooling(Pooling.MAX))).rgb())
        .isNotEqualTo(run(OPTIONS).rgb());
  }

  @ParameterizedTest
  @CsvSource({"47,31,true", "47,31,false", "33,17,true", "17,33,false", "16,16,true"})
  void oddSizesWork(int width, int height, boolean seamless) {
    Picture result =
        TRANSFER.transfer(
            SmallPictures.content(width, height),
            SmallPictures.style(19, 23),
            OPTIONS
                .withSize(Math.max(width, height))
                .withForm(f -> f.withSeamless(seamless))
                .withForm(f -> f.withPooling(seamless ? Pooling.AVERAGE : Pooling.MAX)));

    assertThat(List.of(result.width(), result.height())).containsExactly(width, height);
    for (float value : result.rgb()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void tinyPicturesAreRefused() {
    assertThatThrownBy(() -> TRANSFER.transfer(SmallPictures.content(15, 40), STYLE, OPTIONS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the content picture is 15x40 pixels; both sides must be at least 16");
  }

  @Test
  void memoryIsEstimatedBeforeTheStart() {
    assertThatThrownBy(() -> run(OPTIONS.withSize(10_000_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("10000000x6666667 pixels are more than can be optimized")
        .hasMessageContaining("choose a smaller size");
  }
}
