package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    assertRefused(() -> DEFAULTS.withTvWeight(weight), "the total variation weight" + message);
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
        () -> DEFAULTS.withContentLayers(NONE),
        "with a content weight of 1.0 there must be a content layer");
    assertRefused(
        () -> DEFAULTS.withStyleLayers(NONE),
        "with a style weight of " + DEFAULTS.styleWeight() + " there must be a style layer");
    assertThat(DEFAULTS.withContentWeight(0).withContentLayers(NONE).contentLayers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void shareIsAFiniteNumberAboveZero(double share) {
    SortedMap<Layer, Double> layers = new TreeMap<>();
    layers.put(Layer.CONV2_1, share);
    assertRefused(
        () -> DEFAULTS.withContentLayers(layers),
        "the weight of content layer conv2_1 must be a number above 0, not " + share);
    assertRefused(
        () -> DEFAULTS.withStyleLayers(layers),
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
        () -> DEFAULTS.withScales(scales),
        "the scales must be from 1 to 32, or 0 for as many as fit, not " + scales);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 0, -1})
  void theSmallestScaleIsAtLeast16(int minScale) {
    assertRefused(
        () -> DEFAULTS.withMinScale(minScale),
        "the smallest scale must be at least 16 pixels, not " + minScale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 16.5, Double.NaN, Double.POSITIVE_INFINITY})
  void styleScaleIsAboveZeroAndAtMost16(double styleScale) {
    assertRefused(
        () -> DEFAULTS.withStyleScale(styleScale),
        "the style scale must be above 0 and at most 16, not " + styleScale);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 4.1, Double.NaN})
  void preconditioningOutOfRangeIsRefused(double preconditioning) {
    assertRefused(
        () -> DEFAULTS.withPreconditioning(preconditioning),
        "the preconditioning must be from 0 to 4, not " + preconditioning);
  }

  @Test
  void aHistoryOfNoStepIsRefused() {
    assertRefused(() -> DEFAULTS.withHistory(0), "the history must be at least 1 step, not 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 4.1, Double.NaN})
  void iterationGrowthOutOfRangeIsRefused(double growth) {
    assertRefused(
        () -> DEFAULTS.withIterationGrowth(growth),
        "the growth of the iterations must be from 1 to 4, not " + growth);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void denoisingOutOfRangeIsRefused(double denoising) {
    assertRefused(
        () -> DEFAULTS.withDenoising(denoising),
        "the denoising must be from 0 to 1, not " + denoising);
  }

  @Test
  void smallerScalesGetMoreIterations() {
    TransferOptions options = DEFAULTS.withIterations(50).withIterationGrowth(2);

    assertThat(options.iterations(0)).isEqualTo(50);
    assertThat(options.iterations(1)).isEqualTo(25);
    assertThat(options.iterations(3)).isEqualTo(6);
    assertThat(options.withIterationGrowth(4).iterations(31)).isEqualTo(1);
  }

  @Test
  void layersAreCopied() {
    SortedMap<Layer, Double> layers = new TreeMap<>();
    layers.put(Layer.CONV2_1, 1.0);
    TransferOptions options = DEFAULTS.withStyleLayers(layers);
    layers.clear();

    assertThat(options.styleLayers()).containsOnlyKeys(Layer.CONV2_1);
  }

  @ParameterizedTest
  @EnumSource
  void conventionBringsItsWeights(LossConvention convention) {
    TransferOptions options = TransferOptions.defaults(convention);

    assertThat(options.contentWeight()).isEqualTo(convention.contentWeight());
    assertThat(options.styleWeight()).isEqualTo(convention.styleWeight());
    assertThat(options.tvWeight()).isEqualTo(convention.tvWeight());
    assertThat(options.styleLayers().keySet()).containsExactlyElementsOf(convention.styleLayers());
    assertThat(options.styleLayers().values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(
            convention == LossConvention.BALANCED || convention.toString().startsWith("paper")
                ? 1
                : convention.styleLayers().size(),
            within(1e-12));
  }

  @Test
  void usualContentLayersChangeWithTheConventionAndChosenOnesStay() {
    assertThat(DEFAULTS.withWeightsOf(LossConvention.PAPER).contentLayers())
        .isEqualTo(Map.of(Layer.CONV4_2, 1.0));
    assertThat(
            TransferOptions.defaults(LossConvention.PAPER)
                .withWeightsOf(LossConvention.BALANCED)
                .contentLayers())
        .isEqualTo(DEFAULTS.contentLayers());
    assertThat(
            DEFAULTS
                .withContentLayers(
                    LossConvention.BALANCED.contentShares(List.of(Layer.CONV1_2, Layer.CONV3_1)))
                .withWeightsOf(LossConvention.PAPER)
                .contentLayers())
        .isEqualTo(Map.of(Layer.CONV1_2, 0.5, Layer.CONV3_1, 0.5));
  }

  @Test
  void eachChangeChangesOneSetting() {
    TransferOptions changed =
        DEFAULTS
            .withSize(100)
            .withConvention(LossConvention.PAPER)
            .withContentWeight(2)
            .withStyleWeight(3)
            .withTvWeight(4)
            .withContentLayers(LossConvention.PAPER.contentShares(List.of(Layer.CONV1_2)))
            .withStyleLayers(LossConvention.PAPER.styleShares(List.of(Layer.CONV2_2)))
            .withPooling(Pooling.MAX)
            .withOptimizer(TransferOptions.OptimizerChoice.ADAM)
            .withIterations(5)
            .withPreconditioning(0.25)
            .withIterationGrowth(2)
            .withHistory(30)
            .withScales(6)
            .withMinScale(32)
            .withStart(TransferOptions.Start.NOISE)
            .withSeed(7)
            .withStyleScale(8)
            .withStyleShape(TransferOptions.StyleShape.CONTENT)
            .withStyleTrim(0.1)
            .withColorMatch(0.5)
            .withSeamless(false)
            .withDenoising(0.5);

    assertThat(changed)
        .isEqualTo(
            new TransferOptions(
                100,
                LossConvention.PAPER,
                2,
                3,
                4,
                new TreeMap<>(java.util.Map.of(Layer.CONV1_2, 1.0)),
                new TreeMap<>(java.util.Map.of(Layer.CONV2_2, 1.0)),
                Pooling.MAX,
                TransferOptions.OptimizerChoice.ADAM,
                0.25,
                30,
                5,
                2,
                6,
                32,
                TransferOptions.Start.NOISE,
                7,
                8,
                TransferOptions.StyleShape.CONTENT,
                0.1,
                0.5,
                false,
                0.5));
  }

  @Test
  void describedAsTheCommandLineTakesIt() {
    assertThat(DEFAULTS.described())
        .containsEntry("size", "512")
        .containsEntry("convention", "balanced")
        .containsEntry("content-layers", "conv2_1=0.25,conv3_1=0.35,conv4_2=0.4")
        .containsEntry("optimizer", "lbfgs")
        .containsEntry("pooling", "average")
        .containsEntry("init", "content");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 0.26, Double.NaN})
  void styleTrimIsAQuarterAtMost(double trim) {
    assertRefused(
        () -> DEFAULTS.withStyleTrim(trim), "the style trim must be from 0 to 0.25, not " + trim);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void colorMatchIsAShare(double match) {
    assertRefused(
        () -> DEFAULTS.withColorMatch(match), "the color match must be from 0 to 1, not " + match);
  }
}
