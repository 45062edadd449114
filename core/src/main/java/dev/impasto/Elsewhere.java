package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The sizes of a run that other machines minimize.
 *
 * @param large those machines; empty where all sizes are minimized here
 */
record Elsewhere(Optional<LargeSizes> large) {
  /** All sizes are minimized here. */
  static final Elsewhere NOWHERE = new Elsewhere(Optional.empty());

  /** Copies of the picture that the finish makes, and those that it is made of. */
  private static final int PICTURES = 14;

  private static final int COLORS = 3;

  boolean takes(ScaleSchedule.Size size) {
    return large.isPresent() && large.get().takes(size.height(), size.width());
  }

  /** The request as far as it is minimized here: at the largest of its sizes that is. */
  TransferRequest here(TransferRequest request, List<ScaleSchedule.Size> scales, double heap) {
    ScaleSchedule.Size last = scales.get(scales.size() - 1);
    if (!takes(last)) {
      return request;
    }
    double bytes = (double) PICTURES * COLORS * Float.BYTES * last.pixels();
    require(
        COLORS * (double) last.pixels() < Integer.MAX_VALUE - 8,
        "%dx%d pixels are more than a picture can have",
        last.width(),
        last.height());
    require(
        bytes <= heap,
        "%dx%d pixels need about %.1f GB of Java memory here, and %.1f GB are allowed: allow more,"
            + " or choose a smaller size",
        last.width(),
        last.height(),
        bytes / 0x1p30,
        heap / 0x1p30);
    ScaleSchedule.Size largest =
        scales.stream().filter(size -> !takes(size)).reduce((a, b) -> b).orElse(scales.get(0));
    int longest = Math.max(largest.width(), largest.height());
    // None is minimized here where all are large: what is left is the smallest that there can be.
    TransferOptions options = request.options();
    int least =
        (int)
            Math.ceil(
                TransferOptions.SMALLEST
                    * (double) longest
                    / Math.min(largest.width(), largest.height()));
    return request.withOptions(options.withSize(takes(largest) ? least : longest));
  }

  /**
   * Minimizes a size.
   *
   * @param styles the paintings as the run sees them
   * @param watch is told of every iterate
   * @return the size, minimized
   */
  LargeSize minimize(
      Vgg vgg,
      TransferRequest request,
      List<Picture> styles,
      StyleCache known,
      LargeSize.Problem problem,
      LargeSize.Watch watch) {
    LargeSizes machines = large.orElseThrow();
    LossOptions loss = problem.weighed();
    Map<Layer, List<LayerStatistics>> each = new EnumMap<>(Layer.class);
    for (Picture style : loss.styleLayers().isEmpty() ? List.<Picture>of() : styles) {
      Map<Layer, LayerStatistics> taken =
          machines.takes(style.height(), style.width())
              ? summed(machines, vgg, style, request.options())
              : known.of(vgg, style, loss.styleLayers(), loss.style().comparison());
      taken.forEach((layer, of) -> each.computeIfAbsent(layer, l -> new ArrayList<>()).add(of));
    }
    List<Double> weights = request.styles().stream().map(StyleSource::weight).toList();
    Map<Layer, List<StyleTarget>> targets = new EnumMap<>(Layer.class);
    for (Layer layer : loss.styleLayers()) {
      List<LayerStatistics> ofLayer = Objects.requireNonNull(each.get(layer));
      targets.put(layer, StyleTarget.of(ofLayer, weights, loss.style().blend()));
    }
    Picture photograph = problem.photograph();
    TileCut cut = machines.cut(photograph.height(), photograph.width());
    try (PictureTiles tiles = new PictureTiles(vgg, request.options().loss(), cut)) {
      LargeSize size = new LargeSize(problem, targets, tiles, watch);
      machines.minimize(size);
      return size;
    }
  }

  private static Map<Layer, LayerStatistics> summed(
      LargeSizes machines, Vgg vgg, Picture style, TransferOptions options) {
    TransferOptions alone = options.withContentWeight(0);
    TileCut cut = machines.cut(style.height(), style.width());
    try (PictureTiles tiles = new PictureTiles(vgg, alone.loss(), cut)) {
      return tiles.loss().statistics(machines.sums(style, alone, tiles));
    }
  }
}
