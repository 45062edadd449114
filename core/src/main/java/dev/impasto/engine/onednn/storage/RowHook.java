package dev.impasto.engine.onednn.storage;

/** What a worker does with some rows of a tensor while it has them in its cache. */
@FunctionalInterface
public interface RowHook {
  /** Nothing. */
  RowHook NONE = (from, to, lane) -> {};

  /**
   * Does it with rows {@code from} to {@code to - 1}.
   *
   * @param lane less than the number of workers; no two at work at once have the same
   */
  void run(int from, int to, int lane);
}
