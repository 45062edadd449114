package dev.impasto.engine.onednn.threads;

/** One part of a job that threads share. */
@FunctionalInterface
public interface Part {
  /**
   * Does one part.
   *
   * @param part its number
   * @param worker the number of the thread that does it; a thread does one part at a time
   */
  void run(int part, int worker);
}
