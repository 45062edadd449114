package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.color.ColorControl.Kind;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Masks;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that protected pixels are the photograph's, whatever is done to the others. */
final class ProtectionTest {
  private static final StyleTransfer TRANSFER =
      new StyleTransfer(Network.embedded(), Engine.open(1));
  private static final Picture CONTENT = SmallPictures.content(48, 32);
  private static final Picture STYLE = SmallPictures.style(40, 40);
  private static final TransferOptions OPTIONS =
      TransferOptions.defaults().withSize(48).withIterations(4).withSchedule(s -> s.withScales(2));

  @AfterAll
  static void close() {
    TRANSFER.close();
  }

  /** White to the left, gray in the middle, black to the right. */
  private static Picture mask(int width, int height) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      rgb[i] = x < width / 3 ? 1 : x < width * 2 / 3 ? 0.5f : 0;
    }
    return new Picture(width, height, rgb);
  }

  private static TransferRequest request(TransferOptions options, Picture mask) {
    return TransferRequest.of(CONTENT, STYLE, options)
        .withMasks(Masks.NONE.withProtect(SourcePicture.of(mask)));
  }

  private static List<TransferOptions> ways() {
    return List.of(
        OPTIONS,
        OPTIONS.withOptimization(o -> o.withOptimizer(new Adam())),
        OPTIONS.withOptimization(o -> o.withPreconditioning(1)),
        OPTIONS.withSchedule(
            s -> s.withStart(start -> new InitialPicture(InitialPicture.Kind.NOISE, 1, 0.2, 0))),
        OPTIONS.withFinish(f -> f.withDenoising(0.3)),
        OPTIONS.withFinish(f -> f.withColor(c -> c.withKind(Kind.LUMINANCE))),
        OPTIONS.withFinish(f -> f.withColor(c -> c.withKind(Kind.OKLAB))),
        OPTIONS.withFinish(f -> f.withColor(c -> c.withKind(Kind.STYLE_ONLY))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whiteIsThePhotographToTheLastBit(TransferOptions options) {
    List<Picture> snapshots = new ArrayList<>();
    Picture result =
        TRANSFER.transfer(
            request(options, mask(48, 32)),
            (run, progress) -> {
              if (progress.at().width() == 48) {
                snapshots.add(run.picture());
              }
            });
    snapshots.add(result);

    for (Picture picture : snapshots) {
      int changed = 0;
      for (int i = 0; i < picture.rgb().length; i++) {
        if (i / 3 % 48 < 16) {
          assertThat(picture.rgb()[i]).isEqualTo(CONTENT.rgb()[i]);
        } else if (picture.rgb()[i] != CONTENT.rgb()[i]) {
          changed++;
        }
      }
      assertThat(changed).isGreaterThan(1000);
    }
  }

  private static List<Optimizer> optimizers() {
    return List.of(new Lbfgs(10), new Adam());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void grayIsLessChangedThanBlackAndTheLossFalls(Optimizer optimizer) {
    List<Double> losses = new ArrayList<>();
    Picture result =
        TRANSFER.transfer(
            request(
                OPTIONS
                    .withIterations(12)
                    .withSchedule(s -> s.withScales(1))
                    .withOptimization(o -> o.withOptimizer(optimizer)),
                mask(48, 32)),
            (run, progress) -> losses.add(progress.totalLoss()));
    double[] change = new double[3];
    for (int i = 0; i < result.rgb().length; i++) {
      change[i / 3 % 48 / 16] += Math.abs(result.rgb()[i] - CONTENT.rgb()[i]);
    }

    assertThat(change[0]).isZero();
    assertThat(change[1]).isBetween(0.1 * change[2], 0.9 * change[2]);
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
  }

  @Test
  void aMaskOfAnotherSizeIsResampled() {
    Picture result = TRANSFER.transfer(request(OPTIONS, mask(24, 16)), (run, progress) -> {});

    for (int i = 0; i < result.rgb().length; i++) {
      if (i / 3 % 48 < 16) {
        assertThat(result.rgb()[i]).isEqualTo(CONTENT.rgb()[i]);
      }
    }
  }

  @Test
  void masksThatCannotBeMeantAreRefused() {
    Picture white = new Mask(3, 2, new float[] {1, 1, 1, 1, 1, 1}).picture();
    Picture black = new Mask(3, 2, new float[6]).picture();

    assertRefused(mask(48, 40), "the mask is 48x40 and its picture 48x32");
    assertRefused(white, "the mask protects everything");
    assertRefused(black, "the mask is black everywhere");
    assertThat(request(OPTIONS, mask(24, 15)).masks().protect()).isNotEqualTo(Optional.empty());
  }

  private static void assertRefused(Picture mask, String message) {
    assertThatThrownBy(() -> request(OPTIONS, mask))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
