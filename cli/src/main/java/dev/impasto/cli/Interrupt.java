package dev.impasto.cli;

import dev.impasto.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, a closed terminal and the system's wish to end the program, while it has something to
 * lose: runs are asked to end at their next iterate. Where that takes long, the present evaluations
 * are given up. A second Ctrl-C ends the program at once.
 */
final class Interrupt implements AutoCloseable {
  /** Some who end a program kill it after ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A program that ends others may signal twice, to the process and to its group. */
  private static final Duration AT_ONCE = Duration.ofMillis(250);

  private static final int AS_SHELLS_SAY = 128;
  private static final String CTRL_C = "INT";
  private static final List<String> SIGNALS = List.of(CTRL_C, "TERM", "HUP");

  private static final String OF_ONE_PICTURE = "the picture so far is written";

  private final Consumer<String> tell;
  private final String stopping;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Map<Signal, SignalHandler> before = new HashMap<>();
  private final List<Run> running = new ArrayList<>();
  private int code;
  private long asked;

  /**
   * Hears signals from now on.
   *
   * @param tell says what happens now
   */
  Interrupt(Consumer<String> tell) {
    this(tell, OF_ONE_PICTURE);
  }

  /**
   * Hears signals from now on.
   *
   * @param tell says what happens now
   * @param stopping what happens then
   */
  Interrupt(Consumer<String> tell, String stopping) {
    this.tell = tell;
    this.stopping = stopping;
    for (String name : SIGNALS) {
      try {
        Signal signal = new Signal(name);
        before.put(signal, Signal.handle(signal, this::caught));
      } catch (IllegalArgumentException e) {
        // This system has none of that name, or the JVM was told to leave it alone.
      }
    }
  }

  /** Whether the run should end. */
  synchronized boolean asked() {
    return code != 0;
  }

  /** What a shell expects of a program that such a signal has ended; 0 without one. */
  synchronized int code() {
    return code;
  }

  /** Has a run stopped when the time comes, or at once if it has come. */
  synchronized void stops(Run run) {
    running.removeIf(Run::isDone);
    running.add(run);
    if (code != 0) {
      run.stop();
    }
  }

  /** On a thread of its own for each signal. */
  private void caught(Signal signal) {
    if (ask(signal)) {
      tell.accept("Stopping: %s; Ctrl-C once more ends at once".formatted(stopping));
      try {
        if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          stopNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether this signal is the first; a second Ctrl-C ends the program here. */
  private synchronized boolean ask(Signal signal) {
    if (code == 0) {
      code = AS_SHELLS_SAY + signal.getNumber();
      asked = System.nanoTime();
      running.forEach(Run::stop);
      return true;
    }
    if (signal.getName().equals(CTRL_C) && System.nanoTime() - asked > AT_ONCE.toNanos()) {
      Runtime.getRuntime().halt(AS_SHELLS_SAY + signal.getNumber());
    }
    return false;
  }

  private synchronized void stopNow() {
    running.forEach(Run::stopNow);
  }

  /** All is written. */
  @Override
  public void close() {
    done.countDown();
    before.forEach(Signal::handle);
  }
}
