package dev.impasto.engine.onednn.threads;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the parts of an operation. On each of them oneDNN computes alone, so that a
 * part's numbers stay in one processor's cache from its first step to its last.
 */
public final class EngineThreads implements AutoCloseable {
  private final OpenMp openMp = OpenMp.find();
  private final int computing;
  private final ThreadTeam team;
  private @Nullable Thread limited;

  /** The thread whose parts are run. */
  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();

  /**
   * Starts the threads. Without OpenMP's library oneDNN itself divides each operation among all
   * processors, and the calling thread is the only one of this team.
   *
   * @param wanted the number of threads, or 0 for as many as there are processors
   */
  public EngineThreads(int wanted) {
    int processors = Runtime.getRuntime().availableProcessors();
    this.computing = wanted == 0 || !openMp.isFound() ? processors : wanted;
    this.team = new ThreadTeam(openMp.isFound() ? computing : 1, openMp::limitToOneThread);
  }

  /** The number of threads that share parts. */
  public int count() {
    return team.count();
  }

  /** The number of threads that compute, this team's or oneDNN's own. */
  public int computing() {
    return computing;
  }

  /** The number of threads that compute, in words. */
  public String description() {
    return computing + (computing == 1 ? " thread" : " threads");
  }

  /** Runs parts 0 to {@code parts - 1}, each on the next free thread, and waits for them. */
  public void run(int parts, Part part) {
    Thread other = user.compareAndExchange(null, Thread.currentThread());
    if (other != null) {
      throw new IllegalStateException(
          "the engine is in use by the thread '%s': one at a time".formatted(other.getName()));
    }
    try {
      limitOpenMp();
      team.run(parts, part);
    } finally {
      user.set(null);
    }
  }

  /** Limits OpenMP on the calling thread, which takes parts too. */
  private void limitOpenMp() {
    if (limited != Thread.currentThread()) {
      openMp.limitToOneThread();
      limited = Thread.currentThread();
    }
  }

  /**
   * Makes one of oneDNN's objects for a single thread: oneDNN adapts objects to OpenMP's limit at
   * the time.
   */
  public <T> T makeForOne(Supplier<T> maker) {
    limitOpenMp();
    return maker.get();
  }

  /** Runs each of the steps on the next free thread, and waits for them. */
  public void run(List<? extends Runnable> steps) {
    run(steps.size(), (part, worker) -> steps.get(part).run());
  }

  /** Runs each list of steps in its order, on the next free thread, and waits for them. */
  public <T extends Runnable> void runEach(List<List<T>> lists) {
    run(lists.size(), (part, worker) -> lists.get(part).forEach(Runnable::run));
  }

  @Override
  public void close() {
    team.close();
  }
}
