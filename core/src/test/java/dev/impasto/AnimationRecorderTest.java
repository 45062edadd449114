package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Animations of runs. */
final class AnimationRecorderTest {
  private static final Engine ENGINE = Engine.open(1);
  private static final StyleTransfer TRANSFER = new StyleTransfer(Network.embedded(), ENGINE);
  private static final TransferRequest REQUEST =
      new TransferRequest(
          SourcePicture.of(SmallPictures.content(48, 32)),
          List.of(StyleSource.of(SourcePicture.of(SmallPictures.style(40, 40)))),
          Optional.empty(),
          TransferOptions.defaults()
              .withSize(48)
              .withIterations(8)
              .withSchedule(s -> s.withIterationGrowth(1).withScales(2)));

  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  AnimationRecorderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterAll
  static void close() {
    TRANSFER.close();
    ENGINE.close();
  }

  private AnimationRecorder recorder(Path file, boolean resumed) {
    return new AnimationRecorder(
        file, new AnimationRecorder.Options(6, 400), resumed, problems::add);
  }

  private Path whole(Path file) {
    try (AnimationRecorder recorder = recorder(file, false)) {
      Picture result = TRANSFER.transfer(REQUEST, recorder);
      assertThat(recorder.finished(result, false)).isTrue();
    }
    assertThat(problems).isEmpty();
    return file;
  }

  private static int frames(Path png) throws IOException {
    String file = Files.readString(png, StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(Files.readAllBytes(png)).getInt(file.indexOf("acTL") + 4);
  }

  @Test
  void aRunIsShownInAtMostSoManyFramesOfTheResultsSize() throws IOException {
    Path file = whole(folder.resolve("run.png"));

    assertThat(frames(file)).isBetween(4, 6);
    assertThat(PictureReader.read(file).width()).isEqualTo(48);
    assertThat(folder.toFile().list()).containsExactly("run.png");
  }

  @Test
  void aLargeResultIsShownSmaller() {
    Path file = folder.resolve("run.gif");
    AnimationRecorder.Options options = new AnimationRecorder.Options(3, 24);
    try (AnimationRecorder recorder = new AnimationRecorder(file, options, false, problems::add)) {
      assertThat(recorder.finished(TRANSFER.transfer(REQUEST, recorder), false)).isTrue();
    }

    Picture shown = PictureReader.read(file);
    assertThat(shown.width()).isEqualTo(24);
    assertThat(shown.height()).isEqualTo(16);
  }

  @Test
  void aResumedRunGivesTheAnimationOfOneThatNeverEnded() throws IOException {
    byte[] unbroken = Files.readAllBytes(whole(folder.resolve("unbroken.png")));
    Path file = folder.resolve("run.png");
    List<Checkpoint> reached = new ArrayList<>();
    try (AnimationRecorder recorder = recorder(file, false)) {
      Picture sofar =
          TRANSFER.transfer(
              REQUEST,
              (run, progress) -> {
                recorder.progressed(run, progress);
                if (progress.at().evaluations() == 4) {
                  reached.add(run.checkpoint());
                } else if (progress.at().evaluations() == 6) {
                  run.stop();
                }
              });
      assertThat(recorder.finished(sofar, true)).isTrue();
    }
    assertThat(frames(file)).isLessThan(frames(folder.resolve("unbroken.png")));
    assertThat(folder.resolve("run.png.frames")).isDirectory();

    try (AnimationRecorder recorder = recorder(file, true)) {
      Picture result = TRANSFER.resume(reached.get(0), recorder).await();
      assertThat(recorder.finished(result, false)).isTrue();
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(unbroken);
    assertThat(folder.resolve("run.png.frames")).doesNotExist();
    assertThat(problems).isEmpty();
  }

  @Test
  void framesOfAnEarlierRunAreForgotten() throws IOException {
    Path frames = Files.createDirectory(folder.resolve("run.png.frames"));
    Files.writeString(frames.resolve("0003-of-0006.png"), "no picture");
    Files.writeString(frames.resolve("0099-of-0100.png"), "no picture");

    whole(folder.resolve("run.png"));
    assertThat(frames).doesNotExist();
  }

  @Test
  void whatCannotBeKeptIsToldOnceAndTheRunGoesOn() throws IOException {
    Path file = folder.resolve("run.png");
    Files.writeString(folder.resolve("run.png.frames"), "a file where the folder belongs");
    try (AnimationRecorder recorder = recorder(file, false)) {
      assertThat(recorder.finished(TRANSFER.transfer(REQUEST, recorder), false)).isTrue();
    }

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).contains("run.png' lacks frames");
    assertThat(frames(file)).isEqualTo(1);
  }

  @Test
  void anAnimationIsMadeByOneRunAtATime() {
    Path file = folder.resolve("run.gif");
    try (AnimationRecorder first = recorder(file, false)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> recorder(file, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is being made by another run");
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new AnimationRecorder.Options(1, 100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 to 1000 frames, not 1");
    assertThatThrownBy(() -> new AnimationRecorder.Options(10, 5000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("16 to 4096 pixels, not 5000");
  }
}
