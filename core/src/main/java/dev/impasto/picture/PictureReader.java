package dev.impasto.picture;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads pictures from files: PNG, JPEG, GIF, BMP, TIFF and WebP.
 *
 * <p>The format is told by content, never by name. A picture comes out as it is meant to be seen:
 *
 * <ul>
 *   <li>turned upright, as its EXIF orientation says (JPEG, PNG, TIFF, WebP);
 *   <li>in sRGB, converted from its color profile (JPEG, PNG, TIFF, WebP), from the color codes of
 *       PNG's cICP (sRGB, Display P3, BT.2020) and from Lab (TIFF); without any, or with one that
 *       cannot be read, its values are taken to be sRGB already, those of gray pictures as well;
 *       the gAMA of PNG is ignored, and codes of high dynamic range (PQ, HLG) are refused;
 *   <li>16-bit files with all their 16 bits;
 *   <li>inks (CMYK) by their profile, and without one as red = (1 - cyan)(1 - black) and so on;
 *   <li>alpha kept apart; pixels that cannot be seen at all are white, whatever color was hidden
 *       there;
 *   <li>of animations and files of several pages, the first that is not marked as a thumbnail.
 * </ul>
 *
 * <p>Damaged files are refused, also those that are merely cut short, and TIFF with floats beyond
 * 0..1.
 */
public final class PictureReader {
  /** The largest number of pixels that is read unless the caller says otherwise: 100 megapixels. */
  public static final long DEFAULT_MAX_PIXELS = 100_000_000;

  /** So many bytes show whether a file was changed as text. */
  private static final int ENOUGH_TEXT = 1 << 24;

  /** The most bytes that are taken from a pipe: more than any picture that fits into memory. */
  private static final int LONGEST_STREAM = 1 << 29;

  private PictureReader() {}

  /**
   * Reads a picture of at most {@value #DEFAULT_MAX_PIXELS} pixels.
   *
   * @param file a file of any name
   * @throws InvalidInputException if there is no such file, or it holds no picture that can be read
   */
  public static Picture read(Path file) {
    return read(file, DEFAULT_MAX_PIXELS);
  }

  /** {@link #read(Path, long, Storage)} into the heap, of which at most 715 megapixels are read. */
  public static Picture read(Path file, long maxPixels) {
    return read(file, maxPixels, Storage.HEAP);
  }

  /**
   * Reads a picture, row by row: beside it some rows are in memory, and of formats whose decoders
   * know no rows (GIF, BMP, WebP, JPEG in inks, and TIFF but for the usual kinds) its values as the
   * file has them, mostly 3 bytes a pixel.
   *
   * @param file a file of any name
   * @param maxPixels the largest allowed product of width and height, at least 1; it is checked
   *     before pixels are decoded
   * @param storage where the picture will lie; it takes 12 bytes a pixel, with alpha 16
   * @throws InvalidInputException if there is no such file, it holds no picture that can be read,
   *     or the picture is larger than allowed
   */
  public static Picture read(Path file, long maxPixels, Storage storage) {
    InvalidInputException.require(
        maxPixels >= 1, "the limit of pixels must be at least 1, not %d", maxPixels);
    String name = FileName.quoted(file);
    try {
      return opened(file, (kind, bytes) -> decode(name, kind, bytes, maxPixels, storage));
    } catch (OutOfMemoryError e) {
      throw new NotEnoughMemoryException(name + " does not fit into memory: " + advice());
    }
  }

  private static String advice() {
    long heap = Runtime.getRuntime().maxMemory();
    return String.format(
        Locale.ROOT,
        "reduce it, or allow more than the %d MB of Java memory with IMPASTO_JAVA_OPTS=-Xmx%dg",
        heap >> 20,
        3 * Math.max(1, Math.round(heap / 0x1p30)));
  }

  /**
   * Returns normally if a file seems to hold a picture that can be read, as far as its first bytes
   * tell: this takes no time. What can be read but once, such as a pipe, is left alone.
   *
   * @throws InvalidInputException if there is no such file, or it holds no such picture
   */
  public static void check(Path file) {
    if (!isStream(file)) {
      opened(file, (kind, bytes) -> kind);
    }
  }

  /** Whether a file's bytes are there but once. */
  private static boolean isStream(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** What is done with a file of a readable kind. */
  @FunctionalInterface
  private interface Use<T> {
    T of(FileKind kind, FileBytes bytes) throws IOException;
  }

  private static <T> T opened(Path file, Use<T> use) {
    String name = FileName.quoted(file);
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(name + " is a folder, not a picture");
    }
    try {
      if (isStream(file)) {
        return use(name, FileBytes.of(stream(file)), use);
      }
      try (FileChannel channel = FileChannel.open(file)) {
        return use(name, FileBytes.of(channel), use);
      }
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + name, e);
    } catch (AccessDeniedException e) {
      throw new AccessException(name + " may not be read: permission denied", e);
    } catch (IOException e) {
      throw new AccessException(name + " cannot be read: " + FileName.reason(e), e);
    } catch (UncheckedIOException e) {
      throw new AccessException(
          name + " cannot be read: " + FileName.reason(Objects.requireNonNull(e.getCause())), e);
    }
  }

  private static <T> T use(String name, FileBytes bytes, Use<T> use) throws IOException {
    if (bytes.length() == 0) {
      throw new InvalidInputException(name + " is empty (0 bytes), not a picture");
    }
    FileKind kind =
        FileKind.of(bytes.bytes(0, (int) Math.min(FileKind.ENOUGH_BYTES, bytes.length())));
    if (kind.format() == FileKind.Format.OTHER) {
      throw new InvalidInputException(
          kind.picture()
              ? "%s is %s, which cannot be read; %s".formatted(name, kind.name(), kind.advice())
              : "%s is %s, not a picture; %s".formatted(name, kind.name(), kind.advice()));
    }
    return use.of(kind, bytes);
  }

  private static byte[] stream(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_STREAM);
      InvalidInputException.require(
          bytes.length < LONGEST_STREAM,
          "%s is a pipe that does not end: save the picture to a file first",
          FileName.quoted(file));
      return bytes;
    }
  }

  /**
   * What a file says besides its pixels, which are not decoded.
   *
   * @param use takes of it what is needed, before the file is closed
   * @throws InvalidInputException if it holds no picture that can be read, or is a pipe
   */
  static <T> T embedded(Path file, Function<Embedded, T> use) {
    String name = FileName.quoted(file);
    InvalidInputException.require(
        !isStream(file),
        "%s can be read but once: save it to a file first, to carry over its EXIF or profile",
        name);
    return opened(
        file,
        (kind, all) ->
            decoded(
                new SizeLimit(name, Long.MAX_VALUE, all.length()),
                kind,
                all,
                (bytes, limit) ->
                    use.apply(
                        switch (kind.format()) {
                          case PNG -> PngDecoder.embedded(bytes, limit);
                          case JPEG -> new JpegSegments(bytes, limit).embedded();
                          case TIFF -> TiffDecoder.embedded(bytes);
                          case WEBP -> WebpDecoder.embedded(bytes.all());
                          case GIF, BMP, OTHER -> Embedded.NOTHING;
                        })));
  }

  private static Picture decode(
      String name, FileKind kind, FileBytes bytes, long maxPixels, Storage storage) {
    return decoded(
        SizeLimit.of(name, maxPixels, storage, bytes.length()),
        kind,
        bytes,
        (file, limit) ->
            UprightPicture.of(
                switch (kind.format()) {
                  case PNG -> PngDecoder.decode(file, limit, storage);
                  case JPEG -> JpegDecoder.decode(file, limit);
                  case GIF -> RasterDecoder.gif(file, limit);
                  case BMP -> RasterDecoder.bmp(file, limit);
                  case TIFF -> TiffDecoder.decode(file, limit);
                  case WEBP -> WebpDecoder.decode(file.all(), limit);
                  case OTHER -> throw new IllegalArgumentException(kind.name());
                },
                storage));
  }

  /** What is read from a file's bytes. */
  @FunctionalInterface
  private interface Decoding<T> {
    T of(FileBytes bytes, SizeLimit limit) throws IOException;
  }

  private static <T> T decoded(
      SizeLimit limit, FileKind kind, FileBytes bytes, Decoding<T> decoding) {
    try {
      return decoding.of(bytes, limit);
    } catch (InvalidInputException | UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InvalidInputException(
          "%s is a damaged or unusual %s file: %s; save it anew as PNG or JPEG"
              .formatted(limit.file(), kind.name(), reason(e, bytes)),
          e);
    }
  }

  /** What is wrong; the decoders of others answer damaged files with exceptions of many kinds. */
  private static String reason(Exception failure, FileBytes bytes) {
    if (TextTransfer.changed(bytes.bytes(0, (int) Math.min(ENOUGH_TEXT, bytes.length())))) {
      return "it was changed by a transfer as text, which must be one as binary";
    }
    if (failure instanceof EOFException) {
      return "it is cut short";
    }
    return failure instanceof Unreadable ? FileName.reason(failure) : "it cannot be decoded";
  }
}
