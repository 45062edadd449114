package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.color.ColorMap;
import dev.impasto.color.ColorSample;
import dev.impasto.color.Coloring;
import dev.impasto.internal.loss.Guide;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.StyleRegion;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.Masks;
import dev.impasto.request.StyleFit;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The paintings of a run, and the parts of the picture that get the manner of each. */
final class StyleRegions {
  private final List<StyleSource> sources;
  private final TransferOptions options;
  private final Masks masks;
  private final List<Mask> parts;
  private final Protection protection;

  /**
   * A part of the picture.
   *
   * @param mask of the picture's size; empty for all of it
   * @param painted what of it is painted; empty for all of it
   * @param weight what its style weight is multiplied by
   * @param paintings the numbers of those whose manner it gets
   */
  private record Part(
      Optional<Mask> mask, Optional<Mask> painted, double weight, List<Integer> paintings) {}

  StyleRegions(TransferRequest request, Protection protection) {
    this.sources = request.styles();
    this.options = request.options();
    this.masks = request.masks();
    this.parts = masks.parts(sources.size());
    this.protection = protection;
  }

  /** The paintings, resized for a size of the result. */
  List<Picture> paintings(ScaleSchedule.Size at, StyleCache known, Storage storage) {
    return sources.stream()
        .map(s -> known.resized(s.source().picture(), at, fit(s), storage))
        .toList();
  }

  private StyleFit fit(StyleSource source) {
    return source.fit().orElse(options.styleFit());
  }

  /** The part of a painting that counts, of the size of {@link #paintings}. */
  private Optional<Mask> mask(int painting, ScaleSchedule.Size at, Storage storage) {
    StyleSource source = sources.get(painting);
    Optional<Mask> mask = masks.part(painting, source);
    Picture picture = source.source().picture();
    Optional<Mask> scaled =
        mask.map(m -> ScaleSchedule.styleMask(m, picture, at, fit(source), storage));
    scaled.ifPresent(
        m ->
            require(
                !m.isAll(0),
                "nothing is left of the mask of painting %d without the painting's border: mark"
                    + " more of it, or leave out no border",
                painting + 1));
    return scaled;
  }

  /** The parts of the picture at a size, without its margin; none that is protected altogether. */
  private List<Part> parts(int width, int height, Storage storage) {
    Optional<Mask> painted = protection.painted(width, height, storage);
    if (parts.isEmpty()) {
      List<Integer> all = IntStream.range(0, sources.size()).boxed().toList();
      return List.of(new Part(Optional.empty(), painted, 1, all));
    }
    List<Part> scaled = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Mask mask = parts.get(i).resized(width, height, storage);
      Mask rest = painted.map(mask::times).orElse(mask);
      double weight = masks.weights().isEmpty() ? 1 : masks.weights().get(i);
      if (!rest.isAll(0)) {
        scaled.add(new Part(Optional.of(mask), Optional.of(rest), weight, List.of(i)));
      }
    }
    return scaled;
  }

  /**
   * What the style of each part is compared with. A part has as large a share of the style weight
   * as of the picture, so that a small one is not painted more strongly than a large one.
   *
   * @param styles the paintings as the run sees them
   * @param storage for masks
   */
  List<StyleRegion> targets(
      List<Picture> styles,
      ScaleSchedule.Size at,
      LossOptions loss,
      Vgg vgg,
      StyleCache known,
      Storage storage) {
    List<Map<Layer, LayerStatistics>> each = new ArrayList<>();
    for (int i = 0; i < styles.size(); i++) {
      Optional<Guide> guide = mask(i, at, storage).map(m -> new Guide(m, masks.mode()));
      each.add(known.of(vgg, styles.get(i), guide, loss.styleLayers(), loss.style().comparison()));
    }
    List<StyleRegion> regions = new ArrayList<>();
    for (Part part : parts(at.width(), at.height(), storage)) {
      Optional<Guide> guide =
          part.painted.map(m -> new Guide(m.mirrored(at.margin()), masks.mode()));
      double share = part.weight * part.painted.map(Mask::mean).orElse(1.0);
      if (share > 0) {
        regions.add(new StyleRegion(guide, targets(each, part, loss), share));
      }
    }
    return regions;
  }

  /** The statistics of a part's paintings: mixed by their weights, or each for itself. */
  private Map<Layer, List<StyleTarget>> targets(
      List<Map<Layer, LayerStatistics>> each, Part part, LossOptions loss) {
    List<Double> weights = part.paintings.stream().map(i -> sources.get(i).weight()).toList();
    Map<Layer, List<StyleTarget>> all = new EnumMap<>(Layer.class);
    for (Layer layer : loss.styleLayers()) {
      List<LayerStatistics> ofLayer =
          part.paintings.stream().map(i -> Objects.requireNonNull(each.get(i).get(layer))).toList();
      all.put(layer, StyleTarget.of(ofLayer, weights, loss.style().blend()));
    }
    return all;
  }

  /**
   * Moves a picture's colors to the paintings', part by part. Those of the pixels that are painted
   * tell how.
   *
   * @param styles the paintings as the run sees them
   * @param picture without its margin
   */
  Picture inColorsOf(List<Picture> styles, Picture picture, ScaleSchedule.Size at) {
    return styles.isEmpty() || options.movedColors() == 0
        ? picture
        : byPart(
            styles,
            picture,
            at,
            (part, samples, weights) ->
                ColorMap.SYMMETRIC.moved(
                    new ColorSample(picture, part), samples, weights, options.movedColors()));
  }

  /**
   * What the run made, in the colors of a result, part by part.
   *
   * @param styles the paintings as they are
   * @param photograph of the size of what was made
   */
  Picture colored(
      Coloring coloring,
      Picture made,
      Picture photograph,
      List<Picture> styles,
      ScaleSchedule.Size at) {
    return coloring.changesResult()
        ? byPart(
            styles,
            coloring.unpainted(made, photograph),
            at,
            (part, samples, weights) ->
                coloring.result(made, new ColorSample(photograph, part), samples, weights))
        : made;
  }

  /** Colors a part as its paintings say. */
  @FunctionalInterface
  private interface Painter {
    /**
     * The whole picture in the colors of a part.
     *
     * @param painted what of the picture is painted; empty for all of it
     * @param weights what each of the part's paintings counts
     */
    Picture colored(Optional<Mask> painted, List<ColorSample> paintings, List<Double> weights);
  }

  /** Puts the parts together, each colored on its own; the rest is that of a picture. */
  private Picture byPart(
      List<Picture> styles, Picture rest, ScaleSchedule.Size at, Painter painter) {
    Storage storage = rest.colors().storage();
    List<ColorSample> samples =
        IntStream.range(0, styles.size())
            .mapToObj(i -> new ColorSample(styles.get(i), mask(i, at, storage)))
            .toList();
    long pixels = (long) rest.width() * rest.height();
    try (Floats sum = storage.floats(3 * pixels);
        Floats covered = storage.floats(pixels)) {
      for (Part part : parts(rest.width(), rest.height(), storage)) {
        Picture colored =
            painter.colored(
                part.painted,
                part.paintings.stream().map(samples::get).toList(),
                part.paintings.stream().map(i -> sources.get(i).weight()).toList());
        add(colored, part, sum, covered);
        if (colored != rest) {
          colored.colors().close();
        }
      }
      float[] colors = new float[3 * rest.width()];
      float[] shares = new float[rest.width()];
      return rest.recolored(
          (y, row) -> {
            sum.read((long) y * colors.length, colors, 0, colors.length);
            covered.read((long) y * shares.length, shares, 0, shares.length);
            for (int i = 0; i < row.length; i++) {
              float of = shares[i / 3];
              row[i] = of > 1 ? colors[i] / of : colors[i] + (1 - of) * row[i];
            }
          });
    }
  }

  private static void add(Picture colored, Part part, Floats sum, Floats covered) {
    int width = colored.width();
    float[] row = new float[3 * width];
    float[] sums = new float[3 * width];
    float[] shares = new float[width];
    float[] own = new float[width];
    Arrays.fill(own, 1);
    for (int y = 0; y < colored.height(); y++) {
      if (part.mask.isPresent()) {
        part.mask.get().read(y, own);
      }
      colored.colors().read((long) y * row.length, row, 0, row.length);
      sum.read((long) y * row.length, sums, 0, row.length);
      covered.read((long) y * width, shares, 0, width);
      for (int x = 0; x < width; x++) {
        float share = own[x];
        shares[x] += share;
        for (int c = 3 * x; c < 3 * x + 3; c++) {
          sums[c] += share * row[c];
        }
      }
      sum.write((long) y * row.length, sums, 0, row.length);
      covered.write((long) y * width, shares, 0, width);
    }
  }
}
