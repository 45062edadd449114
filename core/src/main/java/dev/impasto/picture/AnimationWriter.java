package dev.impasto.picture;

import dev.impasto.internal.file.WholeFile;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes pictures of one size as an animation that runs for ever: GIF ({@code .gif}), with one
 * palette of 256 colors for all, or animated PNG ({@code .png}, {@code .apng}), with all colors.
 *
 * <p>A file is written whole or not at all, and the same pictures give the same bytes.
 */
public final class AnimationWriter {
  private static final String ENDINGS = ".gif, .png or .apng";
  private static final int LONGEST = 60_000;

  private AnimationWriter() {}

  /**
   * How long frames are shown.
   *
   * @param each milliseconds for a frame, 20 to 60000; GIF counts in tens
   * @param last milliseconds for the last frame, 20 to 60000
   */
  public record Timing(int each, int last) {
    /** A tenth of a second, and two seconds for the last. */
    public static final Timing DEFAULT = new Timing(100, 2000);

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if one is out of its range
     */
    public Timing {
      for (int time : new int[] {each, last}) {
        InvalidInputException.require(
            time >= 20 && time <= LONGEST,
            "a frame must be shown for 20 to %d milliseconds, not %d",
            LONGEST,
            time);
      }
    }

    int milliseconds(int frame, int frames) {
      return frame == frames - 1 ? last : each;
    }
  }

  /**
   * Returns normally if an animation could be written to a file, as far as can be told without
   * writing.
   *
   * @param file the file to be; it may exist already
   * @throws InvalidInputException if its extension is not that of an animation, or it cannot be
   *     written
   */
  public static void check(Path file) {
    InvalidInputException.require(
        isGif(file) || name(file).endsWith(".png") || name(file).endsWith(".apng"),
        "%s names no animation; end it in %s",
        FileName.quoted(file),
        ENDINGS);
    PictureWriter.checkPlace(file, ENDINGS);
  }

  /**
   * Writes an animation; a file of that name is replaced.
   *
   * @param frames one or more pictures of one size, shown on white where they are not opaque; each
   *     is asked for up to three times, so that a list may read them from files
   * @param file the file to be, ending in {@code .gif}, {@code .png} or {@code .apng}
   * @throws InvalidInputException if the sizes differ, or the file cannot be written; nothing is
   *     changed then
   */
  public static void write(List<Picture> frames, Path file, Timing timing) {
    check(file);
    InvalidInputException.require(!frames.isEmpty(), "an animation needs a picture at least");
    List<Picture> alike = new FramesOfOneSize(frames);
    try {
      WholeFile.write(
          file,
          channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            if (isGif(file)) {
              GifEncoder.encode(alike, timing, out);
            } else {
              ApngEncoder.encode(alike, timing, out);
            }
            out.flush();
          });
    } catch (IOException e) {
      throw new AccessException(
          "%s cannot be written: %s".formatted(FileName.quoted(file), FileName.reason(e)), e);
    }
  }

  private static boolean isGif(Path file) {
    return name(file).endsWith(".gif");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
