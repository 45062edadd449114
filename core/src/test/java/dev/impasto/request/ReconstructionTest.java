package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
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
  private static final SourcePicture SOURCE = SourcePicture.of(TOWN);

  @AfterAll
  static void close() {
    TRANSFER.close();
  }

  private static Picture made(TransferRequest request) {
    return TRANSFER.transfer(request, (run, progress) -> {});
  }

  private static List<Progress> watched(TransferRequest request) {
    List<Progress> progress = new ArrayList<>();
    TRANSFER.transfer(request, (run, p) -> progress.add(p));
    return progress;
  }

  private static double psnr(Layer layer) {
    return made(Reconstruction.content(SOURCE, layer, OPTIONS)).psnr(TOWN);
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
    int margin = OPTIONS.form().margin();
    int positions = (TOWN.width() / 2 + margin) * (TOWN.height() / 2 + margin);

    assertThat(firstLoss(LossConvention.PAPER_MEAN))
        .isCloseTo(sum * 51.2 / ((double) filters * positions), withinPercentage(0.01));
  }

  private static double firstLoss(LossConvention convention) {
    TransferOptions options = OPTIONS.withLoss(l -> convention.options()).withIterations(2);
    return watched(Reconstruction.content(SOURCE, Layer.CONV2_2, options))
        .get(0)
        .losses()
        .get(LossParts.CONTENT);
  }

  @Test
  void textureHasTheStyleButNotTheArrangement() {
    List<Layer> layers = List.of(Layer.CONV1_1, Layer.CONV2_1);
    List<Progress> progress = new ArrayList<>();
    Picture texture =
        TRANSFER.transfer(
            Reconstruction.style(SOURCE, 96, layers, TOWN.width(), TOWN.height(), OPTIONS),
            (run, p) -> progress.add(p));

    assertThat(progress).allMatch(p -> p.losses().get(LossParts.CONTENT) == 0);
    assertThat(progress.get(progress.size() - 1).losses().get(LossParts.STYLE))
        .isLessThan(0.01 * progress.get(0).losses().get(LossParts.STYLE));
    assertThat(texture.psnr(TOWN)).isLessThan(15);
  }

  @Test
  void textureHasTheSizeAskedFor() {
    Picture texture =
        made(
            Reconstruction.style(
                SOURCE, 96, List.of(Layer.CONV1_1), 90, 33, OPTIONS.withIterations(2)));

    assertThat(List.of(texture.width(), texture.height())).containsExactly(90, 33);
  }

  @Test
  void textureTooSmallOrTooLargeIsRefused() {
    List<Layer> layers = List.of(Layer.CONV1_1);
    assertThatThrownBy(() -> Reconstruction.style(SOURCE, 96, layers, 15, 40, OPTIONS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not 15x40");
    assertThatThrownBy(() -> Reconstruction.style(SOURCE, 96, layers, 100_000, 100_000, OPTIONS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not 100000x100000");
  }

  @Test
  void onlyOneTermCounts() {
    LossOptions content = Reconstruction.content(SOURCE, Layer.CONV3_2, OPTIONS).options().loss();
    assertThat(content.contentLayers()).containsExactly(Layer.CONV3_2);
    assertThat(content.styleLayers()).isEmpty();
    TransferOptions style =
        Reconstruction.style(SOURCE, 96, List.of(Layer.CONV2_1), 64, 48, OPTIONS).options();
    assertThat(style.loss().styleLayers()).containsExactly(Layer.CONV2_1);
    assertThat(style.loss().contentLayers()).isEmpty();
    assertThat(style.size()).isEqualTo(64);
  }

  @Test
  void contentTooLargeForMemoryIsRefusedBeforeItBegins() {
    TransferRequest huge =
        Reconstruction.content(SOURCE, Layer.CONV1_1, OPTIONS.withSize(Integer.MAX_VALUE));

    assertThatThrownBy(() -> made(huge))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("choose a smaller size");
  }

  @Test
  void nothingIsTakenOutOfTheResult() {
    assertThat(Reconstruction.contentDefaults().finish().denoising()).isZero();
    assertThat(Reconstruction.styleDefaults().finish().denoising()).isZero();
  }

  @Test
  void usualSettingsAreThoseOfThePapersFiguresAtOneSize() {
    TransferOptions figures = Preset.PAPER_FIGURES.options();
    TransferOptions usual = Reconstruction.contentDefaults();

    assertThat(usual.schedule().scales()).isEqualTo(1);
    assertThat(
            usual
                .withSchedule(s -> figures.schedule())
                .withOptimization(o -> figures.optimization())
                .withFinish(f -> figures.finish()))
        .isEqualTo(figures);
  }
}
