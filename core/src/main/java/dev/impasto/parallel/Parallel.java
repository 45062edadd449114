package dev.impasto.parallel;

import java.util.function.IntConsumer;

/**
 * Threads that share the parts of a loop over long vectors. What a part computes depends on the
 * vectors' length alone, so that the number of threads does not change a single bit.
 */
@FunctionalInterface
public interface Parallel {
  /** The calling thread alone. */
  Parallel ALONE =
      (parts, part) -> {
        for (int i = 0; i < parts; i++) {
          part.accept(i);
        }
      };

  /** How many elements a part has, but for the last: enough to be worth waking a thread. */
  int PART = 1 << 15;

  /**
   * Runs {@code part} for each of 0 to {@code parts - 1}, in any order, several at once, and waits
   * for them.
   */
  void run(int parts, IntConsumer part);

  /** What is done with the elements {@code from} to {@code to - 1}. */
  @FunctionalInterface
  interface Range {
    /** Does it; no two ranges overlap. */
    void over(int from, int to);
  }

  /**
   * Does something with ranges that together are 0 to {@code length - 1}. Where there is but one,
   * the calling thread does it.
   *
   * @param each how many elements a range has, but for the last
   */
  default void over(int length, int each, Range range) {
    int parts = (length + each - 1) / each;
    Parallel parallel = parts > 1 ? this : ALONE;
    parallel.run(
        parts, part -> range.over(part * each, (int) Math.min((part + 1L) * each, length)));
  }
}
