package dev.impasto.batch;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.ResultTexts;
import dev.impasto.Run;
import dev.impasto.RunIdentity;
import dev.impasto.RunListener;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One picture of a list, made from what is there of it: the picture itself, a checkpoint, or
 * nothing.
 */
public final class PictureJob {
  private static final String THREADS = "threads";
  private static final String NETWORK = "network";

  private final UnreadRequest request;
  private final String name;
  private final Path output;
  private final Writing writing;

  /** How results are written. */
  public interface Writing {
    /**
     * How a result is written, but for its texts.
     *
     * @param photograph what it is made of, whose EXIF or profile it may take over
     */
    PictureWriter.Options options(Path output, Path photograph);

    /**
     * How a result is run and written, by the names of the command line's options; {@code threads}
     * and {@code network}, the network's name, leave it the same picture.
     *
     * @param folders whether files are named with their folders
     */
    Map<String, String> run(Path output, StyleTransfer transfer, boolean folders);
  }

  /** Hears what happens to the run. */
  public interface Watch {
    /** It has begun. */
    void began(Run run);

    /** It is at an iterate; on the run's thread. */
    void progressed(Progress progress);

    /** Something that matters less than the picture could not be written, such as a checkpoint. */
    void warned(String problem);
  }

  /**
   * A picture to be made.
   *
   * @param request what is asked for, its files by their whole paths
   * @param folder where results go
   * @param name of the result there
   */
  public PictureJob(UnreadRequest request, Path folder, String name, Writing writing) {
    this.request = request;
    this.name = name;
    this.output = folder.resolve(name);
    this.writing = writing;
  }

  /**
   * What identifies the picture, and all that it depends on.
   *
   * @throws InvalidInputException if a file cannot be read
   */
  public ResultRow.Origin origin(InputFiles inputs, StyleTransfer transfer) {
    Map<String, String> run = new TreeMap<>(writing.run(output, transfer, true));
    Map<String, String> shaping = new TreeMap<>(run);
    shaping.remove(THREADS);
    shaping.remove(NETWORK);
    Map<String, String> sums = inputs.sha256(request);
    run.put("version", RunIdentity.version());
    run.put("engine", transfer.engine().description());
    return new ResultRow.Origin(InputFiles.key(request, sums, shaping), request, sums, run);
  }

  /**
   * Makes it.
   *
   * @param asked the request, with its pictures read
   * @param origin see {@link #origin}
   * @param intervals how often checkpoints are written
   * @return empty where the run was ended early, and has left a checkpoint
   * @throws InvalidInputException if it cannot be made or written
   */
  public Optional<ResultRow> make(
      TransferRequest asked,
      ResultRow.Origin origin,
      StyleTransfer transfer,
      RunRecorder.Intervals intervals,
      Watch watch) {
    makeFolder();
    PictureWriter.Options written =
        writing
            .options(output, Path.of(request.content()))
            .withText(
                ResultTexts.of(asked, transfer.engine(), writing.run(output, transfer, false)));
    PictureWriter.check(output, written);
    asked.requireHeldBy(output);
    Optional<ResultRow> there = written(origin, written);
    if (there.isPresent()) {
      return there;
    }
    try (RunRecorder recorder =
        new RunRecorder(output, intervals, written, Map.of(), watch::warned)) {
      Optional<Checkpoint> reached = reached(asked, transfer);
      if (Files.exists(RunRecorder.checkpoint(output))) {
        recorder.resumed(); // also one of another run has no use once the picture is there
      }
      AtomicReference<Progress> last = new AtomicReference<>();
      long began = System.nanoTime();
      Run run =
          start(
              asked,
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
      if (run.failure().isPresent()) {
        recorder.finished();
        // The best picture so far would say of itself that it is what was asked for.
        return Optional.of(ResultRow.failed(name, request, run.failure().get()));
      }
      PictureWriter.write(picture, output, written);
      recorder.finished();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return Optional.of(
          row(origin, picture, Optional.ofNullable(last.get()).map(p -> work(took, p))));
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

  private ResultRow row(ResultRow.Origin origin, Picture picture, Optional<ResultRow.Work> work) {
    try {
      return ResultRow.made(
          name,
          origin,
          new ResultRow.Made(picture.width(), picture.height(), Files.size(output), work));
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be read again".formatted(output), e);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new AccessException("the folder of '%s' cannot be made".formatted(output), e);
    }
  }

  /**
   * The picture as it was written by a batch that was killed before it noted so: it says of itself
   * what it is.
   */
  private Optional<ResultRow> written(ResultRow.Origin origin, PictureWriter.Options now) {
    if (!Files.isRegularFile(output)) {
      return Optional.empty();
    }
    try {
      Map<String, String> says = PictureText.read(output);
      return says.entrySet().containsAll(now.text().entrySet())
          ? Optional.of(row(origin, PictureReader.read(output), Optional.empty()))
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
      Checkpoint checkpoint = Checkpoint.read(file, pictures(request));
      checkpoint.requireOf(request);
      return Optional.of(checkpoint).filter(c -> c.identity().equals(transfer.identity()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /**
   * A request's pictures by the names of their files: the folders may be those of another machine.
   */
  private static PictureLoader pictures(TransferRequest request) {
    return name ->
        request.named().values().stream()
            .filter(source -> fileName(source.name()).equals(fileName(name)))
            .map(SourcePicture::picture)
            .findFirst()
            .orElseGet(() -> PictureLoader.FILES.load(name));
  }

  private static String fileName(String path) {
    return path.replaceFirst("^.*[/\\\\]", "");
  }
}
