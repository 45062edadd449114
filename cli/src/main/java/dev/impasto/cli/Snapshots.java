package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.picture.Picture;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** The numbered pictures of {@code --save-every}: {@code result_00050.png} beside result.png. */
final class Snapshots {
  private final Path output;
  private final int every;
  private int due;

  Snapshots(Path output, int every) {
    this.output = output;
    this.every = every;
    this.due = every;
  }

  /** Writes the iterate, if it is the first at or after a multiple of the interval. */
  void take(Progress progress, BiConsumer<Picture, Path> write) {
    int step = (progress.scale() - 1) * progress.iterations() + progress.iteration();
    if (every > 0 && step >= due) {
      write.accept(progress.picture().get(), numbered(step));
      due = (step / every + 1) * every;
    }
  }

  private Path numbered(int step) {
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return output.resolveSibling(
        "%s_%05d%s".formatted(name.substring(0, dot), step, name.substring(dot)));
  }
}
