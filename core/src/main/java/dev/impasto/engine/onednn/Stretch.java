package dev.impasto.engine.onednn;

/**
 * Some values of a tensor, read and written as 32-bit floats whatever they are stored as. Many
 * threads may use it at once.
 */
interface Stretch {
  /** The number of values. */
  int length();

  /** Copies {@code count} values from {@code at} on to {@code into}, from {@code first} on. */
  void get(int at, float[] into, int first, int count);

  /** Copies {@code count} of the values given, from {@code first} on, to {@code at} and on. */
  void put(int at, float[] values, int first, int count);

  /** The same as {@link #get}, with each float as its bits. */
  void getBits(int at, int[] into, int first, int count);

  /** The same as {@link #put}, with each float as its bits. */
  void putBits(int at, int[] bits, int first, int count);
}
