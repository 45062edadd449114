package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.WassersteinComparison;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the settings of the presets, and the pieces that they are made of. */
final class PresetTest {
  @Test
  void paperIsAsThePaperDescribes() {
    TransferOptions paper = Preset.PAPER.options();

    assertThat(LossConvention.of(paper.loss())).isEqualTo(LossConvention.PAPER);
    assertThat(paper.schedule().iterations()).isEqualTo(1000);
    assertThat(paper.schedule().start().kind()).isEqualTo(InitialPicture.Kind.NOISE);
    assertThat(paper.form().pooling()).isEqualTo(Pooling.AVERAGE);
    assertThat(paper.optimization().optimizer()).isEqualTo(new Lbfgs(10));
    assertThat(paper.optimization().preconditioning()).isZero();
    assertThat(paper.schedule().scales()).isEqualTo(1);
    assertThat(paper.schedule().iterationGrowth()).isEqualTo(1);
    assertThat(paper.form().seamless()).isFalse();
    assertThat(paper.loss().variation().weight()).isZero();
    assertThat(paper.styleFit().shape()).isEqualTo(StyleFit.Shape.CONTENT);
    assertThat(paper.loss().content().weight() / paper.loss().style().weight())
        .isCloseTo(1e-3, within(1e-12));
    assertThat(paper.loss().content().layers()).containsOnlyKeys(Layer.CONV4_2);
    assertThat(paper.loss().style().layers())
        .containsOnlyKeys(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1)
        .allSatisfy((layer, share) -> assertThat(share).isCloseTo(0.2, within(1e-12)));
  }

  @Test
  void paperFiguresHasThePapersLayersSharesAndPooling() {
    TransferOptions figures = Preset.PAPER_FIGURES.options();

    assertThat(LossConvention.of(figures.loss())).isEqualTo(LossConvention.PAPER_MEAN);
    assertThat(
            figures
                .withLoss(l -> LossConvention.PAPER.options())
                .withStart(InitialPicture.Kind.NOISE)
                .withOptimization(o -> o.withPreconditioning(0))
                .withSchedule(s -> s.withScales(1))
                .withSchedule(s -> s.withMinScale(Preset.PAPER.options().schedule().minScale()))
                .withIterations(1000)
                .withSchedule(s -> s.withIterationGrowth(1))
                .withForm(f -> f.withSeamless(false))
                .withFinish(f -> f.withDenoising(0)))
        .isEqualTo(Preset.PAPER.options());
  }

  @Test
  void neuralStyleHasTheDefaultsOfThatProgram() {
    TransferOptions options = Preset.NEURAL_STYLE.options();

    assertThat(LossConvention.of(options.loss())).isEqualTo(LossConvention.NEURAL_STYLE);
    assertThat(options.loss().content().weight()).isEqualTo(5);
    assertThat(options.loss().style().weight()).isEqualTo(100);
    assertThat(options.loss().variation().weight()).isEqualTo(1e-3);
    assertThat(options.schedule().iterations()).isEqualTo(1000);
    assertThat(options.form().pooling()).isEqualTo(Pooling.MAX);
    assertThat(options.schedule().start().kind()).isEqualTo(InitialPicture.Kind.NOISE);
    assertThat(options.styleFit().shape()).isEqualTo(StyleFit.Shape.OWN);
  }

  @Test
  void styleTransferPytorchWeighsTheFirstLayersMost() {
    TransferOptions options = Preset.STYLE_TRANSFER_PYTORCH.options();

    assertThat(LossConvention.of(options.loss())).isEqualTo(LossConvention.STYLE_TRANSFER_PYTORCH);
    assertThat(options.loss().style().comparison())
        .isEqualTo(new WassersteinComparison(1e-4, false));
    assertThat(options.loss().content().weight()).isEqualTo(0.015);
    assertThat(options.loss().style().weight()).isEqualTo(1);
    assertThat(options.loss().style().layers().values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(options.loss().style().layers().get(Layer.CONV1_1))
        .isEqualTo(256 * options.loss().style().layers().getOrDefault(Layer.CONV5_1, 0.0));
    assertThat(options.optimization())
        .isEqualTo(new Optimization(new Adam(), 0, ColorRange.PROJECT));
    assertThat(options.loss().variation().neighbors()).isEqualTo(8);
    assertThat(options.schedule().minScale()).isEqualTo(128);
  }

  @Test
  void impastoHasTheDefaults() {
    assertThat(Preset.IMPASTO.options()).isEqualTo(TransferOptions.defaults());
  }

  @ParameterizedTest
  @EnumSource
  void presetIsFoundByItsName(Preset preset) {
    assertThat(NamedChoice.of("preset", preset.toString(), java.util.List.of(Preset.values())))
        .isEqualTo(preset);
  }

  @Test
  void ratioIsThatOfTheWeights() {
    TransferOptions options = Preset.PAPER.options().withContentWeight(2).withRatio(1e-3);

    assertThat(options.loss().content().weight()).isEqualTo(2);
    assertThat(options.loss().style().weight()).isCloseTo(2000, within(1e-9));
    assertThatThrownBy(() -> options.withRatio(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the ratio of content to style must be a number above 0, not 0.0");
    assertThatThrownBy(() -> options.withContentWeight(0).withRatio(1))
        .isInstanceOf(InvalidInputException.class);
  }
}
