package dev.impasto.cli;

import dev.impasto.Run;
import dev.impasto.RunListener;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.Picture;
import dev.impasto.problem.RunInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a figure's pictures one after another, but for those that an earlier run has made. */
final class FigureRun {
  private final FigureFolder folder;
  private final Watcher watcher;
  private final Interrupt interrupt;
  private final int longest;
  private final long began = System.nanoTime();

  /**
   * For a figure.
   *
   * @param longest the longest side in which a picture is needed; in the folder all are whole
   */
  FigureRun(FigureFolder folder, Watcher watcher, Interrupt interrupt, int longest) {
    this.longest = longest;
    this.folder = folder;
    this.watcher = watcher;
    this.interrupt = interrupt;
  }

  /** All pictures, in their order; empty if the user ended the run before the last. */
  Optional<List<Picture>> pictures(List<FigureCell> cells, StyleTransfer transfer) {
    List<Optional<Picture>> kept =
        cells.stream().map(cell -> folder.find(cell).map(this::reduced)).toList();
    int missing = 0;
    for (int i = 0; i < cells.size(); i++) {
      missing += cells.get(i).request().isPresent() && kept.get(i).isEmpty() ? 1 : 0;
    }
    int done = 0;
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      FigureCell cell = cells.get(i);
      if (kept.get(i).isPresent()) {
        watcher.end("%s: kept from before".formatted(cell.label()));
        pictures.add(kept.get(i).get());
        continue;
      }
      if (cell.shown().isPresent()) {
        pictures.add(cell.shown().get());
        continue;
      }
      Run run = transfer.start(cell.request().orElseThrow(), listener(done, missing));
      int before = done;
      int all = missing;
      run.onProgress(watcher.tiles(time -> time.within(before, all, elapsed())));
      interrupt.stops(run);
      Optional<Picture> made = made(run);
      if (interrupt.asked() || made.isEmpty()) {
        watcher.warn(
            "Stopped: %d of %d pictures are kept in %s, and the same command goes on from there"
                .formatted(cells.size() - missing + done, cells.size(), folder.path()));
        return Optional.empty();
      }
      Picture picture = made.get();
      run.failure().ifPresent(reason -> watcher.warn("%s: %s".formatted(cell.label(), reason)));
      folder.keep(cell, picture);
      done++;
      watcher.end("%s: made, %d of %d".formatted(cell.label(), done, missing));
      pictures.add(reduced(picture));
    }
    return Optional.of(pictures);
  }

  private Picture reduced(Picture picture) {
    return Math.max(picture.width(), picture.height()) > longest
        ? picture.fitted(longest)
        : picture;
  }

  /** Empty where the run was cut before its first step. */
  private static Optional<Picture> made(Run run) {
    try {
      return Optional.of(run.await());
    } catch (RunInterruptedException e) {
      return Optional.empty();
    }
  }

  private RunListener listener(int done, int missing) {
    return (run, progress) ->
        watcher.show(progress, progress.time().within(done, missing, elapsed()));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
