package dev.impasto.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.network.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the weights and layers of each convention, and that it is known by what it scales. */
final class LossConventionTest {
  private static final LossOptions BALANCED = LossConvention.BALANCED.options();
  private static final LossOptions PAPER = LossConvention.PAPER.options();

  @ParameterizedTest
  @EnumSource
  void sharesSumToOneButInProgramsThatGiveEachLayerTheWeight(LossConvention convention) {
    Map<Layer, Double> layers = convention.options().style().layers();
    boolean whole =
        convention == LossConvention.NEURAL_STYLE || convention == LossConvention.GATYS_CODE;

    assertThat(layers.keySet()).containsExactlyElementsOf(LossConvention.STYLE_LAYERS);
    assertThat(layers.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(whole ? 5 : 1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void aConventionIsKnownWhateverTheWeightsAndLayers(LossConvention convention) {
    LossOptions changed =
        convention
            .options()
            .withWeights(3, 0)
            .withTvWeight(2)
            .withContentLayers(convention.contentShares(List.of(Layer.CONV1_2)));

    assertThat(LossConvention.of(changed)).isEqualTo(convention);
  }

  @Test
  void usualContentLayersChangeWithTheConventionAndChosenOnesStay() {
    assertThat(LossConvention.PAPER.options(BALANCED).content().layers())
        .isEqualTo(Map.of(Layer.CONV4_2, 1.0));
    assertThat(LossConvention.BALANCED.options(PAPER).content().layers())
        .isEqualTo(BALANCED.content().layers());
    LossOptions chosen =
        BALANCED.withContentLayers(
            LossConvention.BALANCED.contentShares(List.of(Layer.CONV1_2, Layer.CONV3_1)));
    assertThat(LossConvention.PAPER.options(chosen).content().layers())
        .isEqualTo(Map.of(Layer.CONV1_2, 0.5, Layer.CONV3_1, 0.5));
  }

  @Test
  void deepestLayerIsThatOfTheTermsThatCount() {
    assertThat(BALANCED.deepest()).isEqualTo(Layer.CONV5_1);
    assertThat(BALANCED.withWeights(1, 0).deepest()).isEqualTo(Layer.CONV4_2);
  }

  @Test
  void styleWeightOfSmallResultsFallsAsTheSquareOfTheirSideOnlyWherePartsAreRelative() {
    StyleComparison relative = BALANCED.style().comparison();

    assertThat(relative.share(256)).isEqualTo(0.25);
    assertThat(relative.share(512)).isEqualTo(1);
    assertThat(relative.share(4096)).isEqualTo(1);
    assertThat(PAPER.style().comparison().share(256)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void otherStatisticsAreRelativeWhereContentIs(StyleStatistics statistics) {
    LossOptions relative = statistics.in(BALANCED);
    LossOptions plain = statistics.in(PAPER);

    assertThat(StyleStatistics.of(relative.style().comparison())).isEqualTo(statistics);
    assertThat(relative.style().comparison().share(256)).isEqualTo(0.25);
    assertThat(relative.style().weight()).isEqualTo(BALANCED.style().weight());
    assertThat(plain.style().comparison().share(256))
        .isEqualTo(statistics == StyleStatistics.COVARIANCE ? 0.25 : 1);
    assertThat(LossConvention.of(relative)).isEqualTo(LossConvention.BALANCED);
    assertThat(LossConvention.of(plain)).isEqualTo(LossConvention.PAPER);
  }

  @Test
  void statisticsThatAreComparedAlreadyStayAsTheyAre() {
    assertThat(StyleStatistics.GRAM.in(PAPER)).isEqualTo(PAPER);
    assertThat(StyleStatistics.COVARIANCE.in(BALANCED)).isEqualTo(BALANCED);
  }

  @Test
  void partsAddUpInTheirOrder() {
    LossParts parts = new LossParts(Map.of(LossParts.CONTENT, 2.0, LossParts.STYLE, 3.0));

    assertThat(parts.total()).isEqualTo(5);
    assertThat(parts.get(LossParts.STYLE)).isEqualTo(3);
    assertThat(parts.get(LossParts.VARIATION)).isZero();
  }
}
