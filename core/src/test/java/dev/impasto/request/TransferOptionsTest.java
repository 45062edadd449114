package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.color.ColorControl;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.problem.InvalidInputException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what the options refuse, and what they say then. */
final class TransferOptionsTest {
  private static final TransferOptions DEFAULTS = TransferOptions.defaults();
  private static final SortedMap<Layer, Double> NONE = new TreeMap<>();

  private static void assertRefused(ThrowingCallable change, String message) {
    assertThatThrownBy(change)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message)
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 0, -1, Integer.MIN_VALUE})
  void sizeIsAtLeast16(int size) {
    assertRefused(
        () -> DEFAULTS.withSize(size), "the size must be at least 16 pixels, not " + size);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY})
  void weightIsAFiniteNumberOfZeroOrMore(double weight) {
    String message = " must be a number of 0 or more, not " + weight;
    assertRefused(() -> DEFAULTS.withContentWeight(weight), "the content weight" + message);
    assertRefused(() -> DEFAULTS.withStyleWeight(weight), "the style weight" + message);
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withTvWeight(weight)),
        "the total variation weight" + message);
  }

  @Test
  void oneWeightIsAboveZero() {
    assertRefused(
        () -> DEFAULTS.withContentWeight(0).withStyleWeight(0),
        "the content weight and the style weight cannot both be 0");
  }

  @Test
  void weightNeedsALayer() {
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withContentLayers(NONE)),
        "with a content weight of 1.0 there must be a content layer");
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withStyleLayers(NONE)),
        "with a style weight of "
            + DEFAULTS.loss().style().weight()
            + " there must be a style layer");
    assertThat(
            DEFAULTS
                .withContentWeight(0)
                .withLoss(l -> l.withContentLayers(NONE))
                .loss()
                .content()
                .layers())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void shareIsAFiniteNumberAboveZero(double share) {
    SortedMap<Layer, Double> layers = new TreeMap<>();
    layers.put(Layer.CONV2_1, share);
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withContentLayers(layers)),
        "the weight of content layer conv2_1 must be a number above 0, not " + share);
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withStyleLayers(layers)),
        "the weight of style layer conv2_1 must be a number above 0, not " + share);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void iterationsAreAtLeastOne(int iterations) {
    assertRefused(
        () -> DEFAULTS.withIterations(iterations),
        "the iterations must be at least 1, not " + iterations);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 33})
  void scalesAreAtMost32(int scales) {
    assertRefused(
        () -> DEFAULTS.withSchedule(s -> s.withScales(scales)),
        "the scales must be from 1 to 32, or 0 for as many as fit, not " + scales);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 0, -1})
  void theSmallestScaleIsAtLeast16(int minScale) {
    assertRefused(
        () -> DEFAULTS.withSchedule(s -> s.withMinScale(minScale)),
        "the smallest scale must be at least 16 pixels, not " + minScale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 16.5, Double.NaN, Double.POSITIVE_INFINITY})
  void styleScaleIsAboveZeroAndAtMost16(double styleScale) {
    assertRefused(
        () -> DEFAULTS.withStyleFit(f -> f.withScale(styleScale)),
        "the style scale must be above 0 and at most 16, not " + styleScale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 4.1, Double.NaN})
  void preconditioningOutOfRangeIsRefused(double preconditioning) {
    assertRefused(
        () -> DEFAULTS.withOptimization(o -> o.withPreconditioning(preconditioning)),
        "the preconditioning must be from 0 to 4, not " + preconditioning);
  }

  @Test
  void projectingColorsIsForAdamOnPixelsThemselves() {
    String message =
        "colors are projected with the optimizer adam and a preconditioning of 0 alone: choose the"
            + " color range smooth or free";
    assertRefused(() -> new Optimization(new Lbfgs(), 0, ColorRange.PROJECT), message);
    assertRefused(() -> new Optimization(new Adam(), 1, ColorRange.PROJECT), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareOfNoiseOutOfRangeIsRefused(double noise) {
    assertRefused(
        () -> DEFAULTS.withSchedule(s -> s.withStart(i -> i.withNoise(noise))),
        "the share of noise must be from 0 to 1, not " + noise);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 4.1, Double.NaN})
  void aPowerOfTotalVariationOutOfRangeIsRefused(double power) {
    assertRefused(
        () -> DEFAULTS.withLoss(l -> l.withVariation(l.variation().withPower(power))),
        "the power of total variation must be from 1 to 4, not " + power);
  }

  @Test
  void aHistoryOfNoStepIsRefused() {
    assertRefused(
        () -> DEFAULTS.withOptimization(o -> o.withOptimizer(new Lbfgs(0))),
        "L-BFGS needs a history of at least 1 step, not 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 4.1, Double.NaN})
  void iterationGrowthOutOfRangeIsRefused(double growth) {
    assertRefused(
        () -> DEFAULTS.withSchedule(s -> s.withIterationGrowth(growth)),
        "the growth of the iterations must be from 1 to 4, not " + growth);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void denoisingOutOfRangeIsRefused(double denoising) {
    assertRefused(
        () -> DEFAULTS.withFinish(f -> f.withDenoising(denoising)),
        "the denoising must be from 0 to 1, not " + denoising);
  }

  @Test
  void smallerScalesGetMoreIterations() {
    TransferOptions options =
        DEFAULTS.withIterations(50).withSchedule(s -> s.withIterationGrowth(2));

    assertThat(options.schedule().iterations(0)).isEqualTo(50);
    assertThat(options.schedule().iterations(1)).isEqualTo(25);
    assertThat(options.schedule().iterations(3)).isEqualTo(6);
    assertThat(options.withSchedule(s -> s.withIterationGrowth(4)).schedule().iterations(31))
        .isEqualTo(1);
  }

  @Test
  void layersAreCopied() {
    SortedMap<Layer, Double> layers = new TreeMap<>();
    layers.put(Layer.CONV2_1, 1.0);
    TransferOptions options = DEFAULTS.withLoss(l -> l.withStyleLayers(layers));
    layers.clear();

    assertThat(options.loss().style().layers()).containsOnlyKeys(Layer.CONV2_1);
  }

  @Test
  void eachChangeChangesOneSetting() {
    LossOptions paper = LossConvention.PAPER.options();
    TransferOptions changed =
        DEFAULTS
            .withSize(100)
            .withLoss(l -> paper)
            .withContentWeight(2)
            .withStyleWeight(3)
            .withForm(f -> f.withPooling(Pooling.MAX))
            .withForm(f -> f.withSeamless(false))
            .withOptimization(o -> o.withOptimizer(new Adam()))
            .withOptimization(o -> o.withPreconditioning(0.25))
            .withIterations(5)
            .withSchedule(s -> s.withIterationGrowth(2))
            .withSchedule(s -> s.withScales(6))
            .withSchedule(s -> s.withMinScale(32))
            .withStart(InitialPicture.Kind.NOISE)
            .withSchedule(s -> s.withStart(i -> i.withSeed(7)))
            .withSchedule(s -> s.withStart(i -> i.withSpread(0.25)))
            .withStyleFit(f -> f.withScale(8))
            .withStyleFit(f -> f.withShape(StyleFit.Shape.CONTENT))
            .withStyleFit(f -> f.withTrim(0.1))
            .withFinish(f -> f.withColorMatch(0.5))
            .withFinish(f -> f.withDenoising(0.75));

    assertThat(changed)
        .isEqualTo(
            new TransferOptions(
                100,
                new LossOptions(
                    paper.content().withWeight(2),
                    paper.style().withWeight(3),
                    paper.variation(),
                    paper.detail(),
                    paper.temporal()),
                new BorderAndPooling(Pooling.MAX, false, 0, BorderPadding.USUAL),
                new Optimization(new Adam(), 0.25),
                new Schedule(
                    new InitialPicture(InitialPicture.Kind.NOISE, 7, 0.25, 0), 5, 2, 6, 32),
                new StyleFit(8, StyleFit.Shape.CONTENT, 0.1),
                new Finish(0.5, ColorControl.NONE, 0.75)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 0.26, Double.NaN})
  void styleTrimIsAQuarterAtMost(double trim) {
    assertRefused(
        () -> DEFAULTS.withStyleFit(f -> f.withTrim(trim)),
        "the style trim must be from 0 to 0.25, not " + trim);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void colorMatchIsAShare(double match) {
    assertRefused(
        () -> DEFAULTS.withFinish(f -> f.withColorMatch(match)),
        "the color match must be from 0 to 1, not " + match);
  }
}
