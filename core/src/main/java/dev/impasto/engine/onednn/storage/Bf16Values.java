package dev.impasto.engine.onednn.storage;

import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/**
 * Values that are stored as bf16. Writing rounds to the nearest, and halfway cases to the even one.
 *
 * @param halves the values
 * @param pairs the same memory as words of two values, without the last value where their number is
 *     odd
 */
record Bf16Values(ShortBuffer halves, IntBuffer pairs) implements RowValues {
  private static final int BLOCK = 1 << 11;

  /**
   * Values are converted in an array: there the loop becomes vector instructions, in a buffer it
   * does not.
   */
  private static final ThreadLocal<short[]> BLOCKS =
      ThreadLocal.withInitial(() -> new short[BLOCK]);

  @Override
  public int length() {
    return halves.capacity();
  }

  @Override
  public void get(int at, float[] into, int first, int count) {
    short[] block = BLOCKS.get();
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      halves.get(at + done, block, 0, n);
      widen(block, into, first + done, n);
    }
  }

  private static void widen(short[] block, float[] into, int first, int n) {
    for (int i = 0; i < n; i++) {
      into[first + i] = Float.intBitsToFloat(block[i] << Short.SIZE);
    }
  }

  @Override
  public void put(int at, float[] values, int first, int count) {
    short[] block = BLOCKS.get();
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      round(values, first + done, block, n);
      halves.put(at + done, block, 0, n);
    }
  }

  private static void round(float[] values, int first, short[] block, int n) {
    for (int i = 0; i < n; i++) {
      int bits = Float.floatToRawIntBits(values[first + i]);
      block[i] = (short) ((bits + 0x7fff + (bits >>> Short.SIZE & 1)) >>> Short.SIZE);
    }
  }

  @Override
  public int perWord() {
    return 2;
  }

  @Override
  public void getWords(int at, int[] into, int count) {
    int whole = Math.min(count, pairs.capacity() - at);
    pairs.get(at, into, 0, whole);
    if (whole < count) {
      into[whole] = halves.get(2 * (at + whole)) & 0xffff;
    }
  }

  @Override
  public void putWords(int at, int[] words, int count) {
    int whole = Math.min(count, pairs.capacity() - at);
    pairs.put(at, words, 0, whole);
    if (whole < count) {
      halves.put(2 * (at + whole), (short) words[whole]);
    }
  }
}
