package dev.impasto.internal.loss;

import dev.impasto.engine.Area;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.TilePass;
import dev.impasto.internal.vgg.TilePlace;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the tiles of a picture add to its loss, each for itself: first the sums that the loss is
 * made of, and then, when {@link SummedLoss} has compared those of all tiles, the derivative. The
 * loss is that of {@link TransferLoss}, of a whole picture, with content, style by sums, and total
 * variation. Owns the chain's memory.
 */
public final class TileLoss implements AutoCloseable {
  private final TilePass tiles;
  private final TotalVariation variation;
  private final Map<Layer, TileContent> contents = new EnumMap<>(Layer.class);
  private final Map<Layer, TileStyle> styles = new EnumMap<>(Layer.class);
  private final JoinedArrays sums;
  private final JoinedArrays slopes;

  /**
   * Allocates what one tile needs.
   *
   * @param height rows of the picture
   * @param width columns of the picture
   * @param options with a style comparison of sums
   * @param down tiles from top to bottom
   * @param across tiles from left to right
   */
  public TileLoss(Vgg vgg, int height, int width, LossOptions options, int down, int across) {
    variation = new TotalVariation(options.variation());
    tiles = vgg.tiles(height, width, TransferLoss.tapped(options), down, across);
    VggPass pass = tiles.pass();
    StyleComparison comparison = options.style().comparison();
    List<float[]> allSums = new ArrayList<>();
    List<float[]> allSlopes = new ArrayList<>();
    for (Layer layer : options.contentLayers()) {
      TileContent content = new TileContent(pass, layer);
      contents.put(layer, content);
      pass.attach(layer, content);
      allSums.add(content.sum());
      allSlopes.add(content.slope());
    }
    for (Layer layer : options.styleLayers()) {
      TileStyle style = new TileStyle(new ResponseStatistics(pass, layer, comparison));
      styles.put(layer, style);
      pass.attach(layer, style);
      allSums.addAll(style.sums());
      allSlopes.addAll(style.derivatives());
    }
    sums = new JoinedArrays(allSums);
    slopes = new JoinedArrays(allSlopes);
  }

  /** The bytes of native memory that a tile takes. */
  public static double bytes(
      Vgg vgg, int height, int width, LossOptions options, int down, int across) {
    return vgg.bytes(height, width, TransferLoss.tapped(options), down, across);
  }

  /** How many tiles there are. */
  public int count() {
    return tiles.count();
  }

  /** Where in the picture a tile is. */
  public TilePlace place(int index) {
    return tiles.place(index);
  }

  /** How many sums there are, and as many derivatives with respect to them. */
  public int length() {
    return sums.length();
  }

  Map<Layer, TileContent> contents() {
    return contents;
  }

  Map<Layer, TileStyle> styles() {
    return styles;
  }

  /** Where {@link SummedLoss} puts the sums of all tiles. */
  JoinedArrays totals() {
    return sums;
  }

  /** Where {@link SummedLoss} puts the derivatives. */
  JoinedArrays derivatives() {
    return slopes;
  }

  VggPass pass() {
    return tiles.pass();
  }

  /** The precision that tiles are computed with. */
  public Precision precision() {
    return tiles.pass().engine().precision();
  }

  /**
   * The statistics of a picture at the style layers.
   *
   * @param photograph the sums of {@link #photograph} over all its tiles
   */
  public Map<Layer, LayerStatistics> statistics(double[] photograph) {
    sums.fill(photograph);
    Map<Layer, LayerStatistics> all = new EnumMap<>(Layer.class);
    styles.forEach((layer, style) -> all.put(layer, style.statistics().taken().copy()));
    return all;
  }

  /** How many responses of a tile of the photograph are kept. */
  public int responses() {
    return contents.values().stream().mapToInt(TileContent::length).sum();
  }

  /**
   * Takes what later evaluations compare with of a tile of the photograph.
   *
   * @param pixels of its window
   * @param responses receives {@link #responses} numbers
   * @return the sums, with the responses' own squares in the place of distances
   */
  public float[] photograph(int index, float[] pixels, float[] responses) {
    begin(true);
    tiles.add(index, pixels);
    int at = 0;
    for (TileContent content : contents.values()) {
      float[] values = new float[content.length()];
      content.get(values);
      System.arraycopy(values, 0, responses, at, values.length);
      at += values.length;
    }
    return sums.joined();
  }

  /**
   * A tile's sums.
   *
   * @param pixels of its window
   * @param responses of the same tile of the photograph
   */
  public float[] sums(int index, float[] pixels, float[] responses) {
    begin(false);
    put(responses);
    tiles.add(index, pixels);
    return sums.joined();
  }

  private void begin(boolean photograph) {
    contents.values().forEach(content -> content.take(photograph));
    contents.values().forEach(TileContent::begin);
    styles.values().forEach(TileStyle::begin);
  }

  private void put(float[] responses) {
    int at = 0;
    for (TileContent content : contents.values()) {
      float[] values = new float[content.length()];
      System.arraycopy(responses, at, values, 0, values.length);
      content.put(values);
      at += values.length;
    }
  }

  /**
   * The derivative of the loss with respect to a tile's pixels, as far as it comes from the tile's
   * own positions: a pixel's is the sum over all windows that it lies in.
   *
   * @param pixels of its window
   * @param responses of the same tile of the photograph
   * @param bySums the derivative with respect to the sums of all tiles
   * @param gradient receives that with respect to each of {@code pixels}
   * @return the tile's part of total variation
   */
  public double derive(
      int index, float[] pixels, float[] responses, float[] bySums, float[] gradient) {
    slopes.fill(bySums);
    put(responses);
    tiles.derive(index, pixels, gradient);
    return variation.term().weight() == 0 ? 0 : vary(tiles.place(index), pixels, gradient);
  }

  /**
   * Adds the derivative of total variation with respect to the tile's own pixels: that with respect
   * to a pixel needs no more than its neighbors. The value is, by Euler's theorem on homogeneous
   * functions, the sum of all pixels times their derivatives, divided by the power.
   */
  private double vary(TilePlace place, float[] pixels, float[] gradient) {
    VggPass pass = tiles.pass();
    Area own = place.inner().from(place.window().top(), place.window().left());
    int top = Math.max(0, own.top() - 1);
    int left = Math.max(0, own.left() - 1);
    int height = Math.min(place.window().height(), own.top() + own.height() + 1) - top;
    int width = Math.min(place.window().width(), own.left() + own.width() + 1) - left;
    int row = 3 * place.window().width();
    float[] seen = new float[3 * height * width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, (top + y) * row + 3 * left, seen, 3 * y * width, 3 * width);
    }
    float[] derivative = new float[seen.length];
    variation.addTo(
        pass.engine().parallel(),
        Floats.of(derivative),
        Floats.of(seen),
        height,
        width,
        new TotalVariation.Extent(pass.height(), pass.width()));
    double sum = 0;
    for (int y = 0; y < own.height(); y++) {
      int to = (own.top() + y) * row + 3 * own.left();
      int from = 3 * ((own.top() + y - top) * width + own.left() - left);
      for (int i = 0; i < 3 * own.width(); i++) {
        gradient[to + i] += derivative[from + i];
        sum += (double) pixels[to + i] * derivative[from + i];
      }
    }
    return sum / variation.term().power();
  }

  @Override
  public void close() {
    tiles.close();
  }
}
