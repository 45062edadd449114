package dev.impasto.internal.loss;

import java.util.List;

/**
 * Several arrays as one, in which their numbers follow each other: what is sent between machines.
 *
 * @param arrays written to and read where they are
 */
record JoinedArrays(List<float[]> arrays) {
  JoinedArrays {
    arrays = List.copyOf(arrays);
  }

  int length() {
    return arrays.stream().mapToInt(array -> array.length).sum();
  }

  /** A copy of all numbers. */
  float[] joined() {
    float[] all = new float[length()];
    int at = 0;
    for (float[] array : arrays) {
      System.arraycopy(array, 0, all, at, array.length);
      at += array.length;
    }
    return all;
  }

  /** Sets all numbers. */
  void fill(float[] all) {
    int at = 0;
    for (float[] array : arrays) {
      System.arraycopy(all, at, array, 0, array.length);
      at += array.length;
    }
  }

  /** Sets all numbers to what was summed up. */
  void fill(double[] all) {
    int at = 0;
    for (float[] array : arrays) {
      for (int i = 0; i < array.length; i++) {
        array[i] = (float) all[at + i];
      }
      at += array.length;
    }
  }
}
