package dev.impasto.studio.store;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small forms of pictures, for the page. Each is made once and kept. */
public final class Views {
  private static final List<Integer> SIDES = List.of(160, 320, 640, 1280, 2048);
  private static final int QUALITY = 85;

  private final Path folder;
  private final long pixels;

  /**
   * Views in a folder, in which nothing else is.
   *
   * @param pixels the most that a picture may have
   */
  public Views(Path folder, long pixels) {
    this.folder = folder;
    this.pixels = pixels;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be made".formatted(folder), e);
    }
  }

  /**
   * A view of a picture.
   *
   * @param file the picture
   * @param id another one for each picture
   * @param longest how many pixels its longest side has at most; rounded up to one of a few sizes
   * @param exact whether nothing may be lost but size, as with masks
   * @return a JPEG file, or a PNG file where it is exact
   */
  public Path of(Path file, String id, int longest, boolean exact) {
    int side =
        SIDES.stream()
            .filter(each -> each >= longest)
            .findFirst()
            .orElse(SIDES.get(SIDES.size() - 1));
    Path view = folder.resolve("%s-%d.%s".formatted(id, side, exact ? "png" : "jpg"));
    synchronized (this) {
      if (!isNewer(view, file)) {
        Picture picture = PictureReader.read(file, pixels);
        boolean small = Math.max(picture.width(), picture.height()) <= side;
        PictureWriter.write(
            small ? picture : picture.fitted(side),
            view,
            PictureWriter.Options.DEFAULT.withQuality(QUALITY));
      }
    }
    return view;
  }

  private boolean isNewer(Path view, Path file) {
    try {
      return Files.exists(view)
          && Files.getLastModifiedTime(view).compareTo(Files.getLastModifiedTime(file)) >= 0;
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be used".formatted(folder), e);
    }
  }
}
