package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.picture.Picture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a run leaves beside {@code result.png} on its way: the numbered pictures of {@code
 * --save-every}, as {@code result_00050.png}, and the checkpoint {@code result.png.checkpoint}.
 */
final class Snapshots {
  private final Path output;
  private final Path checkpoint;
  private final int every;
  private int due;
  private boolean ownsCheckpoint;

  Snapshots(Path output, int every) {
    this.output = output;
    this.checkpoint = output.resolveSibling(output.getFileName() + ".checkpoint");
    this.every = every;
    this.due = every;
  }

  /** Where an earlier run of the same output was, if that is asked for. */
  Optional<Checkpoint> reached(boolean resume) {
    ownsCheckpoint = resume;
    return resume ? Optional.of(Checkpoint.read(checkpoint)) : Optional.empty();
  }

  /**
   * Writes what is due: the iterate, if it is the first at or after a multiple of the interval, and
   * with it, or if the run is to end, the checkpoint.
   */
  void take(Progress progress, boolean ending, BiConsumer<Picture, Path> write) {
    int step = progress.evaluations();
    boolean numbered = every > 0 && step >= due;
    if (numbered) {
      write.accept(progress.picture(), numbered(step));
      due = (step / every + 1) * every;
    }
    if (numbered || ending) {
      progress.checkpoint().get().write(checkpoint);
      ownsCheckpoint = true;
    }
  }

  /** The run has come to its end: its checkpoint has had its use. */
  void finished() {
    if (ownsCheckpoint) {
      try {
        Files.deleteIfExists(checkpoint);
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
