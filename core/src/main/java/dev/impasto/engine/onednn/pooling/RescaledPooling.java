package dev.impasto.engine.onednn.pooling;

import dev.impasto.engine.PoolingOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.BoundOperation;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import dev.impasto.engine.onednn.threads.RowRange;
import java.util.ArrayList;
import java.util.List;

/** Another pooling, whose values are multiplied by a factor. */
public final class RescaledPooling implements PoolingOperation {
  private final OneDnnContext context;
  private final PoolingOperation pooling;
  private final float factor;
  private final List<Runnable> rescaling;
  private final BoundOperation backward = new BoundOperation();

  /**
   * Binds the operation.
   *
   * @param pooling puts its values into y
   */
  public RescaledPooling(
      OneDnnContext context, PoolingOperation pooling, double factor, OneDnnTensor y) {
    this.context = context;
    this.pooling = pooling;
    this.factor = (float) factor;
    this.rescaling = rescaled(y);
  }

  private List<Runnable> rescaled(OneDnnTensor tensor) {
    RowValues[] rows = tensor.rowValues();
    List<Runnable> shares = new ArrayList<>();
    for (RowRange range : RowRange.shares(rows.length, context.threads().count())) {
      float[] row = new float[tensor.width() * tensor.channels()];
      shares.add(
          () -> {
            for (int i = range.from(); i < range.to(); i++) {
              rows[i].get(0, row, 0, row.length);
              for (int k = 0; k < row.length; k++) {
                row[k] *= factor;
              }
              rows[i].put(0, row, 0, row.length);
            }
          });
    }
    return shares;
  }

  @Override
  public void forward() {
    pooling.forward();
    context.threads().run(rescaling);
  }

  @Override
  public void backward(Tensor dy, Tensor dx) {
    pooling.backward(dy, dx);
    backward.run(
        dy,
        dx,
        () -> {
          List<Runnable> slopes = rescaled((OneDnnTensor) dx);
          return () -> context.threads().run(slopes);
        });
  }
}
