package dev.impasto.internal.weights;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A named block of numbers in a file; the numbers stay there until they are asked for.
 *
 * @param name as the file calls it, or {@code conv1_1.weight} where the format fixes the layers
 * @param shape its sizes, all above 0, whose product fits what the file holds
 * @param values reads the numbers in row-major order, as long as the file is open
 */
public record NamedArray(String name, List<Long> shape, Supplier<float[]> values) {
  /** Keeps the shape as it is now. */
  public NamedArray {
    shape = List.copyOf(shape);
  }

  /** The shape as it is written in messages: {@code 64x3x3x3}. */
  public String size() {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /**
   * The number of values of a shape.
   *
   * @throws dev.impasto.problem.InvalidInputException if a size is below 1, or there are more than
   *     {@code most}
   */
  static int count(WeightBytes source, String name, List<Long> shape, long most) {
    long count = 1;
    for (long size : shape) {
      source.require(size >= 1, "%s has the shape %s; sizes must be above 0", name, shape);
      source.require(
          size <= most / count && count * size <= Integer.MAX_VALUE - 8,
          "%s has the shape %s, but the file holds only %d values of it",
          name,
          shape,
          most);
      count *= size;
    }
    source.require(count <= most, "%s has %d values, but the file only %d", name, count, most);
    return (int) count;
  }
}
