package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.SampleOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;

/** The values of a response at a few of its positions, in plain Java. */
public final class OneDnnSample implements SampleOperation {
  private final OneDnnTensor y;
  private final int[] positions;
  private final float[] values;

  /**
   * Prepares it.
   *
   * @param positions row by row, none twice
   */
  public OneDnnSample(OneDnnTensor y, int[] positions) {
    this.y = y;
    this.positions = positions;
    this.values = new float[y.channels()];
  }

  @Override
  public void forward(float[] samples) {
    RowValues[] rows = y.rowValues();
    for (int i = 0; i < positions.length; i++) {
      int first = positions[i] % y.width() * values.length;
      rows[positions[i] / y.width()].get(first, samples, i * values.length, values.length);
    }
  }

  @Override
  public void backward(float[] slopes, Tensor dy) {
    RowValues[] rows = ((OneDnnTensor) dy).rowValues();
    for (int i = 0; i < positions.length; i++) {
      RowValues row = rows[positions[i] / y.width()];
      int first = positions[i] % y.width() * values.length;
      row.get(first, values, 0, values.length);
      for (int c = 0; c < values.length; c++) {
        values[c] += slopes[i * values.length + c];
      }
      row.put(first, values, 0, values.length);
    }
  }
}
