package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Small valid files, damaged at random: each is read or refused, in bounded time and memory. */
class MutatedWeightFilesTest {
  private static final int ROUNDS = 4000;
  private static final long MOST_NANOS = 5_000_000_000L;
  private static final long MOST_BYTES = 1L << 20;
  private static final long[] LENGTHS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    0x7fff,
    0xffff,
    0x7fffffff,
    0xffffffffL,
    1L << 32,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  private Map<String, byte[]> files() throws IOException {
    Network network = Micro.vgg19();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("torch zip", TorchFiles.zip(network));
    files.put("torch legacy", TorchFiles.legacy(network));
    files.put("caffe", ProtobufFiles.caffe(network));
    files.put("caffe V1", ProtobufFiles.caffeV1(network));
    files.put("hdf5", Hdf5Files.of(network));
    files.put("onnx raw", ProtobufFiles.onnx(network, true));
    files.put("onnx", ProtobufFiles.onnx(network, false));
    Path written = folder.resolve("written");
    NetworkFile.write(network, written);
    files.put("safetensors", Files.readAllBytes(written));
    NetworkFile.write(network, written, NetworkFile.Precision.HALF);
    files.put("safetensors half", Files.readAllBytes(written));
    return files;
  }

  @Test
  void theFilesToDamageAreValid() throws IOException {
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Network read = NetworkReader.read(WeightBytes.of(file.getValue(), "x"), Optional.empty());
      assertThat(read.layers()).as(file.getKey()).hasSize(16);
      NetworkFileTest.assertSame(read, Micro.vgg19());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyDamagedFileIsReadOrRefused() throws IOException {
    List<byte[]> all = List.copyOf(files().values());
    return files().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(), () -> campaign(file.getKey(), file.getValue(), all, ROUNDS)));
  }

  private void campaign(String name, byte[] valid, List<byte[]> all, int rounds) {
    Random random = new Random(name.hashCode());
    int loaded = 0;
    long slowest = 0;
    long largest = 0;
    // What is only paid once, such as loading classes, is paid for by the first rounds.
    for (int round = -50; round < rounds; round++) {
      byte[] damaged = damage(valid, all, random);
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      try {
        NetworkReader.read(WeightBytes.of(damaged, "damaged"), Optional.empty());
        loaded += round < 0 ? 0 : 1;
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).matches("damaged [^\\p{C}]{10,400}");
      } catch (RuntimeException | Error e) {
        fail("%s, round %d: %s".formatted(name, round, keep(damaged)), e);
      }
      long nanos = System.nanoTime() - start;
      bytes = round < 0 ? 0 : threads.getCurrentThreadAllocatedBytes() - bytes;
      if (nanos > MOST_NANOS || bytes > 4L * damaged.length + MOST_BYTES) {
        fail(
            "%s, round %d: %d bytes, %d ns: %s"
                .formatted(name, round, bytes, nanos, keep(damaged)));
      }
      slowest = Math.max(slowest, nanos);
      largest = Math.max(largest, bytes);
    }
    System.out.printf(
        "%s: %d of %d read; at most %.1f ms, %.1f kB%n",
        name, loaded, rounds, slowest / 1e6, largest / 1e3);
  }

  /** Damages a file in one to three places. */
  static byte[] damage(byte[] valid, List<byte[]> all, Random random) {
    byte[] bytes = valid.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 8; i++) {
      // Half of the damage goes to the start, where most of the structure is.
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(600, bytes.length));
      switch (random.nextInt(8)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        case 4 -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          length.putLong(LENGTHS[random.nextInt(LENGTHS.length)]);
          int count = Math.min(1 << random.nextInt(4), bytes.length - at);
          System.arraycopy(length.array(), 0, bytes, at, count);
        }
        case 5 -> bytes = splice(bytes, at, bytes, random);
        case 6 -> bytes = splice(bytes, at, all.get(random.nextInt(all.size())), random);
        default -> {
          int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
          System.arraycopy(bytes, to, shorter, at, bytes.length - to);
          bytes = shorter;
        }
      }
    }
    return bytes;
  }

  /** Some bytes of one file over, or in between, those of another. */
  private static byte[] splice(byte[] into, int at, byte[] from, Random random) {
    int start = random.nextInt(from.length);
    int count = Math.min(from.length - start, 1 + random.nextInt(200));
    if (random.nextBoolean()) {
      byte[] result = into.clone();
      System.arraycopy(from, start, result, at, Math.min(count, into.length - at));
      return result;
    }
    byte[] result = Arrays.copyOf(into, into.length + count);
    System.arraycopy(from, start, result, at, count);
    System.arraycopy(into, at, result, at + count, into.length - at);
    return result;
  }

  /** The damaged file, so that it can be looked at. */
  private static String keep(byte[] damaged) {
    return damaged.length <= 20000 ? HexFormat.of().formatHex(damaged) : damaged.length + " bytes";
  }
}
