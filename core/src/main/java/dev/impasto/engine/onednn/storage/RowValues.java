package dev.impasto.engine.onednn.storage;

/**
 * Some values of a tensor, read and written as 32-bit floats whatever they are stored as. Many
 * threads may use it at once.
 */
public interface RowValues {
  /** The number of values. */
  int length();

  /** Copies {@code count} values from {@code at} on to {@code into}, from {@code first} on. */
  void get(int at, float[] into, int first, int count);

  /** Copies {@code count} of the values given, from {@code first} on, to {@code at} and on. */
  void put(int at, float[] values, int first, int count);

  /** How many values are stored in a word of 32 bits. */
  int perWord();

  /** Copies {@code count} words as they are stored; what the last lacks of values is zero. */
  void getWords(int at, int[] into, int count);

  /** Copies {@code count} words to {@code at} and on, the last without what it lacks of values. */
  void putWords(int at, int[] words, int count);
}
