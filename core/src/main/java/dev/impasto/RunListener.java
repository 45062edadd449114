package dev.impasto;

/** Watches a run, and may steer it. */
@FunctionalInterface
public interface RunListener {
  /**
   * Called once per iterate, on the run's own thread, which waits: {@link Run#picture}, {@link
   * Run#saveCheckpoint} and {@link Run#stop} of this run are answered at once here. An exception
   * ends the run.
   */
  void progressed(Run run, Progress progress);

  /**
   * Called within an evaluation that is made in tiles, after each of them, on the run's own thread.
   */
  default void evaluating(Run run, Progress.Tiles tiles) {}
}
