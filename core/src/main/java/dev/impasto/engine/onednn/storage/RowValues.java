package dev.impasto.engine.onednn.storage;

/**
 * The values of a tensor's row, read and written as 32-bit floats, however they are stored. Many
 * threads may use them at once.
 */
public interface RowValues {
  /** The number of values. */
  int length();

  /**
   * Copies {@code count} values from position {@code at} to {@code into}, from {@code first} on.
   */
  void get(int at, float[] into, int first, int count);

  /** Copies {@code count} of {@code values}, from {@code first} on, to position {@code at}. */
  void put(int at, float[] values, int first, int count);

  /** Returns how many values a word of 32 bits holds. */
  int perWord();

  /**
   * Copies {@code count} words as they are stored, from word {@code at} on. Beyond the last value,
   * the last word holds zeros.
   */
  void getWords(int at, int[] into, int count);

  /**
   * Copies {@code count} words to word {@code at} and the following. The part of the last word
   * beyond the last value is not written.
   */
  void putWords(int at, int[] words, int count);
}
