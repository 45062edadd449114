package dev.impasto;

import dev.impasto.picture.Picture;
import dev.impasto.request.StyleFit;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The style pictures used last, as they were resized: of many pictures in one manner each but the
 * first needs no resizing. A picture is known by itself, not by its values, and forgotten with it.
 */
final class ResizedPaintings {
  /** A painting at five sizes up to 512 pixels takes a third of it. */
  private static final long MOST_BYTES = 16_000_000;

  private final Map<Picture, Map<Form, Picture>> kept = new WeakHashMap<>();
  private long bytes;

  /** What a style picture is resized for. */
  private record Form(ScaleSchedule.Size content, StyleFit fit) {}

  /** What {@link ScaleSchedule#style} gives of a painting on white. */
  synchronized Picture of(Picture painting, ScaleSchedule.Size content, StyleFit fit) {
    Form form = new Form(content, fit);
    Picture known = kept.getOrDefault(painting, Map.of()).get(form);
    if (known != null) {
      return known;
    }
    Picture resized = ScaleSchedule.style(painting.onWhite(), content, fit);
    long own = 3L * Float.BYTES * resized.width() * resized.height();
    if (own <= MOST_BYTES && resized != painting) {
      if (bytes + own > MOST_BYTES) {
        kept.clear();
        bytes = 0;
      }
      kept.computeIfAbsent(painting, p -> new HashMap<>()).put(form, resized);
      bytes += own;
    }
    return resized;
  }
}
