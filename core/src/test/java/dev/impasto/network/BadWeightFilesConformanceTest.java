package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.conformance.Pack;
import dev.impasto.conformance.TensorTable;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and hostile files of every format: each is refused in one line, or read right. */
class BadWeightFilesConformanceTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> everyFileHasItsOutcome() {
    return Pack.tests(
        () -> {
          Path zip = Pack.path("badfiles/weights.zip");
          unpack(zip);
          List<Pack.Row> tensors = Pack.table("badfiles/micro_tensors.tsv");
          return Pack.table("badfiles/weights.tsv").stream()
              .map(row -> DynamicTest.dynamicTest(row.get("file"), () -> check(row, tensors)));
        });
  }

  private void check(Pack.Row row, List<Pack.Row> tensors) {
    Path file = folder.resolve(row.get("file"));
    String action = row.get("action");
    long start = System.nanoTime();
    try {
      Network network = NetworkFile.read(file);
      assertThat(action).as("%s", row).isNotEqualTo("refuse");
      boolean caffe = network.preprocessing().equals(Preprocessing.CAFFE);
      if (!row.get("convention").isEmpty()) {
        assertThat(caffe).isEqualTo(row.get("convention").equals("caffe"));
      }
      if (!row.get("file").contains("dead-filter")) {
        TensorTable.assertTensors(
            network,
            tensors.stream()
                .filter(t -> t.get("set").equals(caffe ? "caffe_f32" : "torchvision_f32"))
                .toList());
      }
    } catch (InvalidInputException e) {
      assertThat(action).as("%s: %s", row, e.getMessage()).isNotEqualTo("load");
      assertThat(e.getMessage()).matches("[^\\p{C}]{20,400}").startsWith(file.getFileName() + " ");
      if (row.get("note").startsWith("message should name conv")) {
        assertThat(e.getMessage()).containsPattern("conv[34]_[13]");
      }
    }
    assertThat(System.nanoTime() - start).as("time").isLessThan(5_000_000_000L);
  }

  /** Writes only the entries whose names lie plainly in one of the two folders. */
  private void unpack(Path zip) throws IOException {
    Files.createDirectories(folder.resolve("good"));
    Files.createDirectories(folder.resolve("weights"));
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().matches("(good|weights)/[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
          Files.copy(in, folder.resolve(entry.getName()));
        }
      }
    }
  }

  @AfterEach
  void nothingWasRunOrWrittenElsewhere() throws IOException {
    List<Path> places =
        List.of(folder, Path.of(""), Path.of("..").toAbsolutePath(), Path.of("/tmp"), Path.of("/"));
    for (Path place : places) {
      try (Stream<Path> files = Files.list(place.toAbsolutePath())) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .noneMatch(name -> name.startsWith("PWNED"));
      }
    }
  }
}
