package dev.impasto.internal.weights;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NumPy says about an array.
 *
 * @param source the file it is in, for messages
 * @param type what its values are, such as {@code <f4}, or {@code |O} for a pickle
 * @param columnMajor whether the first index changes fastest
 * @param shape its sizes
 * @param data where its values begin
 */
record NumpyHeader(
    WeightBytes source, String type, boolean columnMajor, List<Long> shape, long data) {
  /** No header of an array of at most 8 dimensions is longer. */
  static final int MOST = 1 << 12;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,20})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, L]*)\\)");

  NumpyHeader {
    shape = List.copyOf(shape);
  }

  /** Reads the start of a {@code .npy}. */
  static NumpyHeader read(WeightBytes source) {
    source.require(
        source.size() >= 12 && source.u8(0) == 0x93 && source.u8(1) == 'N',
        "an array of NumPy does not begin as it should");
    int version = source.u8(6);
    source.require(
        version >= 1 && version <= 3, "an array of NumPy is of version %d, not 1 to 3", version);
    long length = version == 1 ? source.u16(8, "its header") : source.u32(8, "its header");
    long start = version == 1 ? 10 : 12;
    String text =
        new String(
            source.bytes(start, length, MOST - 12, "its header"), StandardCharsets.ISO_8859_1);
    List<Long> shape = new ArrayList<>();
    for (String size : find(source, SHAPE, text).replaceAll("[ L]", "").split(",")) {
      if (!size.isEmpty()) {
        source.require(size.length() <= 18 && shape.size() < 8, "an array has no usable shape");
        shape.add(Long.parseLong(size));
      }
    }
    return new NumpyHeader(
        source,
        find(source, TYPE, text),
        find(source, ORDER, text).equals("True"),
        shape,
        start + length);
  }

  private static String find(WeightBytes source, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    source.require(matcher.find(), "an array of NumPy has a damaged header");
    return matcher.group(1);
  }

  /** Whether it holds Python's objects, pickled. */
  boolean isObject() {
    return type.contains("O");
  }

  /** Its values in row-major order; {@code name} stands for it in messages. */
  float[] values(WeightBytes content, String name) {
    NumberFormat scalar =
        switch (type.substring(1)) {
          case "f2" -> NumberFormat.F16;
          case "f4" -> NumberFormat.F32;
          case "f8" -> NumberFormat.F64;
          default ->
              throw source.damaged("%s is of the type '%s'; f2, f4 and f8 can be read", name, type);
        };
    int count = NamedArray.count(source, name, shape, content.size() / scalar.bytes());
    source.require(
        (long) count * scalar.bytes() == content.size(),
        "%s has the shape %s in %s, which is not %d bytes",
        name,
        shape,
        type,
        content.size());
    float[] values = new float[count];
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    scalar.read(content, 0, order, values);
    if (!columnMajor || shape.size() < 2) {
      return values;
    }
    List<Long> strides = new ArrayList<>();
    long next = 1;
    for (long size : shape) {
      strides.add(next);
      next *= size;
    }
    return FilterLayout.gather(values, shape, Collections.unmodifiableList(strides));
  }
}
