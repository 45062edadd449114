package dev.impasto;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much memory this process may take.
 *
 * @param heap bytes of the Java heap
 * @param whole bytes of the machine, or of the container that the process runs in, or fewer that it
 *     was given
 * @param given whether it was given fewer
 * @param folder for what does not fit into memory; empty where all must
 */
record MemoryLimit(double heap, double whole, boolean given, Optional<Folder> folder) {
  /**
   * A folder for files.
   *
   * @param path where it is
   * @param room bytes that fit into it
   */
  record Folder(Path path, double room) {
    /** As it is now; without room where it is none. */
    static Folder of(Path path) {
      try {
        return new Folder(path, Files.getFileStore(path).getUsableSpace());
      } catch (IOException | SecurityException e) {
        return new Folder(path, 0);
      }
    }
  }

  /** The limits of a control group: its own, and that above which it is slowed down. */
  private static final List<String> FILES =
      List.of("memory.max", "memory.high", "memory.limit_in_bytes");

  /** All that there is, and no folder. */
  MemoryLimit(double heap, double whole) {
    this(heap, whole, false);
  }

  /** A limit without a folder. */
  MemoryLimit(double heap, double whole, boolean given) {
    this(heap, whole, given, Optional.empty());
  }

  /**
   * Of this process.
   *
   * @param given bytes that it may take; infinite for all that there are
   * @param folder for what does not fit
   */
  static MemoryLimit here(double given, Path folder) {
    MemoryLimit all = here();
    return new MemoryLimit(
        all.heap, Math.min(given, all.whole), given < all.whole, Optional.of(Folder.of(folder)));
  }

  /** Of this process, where it was given all. */
  static MemoryLimit here() {
    double machine =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Double.POSITIVE_INFINITY;
    return new MemoryLimit(
        Runtime.getRuntime().maxMemory(), Math.min(machine, ofControlGroups(Path.of("/"))));
  }

  /**
   * The least limit of the control groups that this process is in, of version 1 or 2, and of all
   * that these are in. Java itself reads the innermost group alone, and no {@code memory.high}.
   *
   * @param root where {@code proc} and {@code sys} are
   * @return bytes; infinite where there is no limit, or no such thing as control groups
   */
  static double ofControlGroups(Path root) {
    double least = Double.POSITIVE_INFINITY;
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // such as 4:memory:/a/b of version 1, or 0::/a/b
      if (parts.length == 3
          && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains("memory"))) {
        Path top = root.resolve(parts[1].isEmpty() ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        Path group = top.resolve(parts[2].replaceFirst("^/+", "")).normalize();
        for (Path at = group; at != null && at.startsWith(top); at = at.getParent()) {
          least = Math.min(least, limit(at));
        }
      }
    }
    return least;
  }

  private static double limit(Path group) {
    double least = Double.POSITIVE_INFINITY;
    for (String name : FILES) {
      for (String line : lines(group.resolve(name))) {
        if (line.matches("[0-9]{1,19}")) { // and not "max"
          least = Math.min(least, Double.parseDouble(line));
        }
      }
    }
    return least;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | SecurityException e) {
      return List.of(); // there is no such limit, or nobody may know it
    }
  }
}
