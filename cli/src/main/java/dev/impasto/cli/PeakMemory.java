package dev.impasto.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The most memory that this process has had. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long KIBI = 1024;

  private PeakMemory() {}

  /** In bytes: of the whole process, where the system tells it, and of Java's heap. */
  static Map<String, Long> bytes() {
    Map<String, Long> bytes = new LinkedHashMap<>();
    process().ifPresent(peak -> bytes.put("peak", peak));
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      heap += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    bytes.put("javaHeapPeak", heap);
    return bytes;
  }

  private static OptionalLong process() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> KIBI * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty(); // not Linux
    }
  }
}
