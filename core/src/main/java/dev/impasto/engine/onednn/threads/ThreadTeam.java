package dev.impasto.engine.onednn.threads;

import dev.impasto.problem.InvalidInputException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the parts of a job; the calling thread is one of them. An evaluation has about
 * a hundred jobs, many of which are shorter than the time in which a sleeping thread wakes. So the
 * threads wait actively for the next job for a while before they sleep.
 */
final class ThreadTeam implements AutoCloseable {
  private static final long ACTIVE_NANOS = 50_000;
  private static final Job END = new Job(0, (part, worker) -> {});

  private final Thread[] helpers;
  private volatile @Nullable Job job;

  /** What kept a helper from being of use. */
  private volatile @Nullable Throwable unfit;

  /**
   * Starts the threads.
   *
   * @param count the number of threads that share a job, the calling one included
   * @param first is run by each other thread before anything else
   * @throws InvalidInputException if the system allows fewer threads
   */
  ThreadTeam(int count, Runnable first) {
    this.helpers = new Thread[count - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] = new Thread(() -> prepareAndHelp(worker, first), "impasto-engine");
      helpers[i].setDaemon(true);
    }
    for (int i = 0; i < helpers.length; i++) {
      start(i);
    }
  }

  private void start(int helper) {
    try {
      helpers[helper].start();
    } catch (OutOfMemoryError e) { // so Java says that there can be no more threads
      close();
      throw new InvalidInputException(
          "the system allows this program no more than %d of the %d threads to compute with:"
                  .formatted(helper + 1, count())
              + " choose fewer with --threads, or allow more processes",
          e);
    }
  }

  /** A helper that cannot be prepared takes no parts, and the next job fails. */
  private void prepareAndHelp(int worker, Runnable first) {
    try {
      first.run();
    } catch (RuntimeException | Error e) {
      unfit = e;
    }
    help(worker, unfit == null);
  }

  int count() {
    return helpers.length + 1;
  }

  /** Runs parts 0 to {@code parts - 1}, each on the next free thread, and waits for them. */
  void run(int parts, Part part) {
    Job shared = new Job(parts, part);
    int wanted = Math.min(helpers.length, parts - 1);
    shared.helping.set(Math.max(wanted, 0));
    if (wanted > 0) {
      job = shared;
    }
    for (int i = 0; i < wanted; i++) {
      LockSupport.unpark(helpers[i]);
    }
    shared.work(0);
    // This thread waits even if a part has failed or the thread is interrupted: the others write to
    // memory that the caller may free.
    await(() -> shared.helping.get() == 0);
    rethrow(shared.failure == null ? unfit : shared.failure);
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof InvalidInputException problem) { // such as a full disk
      throw problem;
    }
    if (failure != null) {
      throw new IllegalStateException("a part of an operation failed", failure);
    }
  }

  private void help(int worker, boolean fit) {
    Job last = null;
    while (true) {
      Job done = last;
      await(() -> job != done);
      last = job;
      if (last == END) {
        return;
      }
      if (last != null && worker < last.parts) {
        if (fit) {
          last.work(worker);
        }
        last.left();
      }
    }
  }

  /** Waits actively for a while, then sleeps until it is woken. */
  private static void await(BooleanSupplier event) {
    long start = System.nanoTime();
    boolean interrupted = false;
    while (!event.getAsBoolean()) {
      if (System.nanoTime() - start < ACTIVE_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park();
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    job = END;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private static final class Job {
    final int parts;
    private final Part part;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger helping = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int parts, Part part) {
      this.parts = parts;
      this.part = part;
    }

    void work(int worker) {
      try {
        for (int p = next.getAndIncrement(); p < parts; p = next.getAndIncrement()) {
          part.run(p, worker);
        }
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    void left() {
      if (helping.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }
}
