package dev.impasto.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** The folder of numbers made by independent tools, named by a system property. */
public final class Pack {
  private static final Path FOLDER =
      Path.of(System.getProperty("impasto.conformance", "../shared/conformance"));

  private Pack() {}

  /** Skips the calling test, saying why, where the folder is absent. */
  public static void assumePresent() {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER), "skipped: no conformance numbers at " + FOLDER);
  }

  /** The tests given, or where the folder is absent a single one that is reported as skipped. */
  public static Stream<DynamicTest> tests(Callable<Stream<DynamicTest>> tests) {
    try {
      return Files.isDirectory(FOLDER)
          ? tests.call()
          : Stream.of(DynamicTest.dynamicTest("needs the conformance folder", Pack::assumePresent));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path path(String name) {
    return FOLDER.resolve(name);
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row of a table. */
  public record Row(Map<String, String> fields) {
    /** The field under a name of the header; empty where the table has no such column. */
    public String get(String column) {
      return fields.getOrDefault(column, "");
    }

    public double number(String column) {
      return Double.parseDouble(get(column));
    }

    @Override
    public String toString() {
      return fields.toString();
    }
  }

  /** The rows of a table, empty where the folder is absent. */
  public static List<Row> table(String name) {
    if (!Files.exists(path(name))) {
      return List.of();
    }
    String[] lines = new String(bytes(name), StandardCharsets.UTF_8).split("\n");
    String[] names = lines[0].split("\t", -1);
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      String[] fields = lines[i].split("\t", -1);
      Map<String, String> row = new HashMap<>();
      for (int k = 0; k < names.length; k++) {
        row.put(names[k], k < fields.length ? fields[k] : "");
      }
      rows.add(new Row(row));
    }
    return rows;
  }

  /** The numbers of a NumPy file, whatever their type, and its shape. */
  public record Array(int[] shape, double[] values) {
    public float[] floats() {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }

    /** Planes of a picture as pixels: channels x rows x columns to rows x columns x channels. */
    public float[] interleaved(boolean bgr) {
      int c = shape[0];
      int positions = shape[1] * shape[2];
      float[] pixels = new float[values.length];
      for (int k = 0; k < c; k++) {
        for (int i = 0; i < positions; i++) {
          pixels[i * c + (bgr ? c - 1 - k : k)] = (float) values[k * positions + i];
        }
      }
      return pixels;
    }
  }

  public static Array npy(String name) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes.getShort(8) & 0xffff;
    String header = new String(bytes.array(), 10, headerLength, StandardCharsets.US_ASCII);
    Matcher shape = Pattern.compile("'shape': \\(([^)]*)\\)").matcher(header);
    Matcher type = Pattern.compile("'descr': '([^']*)'").matcher(header);
    if (!shape.find() || !type.find()) {
      throw new IllegalStateException(header);
    }
    int[] dimensions =
        java.util.Arrays.stream(shape.group(1).split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int size = java.util.Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
    double[] values = new double[size];
    bytes.position(10 + headerLength);
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (type.group(1)) {
            case "<f4" -> bytes.getFloat();
            case "<f8" -> bytes.getDouble();
            case "|u1" -> bytes.get() & 0xff;
            default -> throw new IllegalStateException(header);
          };
    }
    return new Array(dimensions, values);
  }

  /** {@code ‖a - b‖ / ‖b‖}. */
  public static double relativeError(float[] a, float[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.length; i++) {
      difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      norm += (double) b[i] * b[i];
    }
    return Math.sqrt(difference / norm);
  }
}
