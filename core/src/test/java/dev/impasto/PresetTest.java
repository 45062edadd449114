package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.TransferOptions.OptimizerChoice;
import dev.impasto.TransferOptions.Start;
import dev.impasto.TransferOptions.StyleShape;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
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

    assertThat(paper.convention()).isEqualTo(LossConvention.PAPER);
    assertThat(paper.iterations()).isEqualTo(1000);
    assertThat(paper.start()).isEqualTo(Start.NOISE);
    assertThat(paper.pooling()).isEqualTo(Pooling.AVERAGE);
    assertThat(paper.optimizer()).isEqualTo(OptimizerChoice.LBFGS);
    assertThat(paper.preconditioning()).isZero();
    assertThat(paper.scales()).isEqualTo(1);
    assertThat(paper.iterationGrowth()).isEqualTo(1);
    assertThat(paper.seamless()).isFalse();
    assertThat(paper.tvWeight()).isZero();
    assertThat(paper.styleShape()).isEqualTo(StyleShape.CONTENT);
    assertThat(paper.contentWeight() / paper.styleWeight()).isCloseTo(1e-3, within(1e-12));
    assertThat(paper.contentLayers()).containsOnlyKeys(Layer.CONV4_2);
    assertThat(paper.styleLayers())
        .containsOnlyKeys(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1)
        .allSatisfy((layer, share) -> assertThat(share).isCloseTo(0.2, within(1e-12)));
  }

  @Test
  void paperFiguresHasThePapersLayersSharesAndPooling() {
    TransferOptions figures = Preset.PAPER_FIGURES.options();

    assertThat(figures.convention()).isEqualTo(LossConvention.PAPER_MEAN);
    assertThat(
            figures
                .withConvention(LossConvention.PAPER)
                .withStart(Start.NOISE)
                .withPreconditioning(0)
                .withScales(1)
                .withMinScale(Preset.PAPER.options().minScale())
                .withIterations(1000)
                .withIterationGrowth(1)
                .withSeamless(false)
                .withDenoising(0))
        .isEqualTo(Preset.PAPER.options());
  }

  @Test
  void neuralStyleHasTheDefaultsOfThatProgram() {
    TransferOptions options = Preset.NEURAL_STYLE.options();

    assertThat(options.convention()).isEqualTo(LossConvention.NEURAL_STYLE);
    assertThat(options.contentWeight()).isEqualTo(5);
    assertThat(options.styleWeight()).isEqualTo(100);
    assertThat(options.tvWeight()).isEqualTo(1e-3);
    assertThat(options.iterations()).isEqualTo(1000);
    assertThat(options.pooling()).isEqualTo(Pooling.MAX);
    assertThat(options.start()).isEqualTo(Start.NOISE);
    assertThat(options.styleShape()).isEqualTo(StyleShape.OWN);
  }

  @Test
  void styleTransferPytorchWeighsTheFirstLayersMost() {
    TransferOptions options = Preset.STYLE_TRANSFER_PYTORCH.options();

    assertThat(options.styleLayers().values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(options.styleLayers().get(Layer.CONV1_1))
        .isEqualTo(256 * options.styleLayers().getOrDefault(Layer.CONV5_1, 0.0));
    assertThat(options.optimizer()).isEqualTo(OptimizerChoice.ADAM);
    assertThat(options.minScale()).isEqualTo(128);
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

    assertThat(options.contentWeight()).isEqualTo(2);
    assertThat(options.styleWeight()).isCloseTo(2000, within(1e-9));
    assertThatThrownBy(() -> options.withRatio(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the ratio of content to style must be a number above 0, not 0.0");
    assertThatThrownBy(() -> options.withContentWeight(0).withRatio(1))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void styleIsStretchedToTheContentWhereAsked() {
    ScaleSchedule.Size content = new ScaleSchedule.Size(60, 30, 0);
    Picture style = SmallPictures.style(40, 40);
    TransferOptions stretched =
        TransferOptions.defaults()
            .withStyleShape(StyleShape.CONTENT)
            .withStyleScale(2)
            .withStyleTrim(0);

    Picture scaled = ScaleSchedule.style(style, content, stretched);
    assertThat(scaled.width()).isEqualTo(120);
    assertThat(scaled.height()).isEqualTo(60);
    assertThat(
            ScaleSchedule.style(style, content, stretched.withStyleShape(StyleShape.OWN)).height())
        .isEqualTo(120);
  }
}
