package dev.impasto.engine.onednn;

import java.nio.FloatBuffer;

/**
 * A tensor's rows as buffers. Many threads may use them at once, as long as they use absolute
 * positions; one buffer for the whole could not be longer than 2 GB.
 */
record Rows(FloatBuffer[] rows, int width, int channels) {
  static Rows of(OneDnnTensor tensor) {
    int length = tensor.width() * tensor.channels();
    FloatBuffer[] rows = new FloatBuffer[tensor.height()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = tensor.memory.floats((long) i * length, length);
    }
    return new Rows(rows, tensor.width(), tensor.channels());
  }

  int height() {
    return rows.length;
  }
}
