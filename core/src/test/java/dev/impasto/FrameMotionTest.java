package dev.impasto;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.color.ColorControl;
import dev.impasto.color.Coloring;
import dev.impasto.loss.LossParts;
import dev.impasto.loss.TemporalTerm;
import dev.impasto.picture.Flow;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that a film's frame goes on from the frame before. */
final class FrameMotionTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final int RIGHT = 5;

  private static final TransferOptions OPTIONS =
      TransferOptions.defaults().withSize(WIDTH).withIterations(20);

  /** What a camera sees that turns to the right. */
  private static Picture frame(int number) {
    Picture wide = SmallPictures.content(WIDTH + 2 * RIGHT, HEIGHT);
    float[] rgb = new float[3 * WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      int from = 3 * (y * wide.width() + number * RIGHT);
      System.arraycopy(wide.rgb(), from, rgb, 3 * y * WIDTH, 3 * WIDTH);
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  private static Flow flow(int width, int height, float right) {
    float[] vectors = new float[2 * width * height];
    for (int i = 0; i < vectors.length; i += 2) {
      vectors[i] = right;
    }
    return new Flow("", width, height, vectors);
  }

  private static TransferRequest request(int frame, TransferOptions options) {
    return TransferRequest.of(frame(frame), SmallPictures.style(48, 48), options);
  }

  private static FrameMotion.Moved moved(PreviousFrame previous, int width, int height) {
    return new FrameMotion(previous)
        .at(width, height, new Coloring(ColorControl.NONE, List.of(1.0)));
  }

  @Test
  void theFrameBeforeIsMovedInEverySize() {
    PreviousFrame previous =
        new PreviousFrame(SourcePicture.of(frame(0))).withFlow(flow(WIDTH, HEIGHT, RIGHT));
    FrameMotion.Moved whole = moved(previous, WIDTH, HEIGHT);
    FrameMotion.Moved half = moved(previous, WIDTH / 2, HEIGHT / 2);

    for (int x = 0; x < WIDTH; x++) {
      assertThat(values(whole.trust().values())[x]).isEqualTo(x < WIDTH - RIGHT ? 1 : 0);
      if (x < WIDTH - RIGHT) {
        assertThat(whole.picture().rgb()[3 * x]).isEqualTo(frame(1).rgb()[3 * x]);
      }
    }
    assertThat(values(half.trust().values())[28])
        .isEqualTo(1); // 28 + 2.5 is inside, 29 + 2.5 is not
    assertThat(values(half.trust().values())[29]).isEqualTo(0);
    assertThat(half.picture().psnr(frame(1).resized(WIDTH / 2, HEIGHT / 2))).isGreaterThan(20);
  }

  @Test
  void withoutAFlowAllStaysAndAMaskSaysWhatCounts() {
    float[] left = new float[16 * 12];
    for (int i = 0; i < left.length; i++) {
      left[i] = i % 16 < 8 ? 1 : 0;
    }
    SourcePicture mask = SourcePicture.of(new Mask(16, 12, left).picture());
    FrameMotion.Moved moved =
        moved(new PreviousFrame(SourcePicture.of(frame(0))).withWeights(mask), WIDTH, HEIGHT);

    assertThat(moved.picture().rgb()).isEqualTo(frame(0).rgb());
    assertThat(values(moved.trust().values())[31]).isEqualTo(1);
    assertThat(values(moved.trust().values())[32]).isEqualTo(0);
    Picture over = moved.over(frame(1));
    assertThat(over.rgb()[3 * 31]).isEqualTo(frame(0).rgb()[3 * 31]);
    assertThat(over.rgb()[3 * 32]).isEqualTo(frame(1).rgb()[3 * 32]);
  }

  @Test
  void aMovingPictureKeepsItsTexture() {
    try (StyleTransfer transfer = new StyleTransfer()) {
      Picture first = made(transfer, request(0, OPTIONS));
      PreviousFrame previous =
          new PreviousFrame(SourcePicture.of(first))
              .withFlow(flow(WIDTH, HEIGHT, RIGHT))
              .withBack(flow(WIDTH, HEIGHT, -RIGHT));
      TransferRequest second = request(1, OPTIONS.withStart(InitialPicture.Kind.PREVIOUS));
      TransferRequest loose =
          second.withOptions(second.options().withLoss(l -> l.withTemporal(new TemporalTerm(0))));
      List<Double> held = new ArrayList<>();
      Picture alone = made(transfer, request(1, OPTIONS));
      Picture started = made(transfer, loose.withPrevious(previous));
      Picture kept =
          transfer.transfer(
              second.withPrevious(previous),
              (run, progress) -> held.add(progress.losses().get(LossParts.TEMPORAL)));

      assertThat(change(first, kept)).isLessThan(0.6 * change(first, started));
      assertThat(change(first, kept)).isLessThan(0.6 * change(first, alone));
      assertThat(held.get(0)).as("at the start").isZero();
      assertThat(held.get(held.size() - 1)).isPositive();
    }
  }

  private static Picture made(StyleTransfer transfer, TransferRequest request) {
    return transfer.transfer(request, (run, progress) -> {});
  }

  /** The squared difference of a frame from the one before, moved. */
  private static double change(Picture before, Picture after) {
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int i = 3 * y * WIDTH; i < 3 * (y * WIDTH + WIDTH - RIGHT); i++) {
        double difference = after.rgb()[i] - before.rgb()[i + 3 * RIGHT];
        sum += difference * difference;
      }
    }
    return sum;
  }

  @Test
  void aResumedFrameHasTheBitsOfOneThatNeverEnded() {
    PreviousFrame previous =
        new PreviousFrame(SourcePicture.of(frame(0))).withFlow(flow(WIDTH, HEIGHT, RIGHT));
    TransferRequest request =
        request(1, OPTIONS.withIterations(6).withStart(InitialPicture.Kind.PREVIOUS))
            .withPrevious(previous);
    try (StyleTransfer transfer = new StyleTransfer()) {
      List<Checkpoint> reached = new ArrayList<>();
      Picture whole = transfer.transfer(request, (run, progress) -> reached.add(run.checkpoint()));
      Picture resumed = transfer.resume(reached.get(2), (run, progress) -> {}).await();

      assertThat(resumed.rgb()).isEqualTo(whole.rgb());
    }
  }
}
