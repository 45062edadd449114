package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a run can be ended and gone on with. */
final class CheckpointTest {
  private static final StyleTransfer TRANSFER =
      new StyleTransfer(Network.embedded(), Engine.open(1));
  private static final Picture CONTENT = SmallPictures.content(48, 32);
  private static final Picture STYLE = SmallPictures.style(40, 40);
  private static final TransferOptions OPTIONS =
      TransferOptions.defaults()
          .withSize(48)
          .withIterations(8)
          .withIterationGrowth(1)
          .withScales(2)
          .withColorMatch(0)
          .withDenoising(0);

  private final Path folder;

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterAll
  static void close() {
    TRANSFER.close();
  }

  /** Ends a run at an iterate and returns where it was. */
  private static Checkpoint ended(int scale, int iteration) {
    List<Checkpoint> reached = new ArrayList<>();
    TRANSFER.transfer(
        CONTENT,
        STYLE,
        OPTIONS,
        p -> {
          if (p.scale() == scale && p.iteration() >= iteration) {
            reached.add(p.checkpoint().get());
          }
          return reached.isEmpty();
        });
    assertThat(reached).hasSize(1);
    return reached.get(0);
  }

  private static List<Progress> resumed(Checkpoint checkpoint) {
    List<Progress> progress = new ArrayList<>();
    TRANSFER.resume(checkpoint, CONTENT, STYLE, OPTIONS, progress::add);
    return progress;
  }

  @Test
  void resumedRunSpendsWhatWasLeft() {
    Checkpoint checkpoint = ended(2, 3);
    List<Progress> progress = resumed(checkpoint);

    assertThat(progress).allMatch(p -> p.scale() == 2 && p.iteration() > checkpoint.iteration());
    assertThat(progress.get(progress.size() - 1).iteration()).isEqualTo(8);
    assertThat(progress).allMatch(p -> p.fractionDone() > 0.4 && p.fractionDone() <= 1);
    assertThat(progress).noneMatch(p -> p.remaining().orElse(Duration.ZERO).isNegative());
  }

  @Test
  void laterScalesFollow() {
    assertThat(resumed(ended(1, 4))).extracting(Progress::scale).startsWith(1).endsWith(2);
  }

  @Test
  void scaleThatWasAtItsEndIsNotBegunAgain() {
    Checkpoint checkpoint = ended(1, OPTIONS.iterations(0));

    assertThat(resumed(checkpoint)).allMatch(p -> p.scale() == 2);
  }

  @Test
  void runThatWasAtItsEndGivesThePictureReached() {
    Checkpoint checkpoint = ended(2, 8);

    assertThat(TRANSFER.resume(checkpoint, CONTENT, STYLE, OPTIONS, p -> true).rgb())
        .isEqualTo(checkpoint.picture().cropped(16).rgb());
  }

  @Test
  void fileKeepsEveryBit() {
    Path file = folder.resolve("run.checkpoint");
    Checkpoint checkpoint = ended(1, 4);
    checkpoint.write(file);
    Checkpoint read = Checkpoint.read(file);

    assertThat(read.picture().rgb()).isEqualTo(checkpoint.picture().rgb());
    assertThat(read.scale()).isEqualTo(1);
    assertThat(read.iteration()).isEqualTo(checkpoint.iteration());
    assertThat(read.run()).isEqualTo(checkpoint.run());
    assertThat(TRANSFER.resume(read, CONTENT, STYLE, OPTIONS, p -> true).rgb())
        .isEqualTo(TRANSFER.resume(checkpoint, CONTENT, STYLE, OPTIONS, p -> true).rgb());
  }

  @Test
  void otherSettingsOrPicturesAreRefusedByName() {
    Checkpoint checkpoint = ended(1, 4);

    assertThatThrownBy(
            () ->
                TRANSFER.resume(checkpoint, CONTENT, STYLE, OPTIONS.withStyleWeight(7), p -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the checkpoint is of another run: style-weight was %s, not 7.0",
            OPTIONS.styleWeight());
    assertThatThrownBy(() -> TRANSFER.resume(checkpoint, STYLE, STYLE, OPTIONS, p -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the checkpoint is of another run: content was 48x32 ");
  }

  @Test
  void pictureOfAnotherSizeIsRefused() {
    Checkpoint checkpoint = ended(1, 4);
    Checkpoint damaged = new Checkpoint(2, 1, checkpoint.picture(), checkpoint.run());

    assertThatThrownBy(() -> TRANSFER.resume(damaged, CONTENT, STYLE, OPTIONS, p -> true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the checkpoint is damaged: a picture of 66x55 at scale 2");
  }

  @Test
  void filesThatAreNoCheckpointsAreRefused() throws IOException {
    Path network = folder.resolve("network.safetensors");
    NetworkFile.write(Network.embedded(), network);
    assertThatThrownBy(() -> Checkpoint.read(network))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'%s' is not a checkpoint of a run", network);

    Path text = Files.writeString(folder.resolve("text"), "not at all a checkpoint");
    assertThatThrownBy(() -> Checkpoint.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'%s' is not a checkpoint of a run", text);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Checkpoint.read(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    ended(1, 4).write(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 97) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(InvalidInputException.class);
    }
  }
}
