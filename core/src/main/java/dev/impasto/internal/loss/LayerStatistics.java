package dev.impasto.internal.loss;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture's statistics at one layer, or those of a region of it: its Gram matrix (Eq 3 of the
 * paper) before any division, and the sums of its filters' responses.
 *
 * @param channels the number of filters N
 * @param positions the number of positions M that were summed over
 * @param values {@code N x N} sums of products, not divided by anything; not to be modified
 * @param sums the sums of the N responses themselves; none where the {@link StyleComparison} does
 *     not compare means; not to be modified
 * @param shifted the same products of responses at two positions, for each shift from the one to
 *     the other that the {@link StyleComparison} compares
 */
public record LayerStatistics(
    int channels, long positions, float[] values, float[] sums, List<Pairs> shifted) {
  /**
   * Products of responses at two positions.
   *
   * @param count the number of pairs of positions that were summed over, or what they count
   *     together in a region
   * @param values {@code N x N} sums of products, of which the second factor is the response
   *     further on; not to be modified
   */
  public record Pairs(double count, float[] values) {}

  /**
   * Takes the statistics of a whole picture.
   *
   * @param height rows
   * @param width columns
   * @param pixels {@code height x width x 3} values in 0..1
   * @param layers where, at least one
   * @param comparison tells which statistics
   * @return the target of each layer
   */
  public static Map<Layer, LayerStatistics> of(
      Vgg vgg,
      int height,
      int width,
      float[] pixels,
      Collection<Layer> layers,
      StyleComparison comparison) {
    return of(vgg, new Picture(width, height, pixels), layers, comparison, Optional.empty());
  }

  /**
   * Takes the statistics of a picture or of a region of it.
   *
   * @param layers where, at least one
   * @param comparison tells which statistics
   * @param guide the region; empty for the whole picture
   * @return the target of each layer
   */
  public static Map<Layer, LayerStatistics> of(
      Vgg vgg,
      Picture picture,
      Collection<Layer> layers,
      StyleComparison comparison,
      Optional<Guide> guide) {
    Map<Layer, LayerStatistics> taken = new EnumMap<>(Layer.class);
    try (VggPass pass = vgg.forward(picture.height(), picture.width(), Collections.max(layers))) {
      Optional<GuideRoom> room = guide.map(g -> new GuideRoom(pass, layers));
      for (Layer layer : layers) {
        Optional<LayerGuide> part = guide.map(g -> g.at(vgg, layer));
        ResponseStatistics statistics = new ResponseStatistics(pass, layer, comparison, part, room);
        pass.observe(layer, statistics::take);
        taken.put(layer, statistics.taken());
      }
      pass.forward(picture.rgb());
    }
    return taken;
  }

  /**
   * The statistics of several pictures as if of one: of every mean over positions, the mean over
   * the pictures.
   *
   * @param pictures at least one; all of one layer
   * @param shares what each counts, above 0; only their ratios matter
   */
  public static LayerStatistics mixed(List<LayerStatistics> pictures, List<Double> shares) {
    LayerStatistics first = pictures.get(0);
    if (pictures.size() == 1) {
      return first;
    }
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    double[] perPosition = new double[pictures.size()];
    Arrays.setAll(
        perPosition, i -> shares.get(i) / sum * first.positions / pictures.get(i).positions);
    List<Pairs> pairs = new ArrayList<>();
    for (int s = 0; s < first.shifted.size(); s++) {
      int at = s;
      double count = first.shifted.get(s).count();
      double[] perPair = new double[pictures.size()];
      Arrays.setAll(
          perPair,
          i -> shares.get(i) / sum * count / Math.max(1, pictures.get(i).shifted.get(at).count()));
      pairs.add(
          new Pairs(
              count,
              weighted(pictures.stream().map(p -> p.shifted.get(at).values()).toList(), perPair)));
    }
    return new LayerStatistics(
        first.channels,
        first.positions,
        weighted(pictures.stream().map(LayerStatistics::values).toList(), perPosition),
        weighted(pictures.stream().map(LayerStatistics::sums).toList(), perPosition),
        pairs);
  }

  private static float[] weighted(List<float[]> vectors, double[] weights) {
    float[] sum = new float[vectors.get(0).length];
    for (int at = 0; at < sum.length; at++) {
      double value = 0;
      for (int i = 0; i < weights.length; i++) {
        value += weights[i] * vectors.get(i)[at];
      }
      sum[at] = (float) value;
    }
    return sum;
  }
}
