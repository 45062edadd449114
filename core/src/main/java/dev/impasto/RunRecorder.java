package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.file.PathLock;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbered pictures, such as {@code result_00050.png}, and the checkpoint {@code
 * result.png.checkpoint} beside a run's {@code result.png}. Each file appears whole or not at all.
 * No other recorder, of this process or another one, may have the same result until this one is
 * closed.
 */
public final class RunRecorder implements RunListener, AutoCloseable {
  /** A run that takes less has soon been made again. */
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Writing a checkpoint may take a fiftieth of the time. */
  private static final int TIMES_ITS_COST = 50;

  private final Path output;
  private final Intervals intervals;
  private final PictureWriter.Options writing;
  private final Map<String, String> notes;
  private final Consumer<String> problems;
  private final PathLock lock;
  private int due;
  private boolean ownsCheckpoint;
  private @Nullable String lastProblem;
  private Duration written = Duration.ZERO;
  private Duration cost = Duration.ZERO;

  /**
   * How often something is written.
   *
   * @param steps after how many evaluations a picture and a checkpoint are written; 0 for never
   * @param checkpoints how much of a long run may be lost where the program is killed: a checkpoint
   *     is written so often, or less often where writing would take more than a fiftieth of the
   *     run's time; zero for a checkpoint only where the run is stopped early
   * @param shortest how long a run takes at least that is long
   */
  public record Intervals(int steps, Duration checkpoints, Duration shortest) {
    /** Intervals of a run that is long if it takes over a minute. */
    public Intervals(int steps, Duration checkpoints) {
      this(steps, checkpoints, LONG);
    }

    /** Checks the values. */
    public Intervals {
      require(steps >= 0, "a run is recorded every 0 or more steps, not %d", steps);
      require(
          !checkpoints.isNegative(),
          "checkpoints are written every 0 or more seconds, not %d",
          checkpoints.toSeconds());
    }
  }

  /**
   * For a run.
   *
   * @param output where its result will go, with a file's extension
   * @param writing how pictures are written
   * @param notes those of the checkpoint
   * @param problems is told what could not be written on the way, as the run goes on
   * @throws InvalidInputException if another run's result will go there
   */
  public RunRecorder(
      Path output,
      Intervals intervals,
      PictureWriter.Options writing,
      Map<String, String> notes,
      Consumer<String> problems) {
    this.output = output;
    this.intervals = intervals;
    this.writing = writing;
    this.notes = Map.copyOf(notes);
    this.problems = problems;
    this.due = intervals.steps();
    this.lock =
        PathLock.of(output)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "'%s' is being made by another run: wait for its end, or choose another name"
                            .formatted(output)));
  }

  /** The checkpoint of a run whose result goes to a file. */
  public static Path checkpoint(Path output) {
    return output.resolveSibling(output.getFileName() + ".checkpoint");
  }

  /** The numbered pictures that lie beside a result, of whatever run, in their order. */
  public static List<Path> numbered(Path output) {
    Path folder = output.toAbsolutePath().getParent();
    String name = output.getFileName().toString();
    int dot = name.contains(".") ? name.lastIndexOf('.') : name.length();
    Pattern numbered =
        Pattern.compile(
            Pattern.quote(name.substring(0, dot))
                + "_(\\d{5,9})"
                + Pattern.quote(name.substring(dot)));
    SortedMap<Integer, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = numbered.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          found.put(Integer.valueOf(matcher.group(1)), file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(folder), e);
    }
    return List.copyOf(found.values());
  }

  /** To be called for a resumed run: its checkpoint is deleted when the run has come to its end. */
  public void resumed() {
    ownsCheckpoint = true;
    due = 0;
  }

  /** Writes what is due at this iterate. */
  @Override
  public void progressed(Run run, Progress progress) {
    int step = progress.at().evaluations();
    int every = intervals.steps();
    if (due == 0 && every > 0) {
      due = (step + every - 1) / every * every;
    }
    boolean numbered = every > 0 && step >= due;
    if (numbered) {
      keep(() -> PictureWriter.write(run.picture(), numbered(step), writing));
      due = (step / every + 1) * every;
    }
    if (numbered || isCheckpointDue(progress.time())) {
      long began = System.nanoTime();
      keep(() -> save(run));
      cost = Duration.ofNanos(System.nanoTime() - began);
      written = progress.time().elapsed();
    }
  }

  private void save(Run run) {
    run.saveCheckpoint(checkpoint(output), notes);
    ownsCheckpoint = true;
  }

  /** Writes something; where that fails, the run and its result matter more. */
  private void keep(Runnable step) {
    try {
      step.run();
    } catch (InvalidInputException e) {
      String problem = e.getMessage() + "; the run goes on without it";
      if (!problem.equals(lastProblem)) {
        lastProblem = problem;
        problems.accept(problem);
      }
    }
  }

  private boolean isCheckpointDue(Progress.Timing time) {
    Duration all = time.elapsed().plus(time.remaining().orElse(Duration.ZERO));
    Duration since = time.elapsed().minus(written);
    return !intervals.checkpoints().isZero()
        && all.compareTo(intervals.shortest()) >= 0
        && since.compareTo(intervals.checkpoints()) >= 0
        && since.compareTo(cost.multipliedBy(TIMES_ITS_COST)) >= 0;
  }

  /**
   * Writes the checkpoint of a run that was stopped, once its picture is written, which matters
   * more where there is little room.
   *
   * @return whether there is a checkpoint of this run now, if only an earlier one
   */
  public boolean stopped(Run run) {
    if (run.isResumable()) {
      try {
        save(run);
      } catch (InvalidInputException e) {
        problems.accept(e.getMessage());
      }
    }
    return ownsCheckpoint && Files.exists(checkpoint(output));
  }

  /**
   * Deletes this run's checkpoint, if there is one: the run has come to its end and its result is
   * written, or the result needs its room.
   */
  public void finished() {
    if (ownsCheckpoint) {
      try {
        Files.deleteIfExists(checkpoint(output));
      } catch (IOException e) {
        problems.accept("'%s' cannot be removed".formatted(checkpoint(output)));
      }
    }
  }

  private Path numbered(int step) {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return output.resolveSibling(
        "%s_%05d%s".formatted(name.substring(0, dot), step, name.substring(dot)));
  }

  /** Lets others write to the result's file. */
  @Override
  public void close() {
    lock.close();
  }
}
