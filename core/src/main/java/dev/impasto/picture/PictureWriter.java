package dev.impasto.picture;

import dev.impasto.internal.file.WholeFile;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes pictures to files: PNG ({@code .png}), JPEG ({@code .jpg}, {@code .jpeg}) and TIFF ({@code
 * .tif}, {@code .tiff}).
 *
 * <p>A file is written whole or not at all: an older file of that name stays as it was if something
 * fails. Values outside 0..1 are clamped; others are rounded to the nearest level. The same picture
 * with the same options gives the same bytes. PNG and TIFF keep alpha; JPEG cannot, and shows the
 * picture on white.
 */
public final class PictureWriter {
  private static final String ENDINGS = ".png, .jpg, .jpeg, .tif or .tiff";

  private PictureWriter() {}

  /**
   * How a picture is written.
   *
   * @param bits bits per color in PNG and TIFF files, 8 or 16; JPEG files always have 8
   * @param quality quality of JPEG files, 1..100; the others lose nothing
   * @param subsampling how much coarser than brightness the colors of JPEG files are
   * @param text what the file says about itself, by keyword: in PNG files text chunks, in JPEG
   *     files comments of the form {@code keyword: text}, each cut at 65,533 bytes, in TIFF files
   *     lines of that form in the tag ImageDescription, where the further lines of a text begin
   *     with a space; keywords are 1..79 printable ASCII characters, texts are any; they are
   *     written in the order of the keywords
   * @param metadata what the file takes over from a photograph's
   */
  public record Options(
      int bits,
      int quality,
      Subsampling subsampling,
      Map<String, String> text,
      PictureMetadata metadata) {
    /** 8 bits, quality 95, colors as fine as brightness, no text. */
    public static final Options DEFAULT =
        new Options(8, 95, Subsampling.NONE, Map.of(), PictureMetadata.NONE);

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if one is out of its range
     */
    public Options {
      InvalidInputException.require(
          bits == 8 || bits == 16,
          "a PNG or TIFF picture has 8 or 16 bits per color, not %d",
          bits);
      InvalidInputException.require(
          quality >= 1 && quality <= 100, "JPEG quality must be 1 to 100, not %d", quality);
      for (String keyword : text.keySet()) {
        InvalidInputException.require(
            keyword.matches("[!-~]([ -~]{0,77}[!-~])?"),
            "a keyword in a picture must be 1 to 79 printable ASCII characters, not '%s'",
            keyword);
      }
      text = Collections.unmodifiableMap(new TreeMap<>(text));
    }

    /** The same options with another number of bits. */
    public Options withBits(int newBits) {
      return new Options(newBits, quality, subsampling, text, metadata);
    }

    /** The same options with another quality. */
    public Options withQuality(int newQuality) {
      return new Options(bits, newQuality, subsampling, text, metadata);
    }

    /** The same options with other colors of JPEG files. */
    public Options withSubsampling(Subsampling newSubsampling) {
      return new Options(bits, quality, newSubsampling, text, metadata);
    }

    /** The same options with other texts. */
    public Options withText(Map<String, String> newText) {
      return new Options(bits, quality, subsampling, newText, metadata);
    }

    /** The same options with what the file takes over from a photograph's. */
    public Options withMetadata(PictureMetadata newMetadata) {
      return new Options(bits, quality, subsampling, text, newMetadata);
    }
  }

  /** How many of a JPEG file's pixels share a color; each has its own brightness. */
  public enum Subsampling {
    /** Every pixel has its own color: brushwork is colorful. */
    NONE("444", 1, 1),
    /** Two pixels side by side share a color. */
    HALF("422", 2, 1),
    /** Four pixels, two by two, share a color, as in most photographs. */
    QUARTER("420", 2, 2);

    private final String ratio;

    /** Columns that share a color. */
    final int columns;

    /** Rows that share a color. */
    final int rows;

    Subsampling(String ratio, int columns, int rows) {
      this.ratio = ratio;
      this.columns = columns;
      this.rows = rows;
    }

    /** The usual name: 444, 422 or 420. */
    @Override
    public String toString() {
      return ratio;
    }
  }

  private enum Format {
    PNG,
    JPEG,
    TIFF;

    void encode(Picture picture, Options options, FileChannel channel) throws IOException {
      if (this == TIFF) {
        TiffEncoder.encode(picture, options, channel);
        return;
      }
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      if (this == PNG) {
        PngEncoder.encode(picture, options, out);
      } else {
        JpegEncoder.encode(picture, options, out);
      }
      out.flush();
    }
  }

  /**
   * As {@link #check(Path)}, and whether the options are possible for a file of that ending.
   *
   * @throws InvalidInputException if 16 bits are asked for in JPEG, or a quality or coarser colors
   *     in another format
   */
  public static void check(Path file, Options options) {
    check(file);
    checkName(file, options);
  }

  /**
   * Returns normally if a file's ending names a format that can be written with such options, in
   * whatever folder.
   *
   * @throws InvalidInputException if it does not
   */
  public static void checkName(Path file, Options options) {
    boolean jpeg = format(file) == Format.JPEG;
    InvalidInputException.require(
        !jpeg || options.bits == 8,
        "%s would be a JPEG file, which has 8 bits per color, not %d; end it in .png or .tif",
        FileName.quoted(file),
        options.bits);
    InvalidInputException.require(
        jpeg || options.quality == Options.DEFAULT.quality,
        "%s would be no JPEG file, and only these have a quality, such as %d; end it in .jpg",
        FileName.quoted(file),
        options.quality);
    InvalidInputException.require(
        jpeg || options.subsampling == Subsampling.NONE,
        "%s would be no JPEG file, and only these have colors subsampled as %s; end it in .jpg",
        FileName.quoted(file),
        options.subsampling);
  }

  /**
   * Returns normally if a picture of such a size can be in a file of that ending.
   *
   * @throws InvalidInputException if it cannot: it is too large for JPEG
   */
  public static void checkSize(Path file, int width, int height) {
    InvalidInputException.require(
        format(file) != Format.JPEG || JpegEncoder.holds(width, height),
        "%s would be a JPEG file, which has at most %d pixels a side and %d megapixels, not"
            + " %d x %d pixels; end it in .png or .tif",
        FileName.quoted(file),
        JpegEncoder.MOST_SIDE,
        JpegEncoder.MOST_PIXELS / 1_000_000,
        width,
        height);
  }

  /**
   * Returns normally if a picture could be written to a file, as far as can be told without
   * writing: worth asking before a long computation.
   *
   * @param file the file to be; it may exist already
   * @throws InvalidInputException if its extension is not one that can be written, its folder does
   *     not exist or may not be written to, or there is a folder of that name
   */
  public static void check(Path file) {
    format(file);
    checkPlace(file, ENDINGS);
  }

  /**
   * As {@link #check(Path)}, for a file of any ending.
   *
   * @param endings those that the file may have, as a message names them
   */
  static void checkPlace(Path file, String endings) {
    String name = FileName.quoted(file);
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(
          name + " is a folder; give the name of a file, ending in " + endings);
    }
    Path folder;
    try {
      folder = folder(WholeFile.target(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          "%s cannot be written: %s; name another file".formatted(name, FileName.reason(e)), e);
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "%s cannot be written: there is no folder %s; make it first"
              .formatted(name, FileName.quoted(folder)));
    }
    if (!Files.isWritable(folder)) {
      throw new InvalidInputException(
          "%s cannot be written: the folder %s may not be written to; choose another"
              .formatted(name, FileName.quoted(folder)));
    }
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException | AccessDeniedException e) {
      // It is not there yet, or will be told of next.
    } catch (IOException e) {
      throw new InvalidInputException(
          "%s cannot be written: %s; choose another name".formatted(name, FileName.reason(e)), e);
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new InvalidInputException(
          name + " cannot be written: it exists and may not be changed; choose another name");
    }
  }

  /** Writes a picture with {@link Options#DEFAULT}; see {@link #write(Picture, Path, Options)}. */
  public static void write(Picture picture, Path file) {
    write(picture, file, Options.DEFAULT);
  }

  /**
   * Writes a picture; a file of that name is replaced.
   *
   * @param file the file to be, ending in {@code .png}, {@code .jpg}, {@code .jpeg}, {@code .tif}
   *     or {@code .tiff}
   * @throws InvalidInputException if the file cannot be written; nothing is changed then
   * @throws IllegalArgumentException if a value of the picture is not a number; nothing is changed
   */
  public static void write(Picture picture, Path file, Options options) {
    check(file);
    checkSize(file, picture.width(), picture.height());
    Format format = format(file);
    try {
      WholeFile.write(file, channel -> format.encode(picture, options, channel));
    } catch (IOException e) {
      throw new AccessException(
          "%s cannot be written: %s".formatted(FileName.quoted(file), FileName.reason(e)), e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static Format format(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return Format.PNG;
    }
    if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
      return Format.JPEG;
    }
    if (name.endsWith(".tif") || name.endsWith(".tiff")) {
      return Format.TIFF;
    }
    throw new InvalidInputException(
        "%s names no format that can be written; end it in %s"
            .formatted(FileName.quoted(file), ENDINGS));
  }
}
