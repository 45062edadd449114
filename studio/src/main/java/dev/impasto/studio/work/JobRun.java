package dev.impasto.studio.work;

import dev.impasto.AnimationRecorder;
import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.RunIdentity;
import dev.impasto.RunListener;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.loss.LossOptions;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a job, from its request or its checkpoint to its result. */
final class JobRun {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(30);
  private static final int BITS = 16;

  /** The keyword of what the page asked for. */
  static final String STUDIO = "Studio";

  private final JobSpec spec;
  private final JobFiles files;
  private final boolean animated;
  private final RequestMaker maker;
  private final StyleTransfer transfer;
  private final Watch watch;
  private @Nullable Run run;
  private @Nullable Picture photograph;
  private @Nullable JobSpec steered;
  private boolean paused;
  private boolean stopped;
  private boolean closing;

  /** Is told what happens; on the run's threads. */
  interface Watch {
    /** An iterate. */
    void progressed(Progress progress);

    /** There is a new preview. */
    void previewed();

    /** The losses' weights are those of another specification now. */
    void steered(JobSpec spec);
  }

  /**
   * What became of a run.
   *
   * @param state the job's
   * @param problem why it is not what was asked for, if it is not
   */
  record Outcome(JobState state, @Nullable String problem, int width, int height) {}

  JobRun(JobSpec spec, JobFiles files, RequestMaker maker, StyleTransfer transfer, Watch watch) {
    this.spec = spec;
    this.files = files;
    this.animated = spec.animation();
    this.maker = maker;
    this.transfer = transfer;
    this.watch = watch;
  }

  /** Makes the picture, and waits for it. */
  Outcome make() {
    TransferRequest request = maker.request(spec);
    photograph = request.content().picture();
    files.create();
    Optional<Checkpoint> reached = reached(request);
    try (RunRecorder recorder =
            new RunRecorder(
                files.result(),
                new RunRecorder.Intervals(0, CHECKPOINTS),
                writing(),
                Map.of(),
                problem -> {});
        LossLog losses = new LossLog(files.losses());
        Previews previews = new Previews(files.preview(), watch::previewed)) {
      AnimationRecorder animation =
          animated
              ? new AnimationRecorder(
                  files.animation(),
                  AnimationRecorder.Options.DEFAULT,
                  reached.isPresent(),
                  problem -> {})
              : null;
      try {
        return made(request, reached, recorder, losses, previews, animation);
      } finally {
        if (animation != null) {
          animation.close();
        }
      }
    }
  }

  /** Where an earlier run of the same request was; one of another program begins anew. */
  private Optional<Checkpoint> reached(TransferRequest request) {
    if (!files.isResumable()) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = Checkpoint.read(files.checkpoint(), maker::picture);
      checkpoint.requireOf(request.withChanges(checkpoint.request().changes()));
      if (!checkpoint.identity().equals(transfer.identity())) {
        return Optional.empty();
      }
      return Optional.of(checkpoint);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private Outcome made(
      TransferRequest request,
      Optional<Checkpoint> reached,
      RunRecorder recorder,
      LossLog losses,
      Previews previews,
      @Nullable AnimationRecorder animation) {
    reached.ifPresent(checkpoint -> recorder.resumed());
    RunListener listener =
        (running, progress) -> {
          losses.add(progress);
          previews.progressed(running);
          recorder.progressed(running, progress);
          if (animation != null) {
            animation.progressed(running, progress);
          }
          watch.progressed(progress);
          steer(running);
        };
    Run started =
        reached.isPresent()
            ? transfer.resume(reached.get(), listener)
            : transfer.start(request, listener);
    synchronized (this) {
      run = started;
      if (paused) {
        started.pause();
      }
      if (stopped || closing) {
        started.stop();
      }
    }
    Picture result = started.await();
    boolean unfinished;
    boolean early;
    synchronized (this) {
      early = stopped && started.isResumable();
      unfinished = closing && started.isResumable();
    }
    if (unfinished) {
      recorder.stopped(started);
      return new Outcome(isPaused() ? JobState.PAUSED : JobState.QUEUED, null, 0, 0);
    }
    PictureWriter.write(result, files.result(), writing().withText(signed(started.request())));
    if (early) {
      recorder.stopped(started);
    } else {
      recorder.finished();
    }
    if (animation != null) {
      animation.finished(result, early);
    }
    String failure = started.failure().orElse(null);
    JobState state = failure != null ? JobState.FAILED : early ? JobState.STOPPED : JobState.DONE;
    return new Outcome(state, failure, result.width(), result.height());
  }

  /** What the result says of itself, as those of the command line do. */
  private Map<String, String> signed(TransferRequest made) {
    return Map.of(
        "Impasto",
        maker.signed(made),
        "Precision",
        transfer.engine().precision().toString(),
        "Engine",
        transfer.engine().description(),
        "Software",
        RunIdentity.version(),
        STUDIO,
        spec.json());
  }

  private static PictureWriter.Options writing() {
    return PictureWriter.Options.DEFAULT.withBits(BITS);
  }

  /** Does what was asked of the run since the iterate before. */
  private void steer(Run running) {
    JobSpec wanted;
    synchronized (this) {
      wanted = steered;
      steered = null;
    }
    if (wanted != null) {
      LossOptions loss = options(wanted).loss();
      running.reweigh(
          now ->
              now.withWeights(loss.content().weight(), loss.style().weight())
                  .withTvWeight(loss.variation().weight())
                  .withDetail(loss.detail()));
      watch.steered(wanted);
    }
  }

  private TransferOptions options(JobSpec wanted) {
    return maker.options(wanted, Objects.requireNonNull(photograph));
  }

  /**
   * Has the run go on with the weights of another specification.
   *
   * @throws InvalidInputException if it is impossible
   */
  synchronized void steer(JobSpec wanted) {
    if (photograph != null) {
      options(wanted);
    }
    steered = wanted;
  }

  synchronized boolean isPaused() {
    return paused;
  }

  synchronized void pause() {
    paused = true;
    if (run != null) {
      run.pause();
    }
  }

  synchronized void resume() {
    paused = false;
    if (run != null) {
      run.resume();
    }
  }

  /** Ends the run with the best picture so far. */
  synchronized void stop() {
    stopped = true;
    if (run != null) {
      run.stop();
    }
  }

  /** Ends the run so that it goes on when the studio is opened again. */
  synchronized void suspend() {
    closing = true;
    if (run != null) {
      run.stop();
    }
  }
}
