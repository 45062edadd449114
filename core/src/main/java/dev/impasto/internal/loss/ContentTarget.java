package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;
import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer's response P to the photograph, which a {@link ContentLoss} compares with. It is taken
 * when the pass evaluates the photograph. It lies in the engine's memory, which closes with that
 * pass, or in a file.
 */
public final class ContentTarget implements AutoCloseable {
  private final LayerResponse response;
  private final CropOperation crop;
  private final Parallel threads;

  /** Of the whole picture; of nothing where it lies in a file. */
  private final Tensor target;

  private final Optional<Floats> file;

  /** A part's values, on their way to the file or from there. */
  private final float[] copy;

  /** What a part of the response is compared with. */
  private final Tensor part;

  /** F - P of a part. */
  private final DifferenceOperation difference;

  private double energy;

  /** Observes a layer: each evaluation makes its response the target, until observing ends. */
  public ContentTarget(VggPass pass, Layer layer) {
    this(pass, layer, Storage.HEAP);
  }

  /**
   * The same.
   *
   * @param storage where the picture lies: where its response does, if it is cut into tiles
   */
  ContentTarget(VggPass pass, Layer layer, Storage storage) {
    Workspace workspace = pass.workspace();
    this.response = pass.whole(layer, Reach.NONE);
    this.crop = workspace.crop();
    this.threads = pass.engine().parallel();
    Tensor seen = response.part();
    boolean away = response.isCut() && storage != Storage.HEAP;
    this.file =
        away
            ? Optional.of(storage.floats(response.positions() * response.channels()))
            : Optional.empty();
    this.copy = new float[away ? Math.toIntExact(seen.size()) : 0];
    this.target =
        away
            ? workspace.unplaced(1, 1, 1)
            : workspace.tensor(response.height(), response.width(), response.channels());
    this.part =
        response.isCut() ? workspace.tensor(seen.height(), seen.width(), seen.channels()) : target;
    this.difference = workspace.difference(seen, part);
    pass.observe(layer, this::take);
  }

  private void take() {
    response.each(
        area -> {
          part.clear();
          energy += difference.forward();
          if (file.isPresent()) {
            response.part().get(copy);
            eachRow(area, (row, at, count) -> file.get().write(at, copy, row, count));
          } else if (response.isCut()) {
            crop.paste(response.part(), area, target);
          } else {
            target.copyFrom(response.part());
          }
        });
  }

  /**
   * A row of a part: where it begins in the part's values and in the response's, and its length.
   */
  private interface Row {
    void of(int row, long at, int count);
  }

  private void eachRow(Area area, Row row) {
    int channels = response.channels();
    int length = part.width() * channels;
    threads.over(
        area.height(),
        1,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            long position = (long) (area.top() + y) * response.width() + area.left();
            row.of(y * length, position * channels, area.width() * channels);
          }
        });
  }

  /** {@code Σ P²}. */
  double energy() {
    return energy;
  }

  /** Values at each position. */
  int channels() {
    return response.channels();
  }

  /** Positions of the layer. */
  long positions() {
    return response.positions();
  }

  /** {@code Σ (F - P)²} of the present tile. */
  double distance() {
    double[] sum = {0};
    response.each(
        area -> {
          see(area);
          sum[0] += difference.forward();
        });
    return sum[0];
  }

  /** {@code dF += scale (F - P)}. */
  void derive(float scale, Tensor gradient) {
    response.each(
        gradient,
        (area, slopes) -> {
          see(area);
          difference.backward(scale, slopes);
        });
  }

  private void see(Area area) {
    if (file.isPresent()) {
      Arrays.fill(copy, 0);
      eachRow(area, (row, at, count) -> file.get().read(at, copy, row, count));
      part.put(copy);
    } else if (response.isCut()) {
      crop.cut(target, area, part);
    }
  }

  @Override
  public void close() {
    file.ifPresent(Floats::close);
  }
}
