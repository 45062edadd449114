package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.impasto.faults.Faults;
import dev.impasto.faults.Mutation;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small pictures of every format, damaged at random: each is read, or refused with one line, in
 * bounded time and memory.
 */
class MutatedPicturesTest {
  private static final int ROUNDS = Faults.rounds(700, 3500);
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final long MOST_BYTES = 512L << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path folder;

  MutatedPicturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theFilesToDamageAreValid() throws IOException {
    for (Map.Entry<String, List<byte[]>> format : SmallFiles.byFormat().entrySet()) {
      Path file = folder.resolve("valid." + format.getKey());
      for (byte[] bytes : format.getValue()) {
        assertThat(PictureReader.read(Files.write(file, bytes)).width()).isBetween(10, 30);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyDamagedFileIsReadOrRefused() throws IOException {
    return SmallFiles.byFormat().entrySet().stream()
        .map(
            format ->
                DynamicTest.dynamicTest(
                    format.getKey(), () -> campaign(format.getKey(), format.getValue())));
  }

  private void campaign(String format, List<byte[]> valid) throws IOException {
    Random random = new Random(format.hashCode());
    Path file = folder.resolve("damaged." + format);
    List<String> failures = new ArrayList<>();
    int read = 0;
    long slowest = 0;
    long largest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = Mutation.of(valid.get(round % valid.size()), valid, random);
      if (format.equals("png") && random.nextInt(4) > 0) {
        repairChecksums(damaged);
      }
      Files.write(file, damaged);
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      String problem = "";
      try {
        PictureReader.read(file);
        read++;
      } catch (InvalidInputException e) {
        problem = Faults.isPlain(e.getMessage()) ? "" : String.valueOf(e.getMessage());
      } catch (RuntimeException | Error e) {
        problem = e.toString();
      }
      long nanos = threads.getCurrentThreadCpuTime() - start;
      bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
      if (nanos > MOST_NANOS || bytes > MOST_BYTES) {
        problem += " took %.1f s, %d MB".formatted(nanos / 1e9, bytes >> 20);
      }
      if (!problem.isEmpty()) {
        failures.add(
            "round %d: %s: %s"
                .formatted(round, problem, Base64.getEncoder().encodeToString(damaged)));
      }
      slowest = Math.max(slowest, nanos);
      largest = Math.max(largest, bytes);
    }
    System.out.printf(
        "%s: %d of %d read; at most %.1f ms, %.1f MB%n",
        format, read, ROUNDS, slowest / 1e6, largest / 1e6);
    assertThat(failures).isEmpty();
  }

  /** Makes the checksums of PNG right, or all that is damaged would be noticed by them. */
  private static void repairChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      long end = at + 8 + Integer.toUnsignedLong(bytes.getInt(at));
      if (end + 4 > png.length) {
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, (int) end - at - 4);
      bytes.putInt((int) end, (int) sum.getValue());
      at = (int) end + 4;
    }
  }
}
