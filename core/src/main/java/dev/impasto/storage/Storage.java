package dev.impasto.storage;

import static dev.impasto.problem.InvalidInputException.require;

/** Where new {@link Floats} lie. */
@FunctionalInterface
public interface Storage {
  /** The Java heap: fast, and at most as much as there is memory. */
  Storage HEAP =
      length -> {
        require(
            length <= Integer.MAX_VALUE - 8,
            "%d numbers do not fit into one array: give less memory, so that files are used",
            length);
        return Floats.of(new float[(int) length]);
      };

  /**
   * New floats, all 0.
   *
   * @param length how many, at least 0
   */
  Floats floats(long length);
}
