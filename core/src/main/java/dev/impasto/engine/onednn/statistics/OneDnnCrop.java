package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.Area;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;

/** Copies rectangles as they are stored, a row at a time. */
public final class OneDnnCrop implements CropOperation {
  private final OneDnnContext context;

  public OneDnnCrop(OneDnnContext context) {
    this.context = context;
  }

  @Override
  public void cut(Tensor y, Area area, Tensor z) {
    OneDnnTensor from = (OneDnnTensor) y;
    OneDnnTensor to = (OneDnnTensor) z;
    context
        .threads()
        .run(
            z.height(),
            (line, worker) -> {
              int width = line < area.height() ? area.width() : 0;
              if (width > 0) {
                to.copyRow(line, 0, from, area.top() + line, area.left(), width);
              }
              to.clearRow(line, width, z.width() - width);
            });
  }

  @Override
  public void paste(Tensor z, Area area, Tensor y) {
    OneDnnTensor from = (OneDnnTensor) z;
    OneDnnTensor to = (OneDnnTensor) y;
    context
        .threads()
        .run(
            area.height(),
            (line, worker) ->
                to.copyRow(area.top() + line, area.left(), from, line, 0, area.width()));
  }
}
