package dev.impasto.cli;

import dev.impasto.engine.Engine;
import picocli.CommandLine.Option;

/** How many threads compute. */
final class ThreadsArgument {
  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Threads to compute with; 0 for one per processor (default: ${DEFAULT-VALUE}).")
  private int threads;

  /** Their number, 0 for one per processor; says so if that many cannot be had. */
  int count() {
    UsageErrors.requireRange("--threads", threads, 0, Engine.MOST_THREADS);
    return threads;
  }

  void set(int count) {
    threads = count;
  }
}
