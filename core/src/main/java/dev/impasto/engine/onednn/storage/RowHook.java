package dev.impasto.engine.onednn.storage;

/** An action on some rows of a tensor, which a thread performs while it has them in its cache. */
@FunctionalInterface
public interface RowHook {
  /** Does nothing. */
  RowHook NONE = (from, to, lane) -> {};

  /**
   * Performs the action on rows {@code from} to {@code to - 1}.
   *
   * @param lane the number of the thread, less than the number of threads
   */
  void run(int from, int to, int lane);
}
