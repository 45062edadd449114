package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossParts;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.RunInterruptedException;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.WeightChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks what can be done with a run from other threads than its own. */
@Timeout(60)
final class RunTest {
  private static final Engine ENGINE = Engine.open(1);
  private static final StyleTransfer TRANSFER = new StyleTransfer(Network.embedded(), ENGINE);
  private static final Picture CONTENT = SmallPictures.content(48, 32);
  private static final Picture STYLE = SmallPictures.style(40, 40);
  private static final TransferRequest LONG = request(1_000_000);

  @AfterAll
  static void close() {
    TRANSFER.close();
    ENGINE.close();
  }

  private static TransferRequest request(int iterations) {
    return TransferRequest.of(
        CONTENT,
        STYLE,
        TransferOptions.defaults()
            .withSize(48)
            .withIterations(iterations)
            .withOptimization(o -> o.withOptimizer(new Adam())));
  }

  @Test
  void aRunThatIsStoppedGivesThePictureSoFar() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(3);
    Run run = TRANSFER.start(LONG, (r, progress) -> begun.countDown());
    begun.await();
    run.stop();

    assertThat(run.isStopping()).isTrue();
    assertThat(run.await().width()).isEqualTo(48);
    assertThat(run.isDone()).isTrue();
  }

  @Test
  void aPausedRunWaitsAndAnswersAndGoesOn() throws InterruptedException {
    AtomicInteger iterates = new AtomicInteger();
    Run run = TRANSFER.start(LONG, (r, progress) -> iterates.incrementAndGet());
    run.pause();
    Picture picture = run.picture();
    int before = iterates.get();
    Thread.sleep(100);

    assertThat(iterates.get()).isBetween(before, before + 1);
    assertThat(run.isPaused()).isTrue();
    assertThat(run.picture().rgb()).hasSameSizeAs(picture.rgb());
    assertThat(run.checkpoint().scale()).isEqualTo(1);
    int paused = iterates.get();
    run.resume();
    while (iterates.get() < paused + 3) {
      Thread.sleep(1);
    }
    run.pause();
    run.stop();
    assertThat(run.await().width()).isEqualTo(48);
  }

  @Test
  void aCheckpointThatAnotherThreadAskedForGoesOnToTheSameBits() {
    TransferRequest request = request(60);
    Run run = TRANSFER.start(request, (r, progress) -> {});
    run.pause();
    Checkpoint checkpoint = run.checkpoint();
    run.resume();
    float[] whole = run.await().rgb();

    assertThat(TRANSFER.resume(checkpoint, (r, progress) -> {}).await().rgb()).isEqualTo(whole);
  }

  @Test
  void aRunThatHasEndedHasNoCheckpoint() {
    Run run = TRANSFER.start(request(2), (r, progress) -> {});
    run.await();

    assertThatThrownBy(run::checkpoint)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the run has ended");
  }

  @Test
  void aRunThatWasStoppedCanBeKeptAfterItsEnd() {
    TransferRequest request = request(30);
    float[] whole = TRANSFER.transfer(request, (r, progress) -> {}).rgb();
    Run run =
        TRANSFER.start(
            request,
            (r, progress) -> {
              if (progress.at().evaluations() == 12) {
                r.stop();
              }
            });
    run.await();

    assertThat(run.isResumable()).isTrue();
    assertThat(TRANSFER.resume(run.checkpoint(), (r, progress) -> {}).await().rgb())
        .isEqualTo(whole);
  }

  @Test
  void aRunThatMustEndNowGivesThePictureOfItsLastIterate() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(5);
    Run run = TRANSFER.start(LONG, (r, progress) -> begun.countDown());
    begun.await();
    run.stopNow();

    assertThat(run.await().width()).isEqualTo(48);
    assertThat(run.failure()).isEmpty();
    assertThat(TRANSFER.transfer(request(2), (r, progress) -> {}).width()).isEqualTo(48);
  }

  @Test
  void aRunThatMustEndBeforeItsFirstStepHasNoPicture() {
    Run run =
        TRANSFER.start(
            LONG,
            (r, progress) -> {
              if (progress.at().evaluations() == 1) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(run::await).isInstanceOf(RunInterruptedException.class);
  }

  @Test
  void aLossThatCeasesToBeANumberEndsTheRunWithItsPictureAndTheReason() {
    Run run =
        TRANSFER.start(
            request(30),
            (r, progress) -> {
              if (progress.at().evaluations() == 7) {
                r.reweigh(1e308, 1e308, 1e308);
              }
            });

    assertThat(run.await().rgb()).doesNotContain(Float.NaN).isNotEqualTo(CONTENT.rgb());
    assertThat(run.failure())
        .contains("after step 7 at scale 1 the loss or its derivative was no finite number");
    assertThat(run.isResumable()).isFalse();
  }

  @Test
  void aRunThatHasNoMoreMemoryEndsWithItsPictureAndTheReason() {
    Run run =
        TRANSFER.start(
            request(30),
            (r, progress) -> {
              if (progress.at().evaluations() == 7) {
                throw new OutOfMemoryError("Java heap space");
              }
            });

    assertThat(run.await().width()).isEqualTo(48);
    assertThat(run.failure()).contains("the Java memory did not suffice");
  }

  @Test
  void oneStyleTransferMakesOnePictureAtATime() {
    Run run = TRANSFER.start(LONG, (r, progress) -> {});

    assertThatThrownBy(() -> TRANSFER.start(LONG, (r, progress) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("a picture is still being made");
    run.stop();
    run.await();
    assertThat(TRANSFER.transfer(request(2), (r, progress) -> {}).width()).isEqualTo(48);
  }

  @Test
  void whatAListenerThrowsEndsTheRun() {
    Run run =
        TRANSFER.start(
            LONG,
            (r, progress) -> {
              throw new UnsupportedOperationException("no");
            });

    assertThatThrownBy(run::await)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no");
    assertThat(TRANSFER.transfer(request(2), (r, progress) -> {}).width()).isEqualTo(48);
  }

  @Test
  void anInterruptedThreadStopsTheRunItWaitsFor() throws InterruptedException {
    Run run = TRANSFER.start(LONG, (r, progress) -> {});
    Thread.currentThread().interrupt();

    assertThatThrownBy(run::await).isInstanceOf(RunInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.isStopping()).isTrue();
    run.await();
  }

  @Test
  void closingStopsTheRun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Run run;
    try (StyleTransfer transfer = new StyleTransfer(Network.embedded(), ENGINE)) {
      run = transfer.start(LONG, (r, progress) -> begun.countDown());
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.isDone()).isTrue();
  }

  @Test
  void anEngineThatWasLentStaysOpen() {
    try (StyleTransfer one = new StyleTransfer(Network.embedded(), ENGINE)) {
      one.transfer(request(2), (r, progress) -> {});
    }
    assertThat(TRANSFER.transfer(request(2), (r, progress) -> {}).width()).isEqualTo(48);
  }

  @Test
  void progressIsPlainDataThatOutlivesTheRun() {
    Progress[] last = new Progress[1];
    TRANSFER.transfer(request(5), (r, progress) -> last[0] = progress);

    assertThat(last[0].at().iterations()).isEqualTo(5);
    assertThat(last[0].losses().total()).isEqualTo(last[0].totalLoss());
    assertThat(last[0].losses().values()).containsOnlyKeys("content", "style", "tv");
    assertThat(last[0].time().within(1, 2, Duration.ofSeconds(3)).fractionDone())
        .isCloseTo((1 + last[0].time().fractionDone()) / 2, within(1e-12));
  }

  @Test
  void aRecorderLeavesNumberedPicturesAndACheckpointUntilTheEnd(@TempDir Path folder) {
    Path output = folder.resolve("result.png");
    RunRecorder recorder =
        new RunRecorder(
            output,
            new RunRecorder.Intervals(3, Duration.ZERO),
            PictureWriter.Options.DEFAULT,
            Map.of(),
            problem -> {});
    TRANSFER.transfer(request(9), recorder);

    assertThat(RunRecorder.checkpoint(output)).exists();
    assertThat(folder.toFile().list())
        .contains("result_00003.png", "result_00006.png", "result.png.checkpoint");
    recorder.finished();
    assertThat(Files.exists(RunRecorder.checkpoint(output))).isFalse();
    recorder.close();
  }

  @Test
  void aLongRunLeavesCheckpointsByItself(@TempDir Path folder) throws InterruptedException {
    Path output = folder.resolve("result.png");
    RunRecorder.Intervals often = new RunRecorder.Intervals(0, Duration.ofMillis(1));
    try (RunRecorder recorder =
        new RunRecorder(output, often, PictureWriter.Options.DEFAULT, Map.of(), problem -> {})) {
      Run run = TRANSFER.start(LONG, recorder);
      while (!Files.exists(RunRecorder.checkpoint(output))) {
        Thread.sleep(5);
      }
      run.stop();
      run.await();
    }
    assertThat(RunRecorder.checkpoint(output)).isNotEmptyFile();
  }

  @Test
  void aShortRunLeavesNone(@TempDir Path folder) {
    Path output = folder.resolve("result.png");
    RunRecorder.Intervals often = new RunRecorder.Intervals(0, Duration.ofMillis(1));
    try (RunRecorder recorder =
        new RunRecorder(output, often, PictureWriter.Options.DEFAULT, Map.of(), problem -> {})) {
      TRANSFER.transfer(request(9), recorder);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeWrittenOnTheWayIsToldOnceAndDoesNotEndTheRun(@TempDir Path folder)
      throws IOException {
    Path output = folder.resolve("result.png");
    Files.createDirectory(RunRecorder.checkpoint(output));
    Files.createFile(RunRecorder.checkpoint(output).resolve("in the way"));
    List<String> problems = new ArrayList<>();
    RunRecorder.Intervals every = new RunRecorder.Intervals(2, Duration.ZERO);
    try (RunRecorder recorder =
        new RunRecorder(output, every, PictureWriter.Options.DEFAULT, Map.of(), problems::add)) {
      assertThat(TRANSFER.transfer(request(9), recorder).width()).isEqualTo(48);
    }
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("result.png.checkpoint", "cannot be written", "the run goes on without it");
  }

  @Test
  void aResultIsOneRunsAtATime(@TempDir Path folder) {
    Path output = folder.resolve("result.png");
    RunRecorder.Intervals never = new RunRecorder.Intervals(0, Duration.ZERO);
    try (RunRecorder first =
        new RunRecorder(output, never, PictureWriter.Options.DEFAULT, Map.of(), problem -> {})) {
      assertThatThrownBy(
              () ->
                  new RunRecorder(
                      output, never, PictureWriter.Options.DEFAULT, Map.of(), problem -> {}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "'%s' is being made by another run: wait for its end, or choose another name",
              output);
      first.finished();
    }
    new RunRecorder(output, never, PictureWriter.Options.DEFAULT, Map.of(), problem -> {}).close();
  }

  @Test
  void detailIsKeptFromWhereARunIsToldToKeepIt() {
    DetailTerm detail = new DetailTerm(1, 0.5);
    List<Progress> progress = new ArrayList<>();
    Run run =
        TRANSFER.start(
            request(20),
            (r, p) -> {
              progress.add(p);
              if (p.at().iteration() == 10) {
                r.reweigh(loss -> loss.withDetail(detail));
              }
            });
    run.await();

    assertThat(run.request().changes()).extracting(WeightChange::detail).containsExactly(detail);
    assertThat(progress)
        .allSatisfy(
            p ->
                assertThat(p.losses().values().containsKey(LossParts.DETAIL))
                    .isEqualTo(p.at().iteration() > 10));
  }

  @Test
  void weightsThatWereChangedOnTheWayAreRecordedAndGiveTheSameBitsAgain() {
    List<Progress> progress = new ArrayList<>();
    List<Checkpoint> reached = new ArrayList<>();
    Run run =
        TRANSFER.start(
            request(30),
            (r, p) -> {
              progress.add(p);
              if (p.at().iteration() == 10) {
                r.reweigh(1, 0.25, 0.5);
              }
              if (p.at().iteration() == 20) {
                reached.add(r.checkpoint());
              }
            });
    float[] steered = run.await().rgb();
    TransferRequest recorded = run.request();

    assertThat(recorded.changes())
        .containsExactly(new WeightChange(1, 10, 1, 0.25, 0.5, DetailTerm.NONE));
    assertThat(progress.get(progress.size() - 1).at().iteration()).isBetween(29, 30);
    assertThat(progress)
        .filteredOn(p -> p.at().iteration() <= 10)
        .allMatch(p -> p.losses().get("tv") == 0);
    assertThat(progress)
        .filteredOn(p -> p.at().iteration() > 10)
        .allMatch(p -> p.losses().get("tv") > 0);
    assertThat(TRANSFER.transfer(recorded, (r, p) -> {}).rgb()).isEqualTo(steered);
    assertThat(TRANSFER.resume(reached.get(0), (r, p) -> {}).await().rgb()).isEqualTo(steered);
    assertThat(TRANSFER.transfer(request(30), (r, p) -> {}).rgb()).isNotEqualTo(steered);
  }

  @Test
  void weightsThatCannotBeAreRefusedAndTheRunGoesOn() {
    Run run = TRANSFER.start(LONG, (r, progress) -> {});

    assertThatThrownBy(() -> run.reweigh(-1, 1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the content weight must be a number of 0 or more, not -1.0");
    run.stop();
    assertThat(run.await().width()).isEqualTo(48);
  }

  /** Statistics are mixed by weight: nearly all of one painting is that painting. */
  @Test
  void severalPaintingsAreMixedByTheirWeights() {
    Picture other = SmallPictures.content(32, 32);
    TransferOptions options =
        TransferOptions.defaults().withSize(48).withIterations(12).withStyleWeight(100);
    float[] first = mixed(options, 1e6, 1, other);
    float[] second = mixed(options, 1, 1e6, other);
    float[] both = mixed(options, 1, 1, other);
    float[] alone = TRANSFER.transfer(CONTENT, STYLE, options).rgb();

    assertThat(distance(first, alone)).isLessThan(0.05 * distance(second, alone));
    assertThat(distance(both, first)).isLessThan(distance(second, first));
    assertThat(distance(both, second)).isLessThan(distance(first, second));
  }

  private static float[] mixed(
      TransferOptions options, double weight, double otherWeight, Picture other) {
    return TRANSFER
        .transfer(
            new TransferRequest(
                SourcePicture.of(CONTENT),
                List.of(
                    StyleSource.of(STYLE).withWeight(weight),
                    StyleSource.of(other).withWeight(otherWeight)),
                Optional.empty(),
                options),
            (r, progress) -> {})
        .rgb();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }
}
