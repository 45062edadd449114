package dev.impasto.internal.weights;

import java.util.List;

/** Orders in which formats store filters, and the one that Impasto uses: outputs, inputs, 3, 3. */
final class FilterLayout {
  private FilterLayout() {}

  /**
   * Filters that TensorFlow stores, as rows, columns, inputs, outputs, in Impasto's order. They are
   * told from others by where the sizes of 3 are; other tensors stay as they are, but that biases
   * lose dimensions of 1.
   */
  static List<NamedArray> outputsFirst(List<NamedArray> tensors) {
    boolean last = tensors.stream().anyMatch(t -> isAt(t, 0) && !isAt(t, 2));
    boolean first = tensors.stream().anyMatch(t -> isAt(t, 2) && !isAt(t, 0));
    return tensors.stream()
        .map(t -> isAt(t, 0) && (last || !first) ? rowsFirst(t) : flat(t))
        .toList();
  }

  private static boolean isAt(NamedArray tensor, int dimension) {
    List<Long> shape = tensor.shape();
    return shape.size() == 4 && shape.get(dimension) == 3 && shape.get(dimension + 1) == 3;
  }

  private static NamedArray rowsFirst(NamedArray tensor) {
    long inputs = tensor.shape().get(2);
    long outputs = tensor.shape().get(3);
    List<Long> sizes = List.of(outputs, inputs, 3L, 3L);
    List<Long> strides = List.of(1L, outputs, 3 * inputs * outputs, inputs * outputs);
    return new NamedArray(
        tensor.name(), sizes, () -> gather(tensor.values().get(), sizes, strides));
  }

  /** Filters that MATLAB stores, columns one after another: rows, columns, inputs, outputs. */
  static NamedArray ofMatlab(String name, long inputs, long outputs, float[] values) {
    List<Long> sizes = List.of(outputs, inputs, 3L, 3L);
    return new NamedArray(
        name, sizes, () -> gather(values, sizes, List.of(9 * inputs, 9L, 1L, 3L)));
  }

  /** A tensor of whose sizes at most one is above 1, with that one alone. */
  static NamedArray flat(NamedArray tensor) {
    List<Long> above = tensor.shape().stream().filter(size -> size != 1).toList();
    return tensor.shape().size() < 2 || above.size() > 1
        ? tensor
        : new NamedArray(tensor.name(), above.isEmpty() ? List.of(1L) : above, tensor.values());
  }

  /**
   * Puts values in row-major order.
   *
   * @param span values that lie {@code strides} apart in each dimension
   * @param sizes the dimensions, whose product is the number of values
   */
  static float[] gather(float[] span, List<Long> sizes, List<Long> strides) {
    int[] index = new int[sizes.size()];
    int[] steps = new int[sizes.size()];
    long count = 1;
    for (int d = 0; d < steps.length; d++) {
      steps[d] = sizes.get(d) == 1 ? 0 : (int) (long) strides.get(d);
      count *= sizes.get(d);
    }
    float[] values = new float[(int) count];
    int from = 0;
    for (int i = 0; i < count; i++) {
      values[i] = span[from];
      for (int d = index.length - 1; d >= 0; d--) {
        from += steps[d];
        if (++index[d] < sizes.get(d)) {
          break;
        }
        from -= steps[d] * (int) (long) sizes.get(d);
        index[d] = 0;
      }
    }
    return values;
  }
}
