package dev.impasto.engine.onednn.storage;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Values that are stored as 32-bit floats. */
record F32Values(FloatBuffer floats, IntBuffer bits) implements RowValues {
  @Override
  public int length() {
    return floats.capacity();
  }

  @Override
  public void get(int at, float[] into, int first, int count) {
    floats.get(at, into, first, count);
  }

  @Override
  public void put(int at, float[] values, int first, int count) {
    floats.put(at, values, first, count);
  }

  @Override
  public int perWord() {
    return 1;
  }

  @Override
  public void getWords(int at, int[] into, int count) {
    bits.get(at, into, 0, count);
  }

  @Override
  public void putWords(int at, int[] words, int count) {
    bits.put(at, words, 0, count);
  }
}
