package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
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

/**
 * One network as other programs keep it: the files were written by NumPy, SciPy, h5py and onnx
 * ({@code make.py} beside them).
 */
class ForeignNetworksTest {
  private static final Path FILES = Path.of("src/test/resources/weights");
  private static final int ROUNDS = 400;
  private static final long MOST_NANOS = 5_000_000_000L;

  /** What is unpacked may be larger than the file, but not without bounds. */
  private static final long MOST_BYTES = 16L << 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .filter(file -> !file.toString().matches(".*(make\\.py|\\.bin|-of-2\\.safetensors)"))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFormHasTheSameNumbers() throws IOException {
    Network reference = NetworkFile.read(FILES.resolve("reference.safetensors"));
    assertThat(reference.layers()).hasSize(16);
    assertThat(files()).hasSizeGreaterThan(15);
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    "" + file.getFileName(),
                    () -> {
                      Network read = NetworkFile.read(file);
                      assertThat(read.layers()).hasSizeGreaterThanOrEqualTo(7);
                      for (Layer layer : read.layers()) {
                        assertThat(read.convolution(layer).weights())
                            .isEqualTo(reference.convolution(layer).weights());
                        assertThat(read.convolution(layer).bias())
                            .isEqualTo(reference.convolution(layer).bias());
                      }
                    }));
  }

  @Test
  void thePreprocessingIsThatOfTheFileOrOfItsKind() {
    Preprocessing redFirst =
        new Preprocessing(
            Preprocessing.Channels.RGB,
            255,
            List.of(123.68, 116.779, 103.939),
            List.of(1.0, 1.0, 1.0));
    Map<String, Preprocessing> wanted = new LinkedHashMap<>();
    wanted.put("plain.mat", redFirst);
    wanted.put("deflated.mat", redFirst);
    wanted.put("version73-deflated.mat", redFirst);
    wanted.put("stored.npz", redFirst);
    wanted.put("list.npy", Preprocessing.CAFFE);
    wanted.put("keras3.keras", Preprocessing.CAFFE);
    wanted.put("model.json", Preprocessing.CAFFE);
    wanted.put("deflated.npz", Preprocessing.TORCHVISION);
    wanted.put("quantized.onnx", Preprocessing.TORCHVISION);
    wanted.forEach(
        (name, preprocessing) ->
            assertThat(NetworkFile.read(FILES.resolve(name)).preprocessing())
                .as(name)
                .isEqualTo(preprocessing));
  }

  @TestFactory
  Stream<DynamicTest> everyDamagedFileIsReadOrRefused() throws IOException {
    List<byte[]> all = new java.util.ArrayList<>();
    for (Path file : files()) {
      all.add(Files.readAllBytes(file));
    }
    return files().stream()
        .filter(file -> !file.toString().endsWith(".json"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    "" + file.getFileName(),
                    () -> {
                      Random random = new Random(file.getFileName().toString().hashCode());
                      byte[] valid = Files.readAllBytes(file);
                      for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged = MutatedWeightFilesTest.damage(valid, all, random);
                        attempt(
                            "round " + round,
                            damaged,
                            () ->
                                NetworkReader.read(
                                    WeightBytes.of(damaged, "damaged"), Optional.empty()));
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyDamagedIndexIsReadOrRefused(@TempDir Path folder) throws IOException {
    try (Stream<Path> parts = Files.list(FILES)) {
      for (Path part : parts.filter(p -> p.toString().matches(".*(bin|-of-2.*)")).toList()) {
        Files.copy(part, folder.resolve(part.getFileName()));
      }
    }
    return Stream.of("model.json", "model.safetensors.index.json")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Random random = new Random(name.hashCode());
                      byte[] valid = Files.readAllBytes(FILES.resolve(name));
                      Path file = folder.resolve("damaged");
                      for (int round = 0; round < ROUNDS; round++) {
                        byte[] damaged =
                            MutatedWeightFilesTest.damage(valid, List.of(valid), random);
                        Files.write(file, damaged);
                        attempt("round " + round, damaged, () -> NetworkFile.read(file));
                      }
                    }));
  }

  private void attempt(String round, byte[] damaged, Runnable reading) {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try {
      reading.run();
    } catch (InvalidInputException e) {
      assertThat(e.getMessage())
          .as(round)
          .matches("[^\\p{C}]{10,400}")
          .doesNotContain("Exception", "java.");
    } catch (RuntimeException | Error e) {
      fail(round + ": " + HexFormat.of().formatHex(Arrays.copyOf(damaged, 400)), e);
    }
    assertThat(System.nanoTime() - start).as(round).isLessThan(MOST_NANOS);
    assertThat(threads.getCurrentThreadAllocatedBytes() - bytes)
        .as(round)
        .isLessThan(MOST_BYTES + 100L * damaged.length);
  }

  @Test
  void whatCannotBeReadIsNamedWithWhatToDo() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("\u001c\0\0\0TFL3", "a TensorFlow Lite model");
    kinds.put("\4\0\0\0\1\0\0\0\3\0\0\0V 1", "a file of Torch7 (t7)");
    kinds.put("\n\u001a\n\5input\u0012\u000bPlaceholder", "a frozen TensorFlow graph");
    kinds.put("\b\1\u0012\u00f0\u0080\u0010\n\5", "a TensorFlow SavedModel");
    kinds.put("model_checkpoint_path: 'x'", "the list of a TensorFlow checkpoint's files");
    kinds.forEach(
        (start, kind) ->
            assertThatThrownBy(() -> read(start))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it is " + kind)
                .hasMessageContaining("'impasto networks fetch vgg19-caffe'"));
    assertThatThrownBy(() -> read("\u001f\u008b\b\0"))
        .hasMessageContaining("compressed by gzip; unpack it first");
  }

  private static void read(String start) {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 120);
    NetworkReader.read(WeightBytes.of(bytes, "x"), Optional.empty());
  }

  @Test
  void aPickleOfArraysThatAsksForAnythingElseIsRefused() throws IOException {
    byte[] file = Files.readAllBytes(FILES.resolve("list.npy"));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    byte[] other =
        text.replace("_reconstruct", "_get_ndarray").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(other).hasSameSizeAs(file);
    assertThatThrownBy(() -> NetworkReader.read(WeightBytes.of(other, "x"), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("_get_ndarray', which no dictionary of arrays needs");
  }

  @Test
  void anIndexNamesOnlyFilesBesideIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.json");
    Files.writeString(file, "{\"weight_map\":{\"a\":\"../up.safetensors\"}}");
    assertThatThrownBy(() -> NetworkFile.read(file))
        .hasMessageContaining("../up.safetensors, which is not the name of a file beside it");
    Files.writeString(file, "{\"weight_map\":{\"a\":\"gone.safetensors\"}}");
    assertThatThrownBy(() -> NetworkFile.read(file))
        .hasMessageContaining("needs the file gone.safetensors beside it, which is not there");
    Files.writeString(file, "{\"weight_map\":{\"a\":\"x.json\"}}");
    assertThatThrownBy(() -> NetworkFile.read(file)).hasMessageContaining("is JSON, not weights");
  }

  @Test
  void aTensorsNameTellsWhatIsThereWhereNoneIsVggs() {
    assertThatThrownBy(
            () ->
                new LayerNames(
                        "x",
                        List.of(
                            new dev.impasto.internal.weights.NamedArray(
                                "bn1.weight", List.of(3L), () -> new float[3])))
                    .pairs())
        .hasMessageContaining("such as bn1.weight");
  }
}
