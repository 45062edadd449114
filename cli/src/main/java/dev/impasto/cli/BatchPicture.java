package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.RunListener;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.batch.InputFiles;
import dev.impasto.batch.ResultRow;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes one picture of a batch, from what is there of it: the picture itself, a checkpoint, or
 * nothing.
 */
final class BatchPicture {
  private final BatchArguments given;
  private final BatchItem item;
  private final Path output;
  private final PictureArguments arguments;

  /** What happens to its run. */
  interface Watch {
    /** It has begun. */
    void began(Run run);

    /** It is at an iterate. */
    void progressed(Progress progress);
  }

  BatchPicture(BatchArguments given, BatchItem item) {
    this.given = given;
    this.item = item;
    this.output = given.out().resolve(item.output());
    this.arguments = given.picture(output);
  }

  /** What identifies the picture, and all that it depends on. */
  ResultRow.Origin origin(InputFiles inputs, StyleTransfer transfer) {
    Map<String, String> run = arguments.run(transfer, true);
    Map<String, String> shaping = new TreeMap<>(run);
    // What these leave is the same picture, up to rounding.
    shaping.remove(PictureArguments.THREADS);
    shaping.remove(PictureArguments.NETWORK);
    Map<String, String> sums = inputs.sha256(item.request());
    run.put("version", Version.text());
    run.put("engine", transfer.engine().description());
    return new ResultRow.Origin(
        InputFiles.key(item.request(), sums, shaping), item.request(), sums, run);
  }

  /** Reads what it is made of. */
  TransferRequest read(PictureLoader pictures) {
    return item.request().load(pictures);
  }

  /**
   * Makes it.
   *
   * @return empty where the run was ended early
   */
  Optional<ResultRow> make(
      TransferRequest request, ResultRow.Origin origin, StyleTransfer transfer, Watch watch) {
    PictureWriter.Options writing =
        arguments
            .result()
            .writing(folder(), Path.of(item.request().content()))
            .withText(Version.signed(request, transfer.engine(), arguments.run(transfer, false)));
    Optional<ResultRow> there = written(origin, writing);
    if (there.isPresent()) {
      return there;
    }
    try (RunRecorder recorder =
        new RunRecorder(output, given.intervals(), writing, Map.of(), problem -> {})) {
      Optional<Checkpoint> reached = reached(request, transfer);
      reached.ifPresent(checkpoint -> recorder.resumed());
      AtomicReference<Progress> last = new AtomicReference<>();
      long began = System.nanoTime();
      Run run =
          start(
              request,
              reached,
              transfer,
              (running, progress) -> {
                last.set(progress);
                watch.progressed(progress);
                recorder.progressed(running, progress);
              });
      watch.began(run);
      Picture picture = run.await();
      if (run.isResumable()) {
        recorder.stopped(run);
        return Optional.empty();
      }
      PictureWriter.write(picture, output, writing);
      recorder.finished();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return Optional.of(
          row(
              origin,
              picture,
              Optional.ofNullable(last.get()).map(p -> work(took, p)),
              run.failure()));
    }
  }

  private static Run start(
      TransferRequest request,
      Optional<Checkpoint> reached,
      StyleTransfer transfer,
      RunListener listener) {
    return reached.isPresent()
        ? transfer.resume(reached.get(), listener)
        : transfer.start(request, listener);
  }

  private static ResultRow.Work work(Duration took, Progress last) {
    return new ResultRow.Work(took.toMillis() / 1000.0, last.at().evaluations(), last.totalLoss());
  }

  private ResultRow row(
      ResultRow.Origin origin,
      Picture picture,
      Optional<ResultRow.Work> work,
      Optional<String> problem) {
    try {
      return ResultRow.made(
          item.output(),
          origin,
          new ResultRow.Made(picture.width(), picture.height(), Files.size(output), work),
          problem);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be read again".formatted(output), e);
    }
  }

  /** The picture's place, in a folder that is made if need be. */
  private Path folder() {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new AccessException("the folder of '%s' cannot be made".formatted(output), e);
    }
    return output;
  }

  /**
   * The picture as it was written by a batch that was killed before it noted so: it says of itself
   * what it is.
   */
  private Optional<ResultRow> written(ResultRow.Origin origin, PictureWriter.Options writing) {
    if (!Files.isRegularFile(output)) {
      return Optional.empty();
    }
    try {
      Map<String, String> says = PictureText.read(output);
      return says.entrySet().containsAll(writing.text().entrySet())
          ? Optional.of(row(origin, PictureReader.read(output), Optional.empty(), Optional.empty()))
          : Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.empty(); // whatever it is, it is replaced
    }
  }

  /** Where an earlier run of the same picture was; one of another program begins anew. */
  private Optional<Checkpoint> reached(TransferRequest request, StyleTransfer transfer) {
    Path file = RunRecorder.checkpoint(output);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint = Checkpoint.read(file);
      checkpoint.requireOf(request);
      return Optional.of(checkpoint).filter(c -> c.identity().equals(transfer.identity()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
