package dev.impasto;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LayerStatistics;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.network.catalog.Checksum;
import dev.impasto.picture.Picture;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The targets of the style pictures looked at last, so that a picture made in the same manner as
 * one before need not look again. What is kept has the bits that another look would give.
 */
final class StyleStatisticsCache {
  private static final int CHUNK = 1 << 12;

  private final long mostBytes;
  private long bytes;

  /** Least recently used first. */
  private final Map<Key, LayerStatistics> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** All that a target depends on: a {@link Vgg} is a network, an engine and a form. */
  private record Key(Vgg vgg, Layer layer, LossConvention convention, String picture) {}

  /**
   * Keeps nothing yet.
   *
   * @param mostBytes how much the matrices that are kept may take
   */
  StyleStatisticsCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The targets of a style picture at some layers, of which there may be none. */
  Map<Layer, LayerStatistics> of(
      Vgg vgg, Picture style, Collection<Layer> layers, LossConvention convention) {
    String picture = fingerprint(style);
    Map<Layer, LayerStatistics> targets = new EnumMap<>(Layer.class);
    for (Layer layer : layers) {
      LayerStatistics known = kept.get(new Key(vgg, layer, convention, picture));
      if (known != null) {
        targets.put(layer, known);
      }
    }
    List<Layer> missing = layers.stream().filter(layer -> !targets.containsKey(layer)).toList();
    if (!missing.isEmpty()) {
      LayerStatistics.of(vgg, style.height(), style.width(), style.rgb(), missing, convention)
          .forEach(
              (layer, target) -> {
                targets.put(layer, target);
                keep(new Key(vgg, layer, convention, picture), target);
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
    return 4 * (values * (1 + target.shifted().size()) + target.sums().length);
  }

  private static String fingerprint(Picture picture) {
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK);
    chunk.asIntBuffer().put(picture.width()).put(picture.height());
    digest.update(chunk.array(), 0, 8);
    FloatBuffer pixels = FloatBuffer.wrap(picture.rgb());
    while (pixels.hasRemaining()) {
      int count = Math.min(CHUNK, pixels.remaining());
      chunk.asFloatBuffer().put(pixels.slice(pixels.position(), count));
      pixels.position(pixels.position() + count);
      digest.update(chunk.array(), 0, 4 * count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
