package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The folder of files and numbers made by independent tools; tests are skipped without it. */
final class ConformancePack {
  private ConformancePack() {}

  /** The tests given, or where the folder is absent a single one that is reported as skipped. */
  static Stream<DynamicTest> tests(Callable<Stream<DynamicTest>> tests) {
    try {
      return Files.isRegularFile(path("FILES.tsv"))
          ? tests.call()
          : Stream.of(
              DynamicTest.dynamicTest(
                  "needs the conformance folder",
                  () -> assumeTrue(false, "there is no conformance folder at " + path(""))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the folder. */
  static Path path(String name) {
    return Path.of(System.getProperty("impasto.conformance", "")).resolve(name);
  }

  /** The rows of a table, each by the names of its columns. */
  static List<Map<String, String>> table(String name) {
    try {
      List<String> lines = Files.readAllLines(path(name));
      String[] columns = lines.get(0).split("\t", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], cells[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /** Compares every tensor with the table's shape, sum, norm, first and last value. */
  static void assertTensors(Network network, List<Map<String, String>> rows) {
    assertThat(rows).hasSize(32);
    for (Map<String, String> row : rows) {
      Layer layer = Layer.of(cell(row, "layer"));
      Convolution convolution = network.convolution(layer);
      boolean weight = cell(row, "tensor").equals("weight");
      String shape =
          weight
              ? convolution.outputs() + "x" + convolution.inputs() + "x3x3"
              : "" + convolution.outputs();
      assertThat(shape).as("%s", row).isEqualTo(cell(row, "shape"));
      assertNumbers(weight ? convolution.weights() : convolution.bias(), row, 0);
    }
  }

  /** Compares numbers with a row's sum, norm, first and last value. */
  static void assertNumbers(float[] values, Map<String, String> row, double relative) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double l2 = Double.parseDouble(cell(row, "l2"));
    assertThat(Math.sqrt(squares))
        .as("l2 of %s", row)
        .isCloseTo(l2, within(l2 * (relative + 1e-12)));
    assertThat(sum)
        .as("sum of %s", row)
        .isCloseTo(
            Double.parseDouble(cell(row, "sum")),
            within(l2 * Math.sqrt(values.length) * (relative + 1e-12)));
    double first = Double.parseDouble(cell(row, "first"));
    double last = Double.parseDouble(cell(row, "last"));
    assertThat((double) values[0])
        .as("first of %s", row)
        .isCloseTo(first, within(Math.abs(first) * (relative + 1e-14)));
    assertThat((double) values[values.length - 1])
        .as("last of %s", row)
        .isCloseTo(last, within(Math.abs(last) * (relative + 1e-14)));
  }
}
