package dev.impasto.engine.onednn;

/**
 * A tensor's rows. Many threads may use them at once; one buffer for the whole could not be longer
 * than 2 GB.
 */
record Rows(Stretch[] rows, int width, int channels) {
  static Rows of(OneDnnTensor tensor) {
    Stretch[] rows = tensor.stretches();
    return new Rows(rows, tensor.width(), tensor.channels());
  }

  int height() {
    return rows.length;
  }
}
