package dev.impasto.cli;

/**
 * Has pictures that are made at once share the memory: one that finds no room waits until another
 * has ended. The only one never waits.
 */
final class MemoryShares {
  /** Shares are fractions, whose sum may be a little more than the whole. */
  private static final double ROUNDING = 1e-9;

  private double taken;
  private int takers;

  /**
   * Takes a share, when there is room.
   *
   * @param share of all memory that a picture needs, 0 to 1
   */
  synchronized void take(double share) throws InterruptedException {
    while (takers > 0 && taken + share > 1 + ROUNDING) {
      wait();
    }
    takers++;
    taken += share;
  }

  /** Gives a share back. */
  synchronized void give(double share) {
    takers--;
    taken -= share;
    notifyAll();
  }
}
