package dev.impasto;

import dev.impasto.internal.loss.Guide;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.StyleComparison;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.request.StyleFit;
import dev.impasto.storage.Storage;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the style pictures used last, so that a later picture in the same manner need
 * not resize them and compute their statistics again. What is kept has the bits of what is new.
 */
final class StyleCache {
  private final long mostBytes;
  private final ResizedPaintings resized = new ResizedPaintings();
  private long bytes;

  /** Least recently used first. */
  private final Map<Key, LayerStatistics> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** All that a target depends on: a {@link Vgg} is a network, an engine and a form. */
  private record Key(Vgg vgg, Layer layer, StyleComparison comparison, String picture) {
    static String picture(Picture style, Optional<Guide> guide) {
      return style.sha256() + guide.map(Guide::identity).orElse("");
    }
  }

  /**
   * Keeps nothing yet.
   *
   * @param mostBytes how much the matrices that are kept may take
   */
  StyleCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** {@link #resized(Picture, ScaleSchedule.Size, StyleFit, Storage)} in the heap. */
  Picture resized(Picture style, ScaleSchedule.Size content, StyleFit fit) {
    return resized.of(style, content, fit);
  }

  /** A style picture on white, resized to fit a size of the result, without its border. */
  Picture resized(Picture style, ScaleSchedule.Size content, StyleFit fit, Storage storage) {
    return storage == Storage.HEAP
        ? resized(style, content, fit)
        : ScaleSchedule.style(style.onWhite(storage), content, fit, storage);
  }

  /** The targets of a whole style picture at some layers, of which there may be none. */
  Map<Layer, LayerStatistics> of(
      Vgg vgg, Picture style, Collection<Layer> layers, StyleComparison comparison) {
    return of(vgg, style, Optional.empty(), layers, comparison);
  }

  /** The targets of a style picture, or of a region of it. */
  Map<Layer, LayerStatistics> of(
      Vgg vgg,
      Picture style,
      Optional<Guide> guide,
      Collection<Layer> layers,
      StyleComparison comparison) {
    String picture = Key.picture(style, guide);
    Map<Layer, LayerStatistics> targets = new EnumMap<>(Layer.class);
    for (Layer layer : layers) {
      LayerStatistics known = kept.get(new Key(vgg, layer, comparison, picture));
      if (known != null) {
        targets.put(layer, known);
      }
    }
    List<Layer> missing = layers.stream().filter(layer -> !targets.containsKey(layer)).toList();
    if (!missing.isEmpty()) {
      PictureStatistics.of(vgg, style, missing, comparison, guide)
          .forEach(
              (layer, target) -> {
                targets.put(layer, target);
                keep(new Key(vgg, layer, comparison, picture), target);
              });
    }
    return targets;
  }

  private void keep(Key key, LayerStatistics target) {
    kept.put(key, target);
    bytes += bytes(target);
    Iterator<LayerStatistics> oldest = kept.values().iterator();
    while (bytes > mostBytes) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  private static long bytes(LayerStatistics target) {
    long values = target.values().length;
    long quantiles = target.quantiles().stream().mapToLong(q -> q.values().length).sum();
    return 4 * (values * (1 + target.shifted().size()) + target.sums().length + quantiles);
  }
}
