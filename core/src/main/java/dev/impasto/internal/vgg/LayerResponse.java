package dev.impasto.internal.vgg;

import dev.impasto.engine.Area;
import dev.impasto.engine.CropOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import java.util.Objects;

/**
 * A layer's response to a whole picture, part by part. Where the picture is one tile, the only part
 * is the response itself. Else the parts are bands of the tiles' inner positions, cut out so that
 * the sums over all parts are those over the layer: they take little memory, and stay in the
 * processor's cache while they are summed.
 */
public final class LayerResponse {
  /** The values that a part has at most, unless a few rows have more. */
  private static final int VALUES = 1 << 19;

  /** Of the rows below that are seen with a part, so many more are its own at least. */
  private static final int OWN = 4;

  private final VggPass pass;
  private final Chain.Shape whole;
  private final Reach reach;
  private final int stride;
  private final Tensor response;
  private final boolean cut;
  private final int band;
  private final Tensor part;
  private final Tensor slopes;
  private final CropOperation crop;

  /** Reads a part. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @param area where in the layer the part's values are from; the first is the part's first
     */
    void read(Area area);
  }

  /** Adds to the derivative of a part. */
  @FunctionalInterface
  public interface Deriver {
    /**
     * Adds to it.
     *
     * @param area where in the layer the part's values are from
     * @param gradient the derivative with respect to the part
     */
    void derive(Area area, Tensor gradient);
  }

  LayerResponse(VggPass pass, Layer layer, Chain.Shape whole, Reach reach) {
    Workspace workspace = pass.workspace();
    this.pass = pass;
    this.whole = whole;
    this.reach = reach;
    this.stride = Tapped.stride(layer);
    this.response = pass.response(layer);
    this.cut = !pass.tiling().isWhole();
    this.crop = workspace.crop();
    int rows = Math.min(whole.height(), pass.tiling().rows().inner() / stride + 1);
    int columns = Math.min(whole.width(), pass.tiling().columns().inner() / stride + 1);
    int width = Math.min(response.width(), columns + reach.left() + reach.right());
    this.band = Math.min(rows, band(width, whole.channels(), reach.down()));
    this.part = cut ? unplaced(workspace, width) : response;
    this.slopes = cut ? unplaced(workspace, width) : response;
  }

  private Tensor unplaced(Workspace workspace, int width) {
    int height = Math.min(whole.height(), band + reach.down());
    return workspace.unplaced(height, width, whole.channels());
  }

  /** How many rows a part has, besides those below that are seen with it. */
  private static int band(int width, int channels, int down) {
    return Math.max(VALUES / (width * channels) - down, Math.max(1, OWN * down));
  }

  /**
   * The room that a part takes at most, in 32-bit floats.
   *
   * @param of the layer's response to a tile
   */
  static long room(Tiling tiling, Tapped tapped, Chain.Shape of, Workspace workspace) {
    Layer layer = Objects.requireNonNull(of.layer());
    if (tiling.isWhole()) {
      return workspace.room(of.height(), of.width(), of.channels());
    }
    int reach = tapped.reach().getOrDefault(layer, 0);
    int rows = tiling.rows().inner() / Tapped.stride(layer) + 1 + reach;
    int columns = tiling.columns().inner() / Tapped.stride(layer) + 1 + 2 * reach;
    int most = Math.max(VALUES / of.channels(), (1 + (OWN + 1) * reach) * columns);
    return workspace.room(1, Math.min(most, rows * columns), of.channels());
  }

  /** Rows of the layer. */
  public int height() {
    return whole.height();
  }

  /** Columns of the layer. */
  public int width() {
    return whole.width();
  }

  /** Values at each position. */
  public int channels() {
    return whole.channels();
  }

  /** Positions of the layer. */
  public long positions() {
    return (long) whole.height() * whole.width();
  }

  /** Whether there are several parts. */
  public boolean isCut() {
    return cut;
  }

  /** Where in the layer the present tile's own positions are, of which there is no second. */
  public Area own() {
    if (!cut) {
      return new Area(0, 0, whole.height(), whole.width());
    }
    Tiling.Span rows = pass.tile().rows().at(stride, whole.height());
    return new Tiling.Tile(rows, pass.tile().columns().at(stride, whole.width())).inner();
  }

  /** The most rows of any tile's own positions. */
  public int mostRows() {
    return cut ? most(pass.tiling().rows(), whole.height()) : whole.height();
  }

  /** The most columns of any tile's own positions. */
  public int mostColumns() {
    return cut ? most(pass.tiling().columns(), whole.width()) : whole.width();
  }

  private int most(Tiling.Axis axis, int length) {
    int most = 0;
    for (int i = 0; i < axis.count(); i++) {
      Tiling.Span span = axis.span(i).at(stride, length);
      most = Math.max(most, span.to() - span.from());
    }
    return most;
  }

  /** The values of the present part, zeros beyond its area; operations may be bound to it. */
  public Tensor part() {
    return part;
  }

  /** Gives parts their memory, which is used by one layer after another. */
  void place(Workspace workspace, Tensor values, Tensor derivatives) {
    if (cut) {
      int height = part.height();
      int width = part.width();
      part.moveTo(workspace.tensor(values, 0, height, width, whole.channels()));
      slopes.moveTo(workspace.tensor(derivatives, 0, height, width, whole.channels()));
    }
  }

  /** Reads the present tile's parts. */
  public void each(Reader reader) {
    eachPart(
        (area, place) -> {
          if (cut) {
            crop.cut(response, place, part);
          }
          reader.read(area);
        });
  }

  /**
   * Adds to the derivatives of the present tile's parts, whose values are there too.
   *
   * @param gradient the derivative with respect to the layer's response to the tile
   */
  public void each(Tensor gradient, Deriver deriver) {
    eachPart(
        (area, place) -> {
          if (cut) {
            crop.cut(response, place, part);
            crop.cut(gradient, place, slopes);
            deriver.derive(area, slopes);
            crop.paste(slopes, place, gradient);
          } else {
            deriver.derive(area, gradient);
          }
        });
  }

  /** What is done with a part: its area in the layer, and in the tile's response. */
  private interface Placed {
    void at(Area area, Area place);
  }

  private void eachPart(Placed placed) {
    if (!cut) {
      Area all = new Area(0, 0, whole.height(), whole.width());
      placed.at(all, all);
      return;
    }
    Tiling.Tile tile = pass.tile();
    Tiling.Span rows = tile.rows().at(stride, whole.height());
    Tiling.Span columns = tile.columns().at(stride, whole.width());
    int left = Math.max(0, columns.from() - reach.left());
    int right = Math.min(whole.width(), columns.to() + reach.right());
    for (int top = rows.from(); top < rows.to(); top += band) {
      int own = Math.min(rows.to(), top + band);
      int bottom = Math.min(whole.height(), own + reach.down());
      Area area = new Area(top, left, bottom - top, right - left);
      placed.at(area, area.from(rows.start(), columns.start()));
    }
  }
}
