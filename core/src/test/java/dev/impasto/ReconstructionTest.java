package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.impasto.engine.Engine;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Checks what layers give back of a picture: the paper's Figure 1, small. */
final class ReconstructionTest {
  private static final StyleTransfer TRANSFER =
      new StyleTransfer(Network.embedded(), Engine.open(1));
  private static final TransferOptions OPTIONS =
      Reconstruction.contentDefaults().withSize(96).withIterations(100);
  private static final Picture TOWN =
      PictureReader.read(Path.of("..", "examples", "content", "harbor-town.jpg")).fitted(96);

  @AfterAll
  static void close() {
    TRANSFER.close();
  }

  private static double psnr(Layer layer) {
    return Reconstruction.content(TOWN, layer, OPTIONS).make(TRANSFER, progress -> true).psnr(TOWN);
  }

  @Test
  void contentComesBackLessFromLayerToLayer() {
    List<Double> decibels = new ArrayList<>();
    for (Layer layer :
        List.of(Layer.CONV1_2, Layer.CONV2_2, Layer.CONV3_2, Layer.CONV4_2, Layer.CONV5_2)) {
      decibels.add(psnr(layer));
    }

    assertThat(decibels.get(0)).isGreaterThan(30);
    for (int i = 1; i < decibels.size(); i++) {
      assertThat(decibels.get(i)).as(decibels.toString()).isLessThan(decibels.get(i - 1) - 0.2);
    }
  }

  @Test
  void meanOfThePapersContentIsATenthOfThatOfALayerOf512Filters() {
    double sum = firstLoss(LossConvention.PAPER);
    int filters = TRANSFER.network().convolution(Layer.CONV2_2).outputs();
    int margin = ScaleSchedule.margin(OPTIONS);
    int positions = (TOWN.width() / 2 + margin) * (TOWN.height() / 2 + margin);

    assertThat(firstLoss(LossConvention.PAPER_MEAN))
        .isCloseTo(sum * 51.2 / ((double) filters * positions), withinPercentage(0.01));
  }

  private static double firstLoss(LossConvention convention) {
    List<Progress> progress = new ArrayList<>();
    Reconstruction.content(
            TOWN, Layer.CONV2_2, OPTIONS.withConvention(convention).withIterations(2))
        .make(TRANSFER, progress::add);
    return progress.get(0).contentLoss();
  }

  @Test
  void textureHasTheStyleButNotTheArrangement() {
    List<Progress> progress = new ArrayList<>();
    Picture texture =
        Reconstruction.style(
                TOWN, List.of(Layer.CONV1_1, Layer.CONV2_1), TOWN.width(), TOWN.height(), OPTIONS)
            .make(TRANSFER, progress::add);

    assertThat(progress).allMatch(p -> p.contentLoss() == 0);
    assertThat(progress.get(progress.size() - 1).styleLoss())
        .isLessThan(0.01 * progress.get(0).styleLoss());
    assertThat(texture.psnr(TOWN)).isLessThan(15);
  }

  @Test
  void textureHasTheSizeAskedFor() {
    Picture texture =
        Reconstruction.style(TOWN, List.of(Layer.CONV1_1), 90, 33, OPTIONS.withIterations(2))
            .make(TRANSFER, progress -> true);

    assertThat(List.of(texture.width(), texture.height())).containsExactly(90, 33);
  }

  @Test
  void textureTooSmallOrTooLargeIsRefused() {
    List<Layer> layers = List.of(Layer.CONV1_1);
    assertThatThrownBy(() -> Reconstruction.style(TOWN, layers, 15, 40, OPTIONS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not 15x40");
    assertThatThrownBy(() -> Reconstruction.style(TOWN, layers, 100_000, 100_000, OPTIONS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not 100000x100000");
  }

  @Test
  void onlyWhatIsComparedIsDescribed() {
    assertThat(Reconstruction.content(TOWN, Layer.CONV3_2, OPTIONS).options().described())
        .containsEntry("content-layers", "conv3_2=1.0")
        .doesNotContainKey("style-layers");
    assertThat(
            Reconstruction.style(TOWN, List.of(Layer.CONV2_1), 64, 48, OPTIONS)
                .options()
                .described())
        .containsEntry("style-layers", "conv2_1=1.0")
        .containsEntry("size", "64")
        .doesNotContainKey("content-layers");
  }

  @Test
  void contentTooLargeForMemoryIsRefusedBeforeItBegins() {
    Reconstruction huge =
        Reconstruction.content(TOWN, Layer.CONV1_1, OPTIONS.withSize(Integer.MAX_VALUE));

    assertThatThrownBy(() -> huge.make(TRANSFER, progress -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("choose a smaller size");
  }

  @Test
  void runGoesOnFromWhereItWas() {
    Reconstruction content =
        Reconstruction.content(TOWN, Layer.CONV2_1, OPTIONS.withIterations(20));
    List<Checkpoint> reached = new ArrayList<>();
    content.make(
        TRANSFER,
        progress -> {
          reached.add(progress.checkpoint().get());
          return progress.iteration() < 10;
        });
    List<Progress> resumed = new ArrayList<>();
    content.resume(TRANSFER, reached.get(reached.size() - 1), resumed::add);

    assertThat(resumed.get(0).iteration()).isGreaterThan(10);
    assertThat(resumed.get(resumed.size() - 1).iteration()).isEqualTo(20);
    assertThatThrownBy(
            () ->
                Reconstruction.content(TOWN, Layer.CONV2_2, OPTIONS.withIterations(20))
                    .resume(TRANSFER, reached.get(0), progress -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("content-layers was conv2_1=1.0, not conv2_2=1.0");
  }

  @Test
  void nothingIsTakenOutOfTheResult() {
    assertThat(Reconstruction.contentDefaults().denoising()).isZero();
    assertThat(Reconstruction.styleDefaults().denoising()).isZero();
  }

  @Test
  void usualSettingsAreThoseOfThePapersFiguresAtOneSize() {
    TransferOptions figures = Preset.PAPER_FIGURES.options();
    TransferOptions usual = Reconstruction.contentDefaults();

    assertThat(usual.scales()).isEqualTo(1);
    assertThat(
            usual
                .withStart(figures.start())
                .withScales(figures.scales())
                .withIterations(figures.iterations())
                .withIterationGrowth(figures.iterationGrowth())
                .withPreconditioning(figures.preconditioning())
                .withDenoising(figures.denoising()))
        .isEqualTo(figures);
  }
}
