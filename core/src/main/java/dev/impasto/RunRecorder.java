package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes numbered pictures, such as {@code result_00050.png}, and the checkpoint {@code
 * result.png.checkpoint} beside a run's {@code result.png}. Each file appears whole or not at all.
 */
public final class RunRecorder implements RunListener {
  private final Path output;
  private final int every;
  private final PictureWriter.Options writing;
  private final Map<String, String> notes;
  private int due;
  private boolean ownsCheckpoint;

  /**
   * For a run.
   *
   * @param output where its result will go, with a file's extension
   * @param every after how many evaluations a picture and a checkpoint are written; 0 for a
   *     checkpoint only where the run is stopped early
   * @param writing how pictures are written
   * @param notes those of the checkpoint
   */
  public RunRecorder(
      Path output, int every, PictureWriter.Options writing, Map<String, String> notes) {
    require(every >= 0, "a run is recorded every 0 or more steps, not %d", every);
    this.output = output;
    this.every = every;
    this.writing = writing;
    this.notes = Map.copyOf(notes);
    this.due = every;
  }

  /** The checkpoint of a run whose result goes to a file. */
  public static Path checkpoint(Path output) {
    return output.resolveSibling(output.getFileName() + ".checkpoint");
  }

  /** To be called for a resumed run: its checkpoint is deleted when the run has come to its end. */
  public void resumed() {
    ownsCheckpoint = true;
    due = 0;
  }

  /** Writes the iterate if it is the first at or after a multiple of the interval. */
  @Override
  public void progressed(Run run, Progress progress) {
    int step = progress.at().evaluations();
    if (due == 0 && every > 0) {
      due = (step + every - 1) / every * every;
    }
    boolean numbered = every > 0 && step >= due;
    if (numbered) {
      PictureWriter.write(run.picture(), numbered(step), writing);
      due = (step / every + 1) * every;
    }
    if (numbered || run.isStopping()) {
      run.saveCheckpoint(checkpoint(output), notes);
      ownsCheckpoint = true;
    }
  }

  /** Deletes the checkpoint: the run has come to its end, and its result is written. */
  public void finished() {
    if (ownsCheckpoint) {
      try {
        Files.deleteIfExists(checkpoint(output));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path numbered(int step) {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return output.resolveSibling(
        "%s_%05d%s".formatted(name.substring(0, dot), step, name.substring(dot)));
  }
}
