package dev.impasto.internal.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the variables of a MATLAB file of version 7.3, which is HDF5: a structure is a group, a
 * cell array a dataset of references to what it holds.
 */
final class MatHdf5 {
  /** How long MATLAB's own header is. */
  static final int START = 512;

  private static final String REFERENCES = "#refs#";
  private static final int MOST_NESTED = 20;
  private static final int MOST_VALUES = 20_000;
  private static final int MOST_TEXT = 1 << 10;

  private final WeightBytes source;
  private final Hdf5 file;
  private int values;

  private MatHdf5(WeightBytes source) {
    this.source = source;
    this.file = new Hdf5(source);
  }

  /** The variables by name, as {@link MatConvNet} describes them. */
  static Map<String, Object> read(WeightBytes source) {
    MatHdf5 reader =
        new MatHdf5(source.slice(START, source.size() - START, "what follows MATLAB's header"));
    Map<String, Hdf5.Member> root = reader.file.group(reader.file.root());
    if (root == null) {
      throw source.damaged("it has no variables");
    }
    root.remove(REFERENCES);
    return reader.structure(root, 0);
  }

  private Map<String, Object> structure(Map<String, Hdf5.Member> members, int depth) {
    Map<String, Object> structure = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          Object value = member.isLink() ? null : value(name, member, depth);
          if (value != null) {
            structure.put(name, value);
          }
        });
    return structure;
  }

  private @Nullable Object value(String name, Hdf5.Member member, int depth) {
    source.require(depth < MOST_NESTED && values++ < MOST_VALUES, "its structures nest too deeply");
    Map<String, Hdf5.Member> group = file.group(member);
    if (group != null) {
      return structure(group, depth + 1);
    }
    Hdf5.Numbers numbers = file.numbers(member, name);
    return switch (numbers.kind()) {
      case FLOAT -> array(name, numbers);
      case REFERENCE -> references(name, numbers, depth);
      case WHOLE -> text(name, numbers);
      case OTHER -> null;
    };
  }

  private MatArray array(String name, Hdf5.Numbers numbers) {
    // HDF5 names the sizes from the slowest to the fastest, MATLAB the other way round.
    List<Long> shape = new ArrayList<>();
    numbers.shape().forEach(size -> shape.add(0, size));
    int count = NamedArray.count(source, name, shape, Hdf5Data.most(source));
    if (!MatArray.isOfUse(shape, count)) {
      return new MatArray(shape, new float[0]);
    }
    float[] into = new float[count];
    numbers.scalar(source, name).read(file.open(numbers, name), 0, numbers.order(), into);
    return new MatArray(shape, into);
  }

  private List<Object> references(String name, Hdf5.Numbers numbers, int depth) {
    List<Object> objects = new ArrayList<>();
    WeightBytes content = file.open(numbers, name);
    source.require(content.size() / 8 <= MOST_VALUES, "%s has %d values", name, content.size() / 8);
    for (long at = 0; at + 8 <= content.size(); at += 8) {
      Object value = value(name, new Hdf5.Member(content.i64(at, "a reference")), depth + 1);
      objects.add(value == null ? "" : value);
    }
    return objects;
  }

  /** Letters of two bytes, or whole numbers that are of no use. */
  private @Nullable String text(String name, Hdf5.Numbers numbers) {
    long count = numbers.shape().stream().reduce(1L, (a, b) -> a * b);
    if (numbers.bytes() != 2 || count < 1 || count > MOST_TEXT) {
      return null;
    }
    WeightBytes content = file.open(numbers, name);
    byte[] bytes = content.bytes(0, content.size(), 2 * MOST_TEXT, name);
    return StandardCharsets.UTF_16LE.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
