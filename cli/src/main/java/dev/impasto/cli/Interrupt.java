package dev.impasto.cli;

import dev.impasto.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: the run is asked to end, and the program stays until the best picture so far is written.
 * The exit code is then the one that the shell expects of an interrupted program, 130.
 */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");
  private volatile boolean asked;
  private @Nullable Run running;

  Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the run should end. */
  boolean asked() {
    return asked;
  }

  /** Has a run stopped when the time comes, or at once if it has come. */
  synchronized void stops(Run run) {
    running = run;
    if (asked) {
      run.stop();
    }
  }

  private synchronized void ask() {
    asked = true;
    if (running != null) {
      running.stop();
    }
  }

  private void interrupted() {
    ask();
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All is written. */
  @Override
  public void close() {
    done.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown has just begun; the hook finds nothing to wait for.
      }
    }
  }
}
