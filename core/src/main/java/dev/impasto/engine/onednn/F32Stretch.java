package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Values that are stored as what they are read as. */
record F32Stretch(FloatBuffer floats, IntBuffer bits) implements Stretch {
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
  public void getBits(int at, int[] into, int first, int count) {
    bits.get(at, into, first, count);
  }

  @Override
  public void putBits(int at, int[] from, int first, int count) {
    bits.put(at, from, first, count);
  }
}
