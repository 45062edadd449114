package dev.impasto.studio.work;

import dev.impasto.Run;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows a run's newest iterate as a small JPEG file, a few times a second at most. It is coded on a
 * thread of its own; an iterate that comes while another is coded is not shown.
 */
final class Previews implements AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int LONGEST = 640;
  private static final int QUALITY = 80;
  private static final long PATIENCE_SECONDS = 10;

  private final Path file;
  private final Runnable shown;
  private final ExecutorService coder =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "impasto-preview");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean busy = new AtomicBoolean();
  private long last = System.nanoTime() - INTERVAL;

  /**
   * For a run.
   *
   * @param shown is told whenever there is a new picture
   */
  Previews(Path file, Runnable shown) {
    this.file = file;
    this.shown = shown;
  }

  /** Shows an iterate if it is time; on the run's thread. */
  void progressed(Run run) {
    if (System.nanoTime() - last < INTERVAL || !busy.compareAndSet(false, true)) {
      return;
    }
    last = System.nanoTime();
    Picture picture = run.picture();
    coder.execute(
        () -> {
          try {
            PictureWriter.write(
                shown(picture), file, PictureWriter.Options.DEFAULT.withQuality(QUALITY));
            shown.run();
          } catch (InvalidInputException e) {
            // On a full disk there is none; the run goes on.
          } finally {
            busy.set(false);
          }
        });
  }

  private static Picture shown(Picture picture) {
    return Math.max(picture.width(), picture.height()) > LONGEST
        ? picture.fitted(LONGEST)
        : picture;
  }

  /** Waits for the one that is being coded. */
  @Override
  public void close() {
    coder.shutdown();
    try {
      if (!coder.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        coder.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
