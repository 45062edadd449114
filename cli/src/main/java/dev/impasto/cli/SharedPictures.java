package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.request.PictureLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the pictures of a batch, and keeps those that several of its results need, as far as a
 * sixteenth of the Java memory holds them.
 */
final class SharedPictures implements PictureLoader {
  private static final int SHARE = 16;

  private final long maxPixels;
  private final Set<String> shared = new HashSet<>();
  private final long mostBytes = Runtime.getRuntime().maxMemory() / SHARE;
  private long bytes;

  /** Least recently used first. */
  private final Map<String, Picture> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * For a batch.
   *
   * @param maxPixels the most pixels that a picture may have
   */
  SharedPictures(List<BatchItem> items, long maxPixels) {
    this.maxPixels = maxPixels;
    Map<String, Integer> uses = new HashMap<>();
    items.forEach(
        item -> item.request().files().forEach(file -> uses.merge(file, 1, Integer::sum)));
    uses.forEach(
        (file, count) -> {
          if (count > 1) {
            shared.add(file);
          }
        });
  }

  @Override
  public Picture load(String name) {
    return shared.contains(name) ? kept(name) : PictureReader.read(Path.of(name), maxPixels);
  }

  /** One at a time: two that wait for the same picture read it once. */
  private synchronized Picture kept(String name) {
    Picture known = kept.get(name);
    if (known != null) {
      return known;
    }
    Picture picture = PictureReader.read(Path.of(name), maxPixels);
    kept.put(name, picture);
    bytes += bytes(picture);
    Iterator<Picture> oldest = kept.values().iterator();
    while (bytes > mostBytes) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
    return picture;
  }

  private static long bytes(Picture picture) {
    return (long) Float.BYTES
        * (picture.opacities().isPresent() ? 4 : 3)
        * picture.width()
        * picture.height();
  }
}
