package dev.impasto.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.List;

/** Weights against the tables' sums, norms, first and last values. */
public final class TensorTable {
  private TensorTable() {}

  /** Compares every tensor with the table's shape, sum, norm, first and last value. */
  public static void assertTensors(Network network, List<Pack.Row> rows) {
    assertThat(rows).hasSize(32);
    for (Pack.Row row : rows) {
      Layer layer = Layer.of(row.get("layer"));
      Convolution convolution = network.convolution(layer);
      boolean weight = row.get("tensor").equals("weight");
      String shape =
          weight
              ? convolution.outputs() + "x" + convolution.inputs() + "x3x3"
              : "" + convolution.outputs();
      assertThat(shape).as("%s", row).isEqualTo(row.get("shape"));
      assertNumbers(weight ? convolution.weights() : convolution.bias(), row, 0);
    }
  }

  /** Compares numbers with a row's sum, norm, first and last value. */
  public static void assertNumbers(float[] values, Pack.Row row, double relative) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double l2 = row.number("l2");
    assertThat(Math.sqrt(squares))
        .as("l2 of %s", row)
        .isCloseTo(l2, within(l2 * (relative + 1e-12)));
    assertThat(sum)
        .as("sum of %s", row)
        .isCloseTo(row.number("sum"), within(l2 * Math.sqrt(values.length) * (relative + 1e-12)));
    double first = row.number("first");
    double last = row.number("last");
    assertThat((double) values[0])
        .as("first of %s", row)
        .isCloseTo(first, within(Math.abs(first) * (relative + 1e-14)));
    assertThat((double) values[values.length - 1])
        .as("last of %s", row)
        .isCloseTo(last, within(Math.abs(last) * (relative + 1e-14)));
  }
}
