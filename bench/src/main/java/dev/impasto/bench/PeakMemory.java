package dev.impasto.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that a process has held so far, and what is left, where the system tells (Linux).
 */
final class PeakMemory {
  private PeakMemory() {}

  /** That of this process in megabytes (MiB), or -1. */
  static long megabytes() {
    return megabytes(ProcessHandle.current().pid());
  }

  /** That of a process in megabytes (MiB), or -1 if the system does not tell, or it has ended. */
  static long megabytes(long process) {
    return megabytes(Path.of("/proc", Long.toString(process), "status"), "VmHWM");
  }

  /** The memory that processes may still take, in megabytes (MiB), or -1. */
  static long available() {
    return megabytes(Path.of("/proc", "meminfo"), "MemAvailable");
  }

  private static long megabytes(Path table, String entry) {
    try {
      return Files.readAllLines(table).stream()
          .filter(line -> line.startsWith(entry))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
