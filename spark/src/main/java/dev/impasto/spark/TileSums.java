package dev.impasto.spark;

import dev.impasto.optimize.VectorPart;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * What is summed over a picture's tiles.
 *
 * @param value the sum of what the tiles themselves add to the loss
 * @param step what is to be known of a step
 */
record TileSums(double value, VectorPart.StepSums step) implements Serializable {
  private static final long serialVersionUID = 1;

  TileSums plus(TileSums other) {
    return new TileSums(value + other.value, step.plus(other.step));
  }

  /** The sums of the numbers of all tiles: on the executors first, and of theirs on the driver. */
  static double[] of(JavaRDD<float[]> numbers, int length) {
    return numbers.treeAggregate(
        new double[0], (sums, tile) -> plus(sums, tile, length), TileSums::plus);
  }

  private static double[] plus(double[] sums, float[] tile, int length) {
    double[] all = sums.length == 0 ? new double[length] : sums;
    for (int i = 0; i < length; i++) {
      all[i] += tile[i];
    }
    return all;
  }

  private static double[] plus(double[] sums, double[] others) {
    if (sums.length == 0 || others.length == 0) {
      return sums.length == 0 ? others : sums;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
    return sums;
  }
}
