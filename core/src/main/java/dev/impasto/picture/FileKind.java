package dev.impasto.picture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a file is, told by its first bytes alone: names lie, and browsers save WebP as {@code .jpg}.
 *
 * @param format the format, for the pictures that can be read; {@link Format#OTHER} for all else
 * @param name what the file is, to complete "this is ...": "a PNG picture", "an HTML page"
 * @param picture whether it holds a picture, be it in a format that cannot be read
 */
record FileKind(Format format, String name, boolean picture) {
  /** The formats that can be read, and one value for all others. */
  enum Format {
    PNG,
    JPEG,
    GIF,
    BMP,
    TIFF,
    WEBP,
    OTHER
  }

  /** The formats that can be read, for messages. */
  static final String READABLE = "PNG, JPEG, GIF, BMP, TIFF and WebP";

  /** How many bytes from the beginning of a file are enough to tell. */
  static final int ENOUGH_BYTES = 1024;

  private record Magic(int offset, String bytes, FileKind kind) {}

  // The strings are read as Latin-1, one character for one byte.
  private static final List<Magic> MAGICS =
      List.of(
          readable(0, "\u0089PNG\r\n\u001a\n", Format.PNG, "PNG"),
          readable(0, "\u00ff\u00d8\u00ff", Format.JPEG, "JPEG"),
          readable(0, "GIF87a", Format.GIF, "GIF"),
          readable(0, "GIF89a", Format.GIF, "GIF"),
          readable(0, "II*\0", Format.TIFF, "TIFF"),
          readable(0, "MM\0*", Format.TIFF, "TIFF"),
          readable(8, "WEBPVP8", Format.WEBP, "WebP"),
          readable(0, "BM", Format.BMP, "BMP"),
          otherPicture(0, "II+\0", "BigTIFF"),
          otherPicture(0, "MM\0+", "BigTIFF"),
          otherPicture(4, "ftypavi", "AVIF"),
          otherPicture(4, "ftyphei", "HEIC"),
          otherPicture(4, "ftyphev", "HEIC"),
          otherPicture(4, "ftypmif1", "HEIC"),
          otherPicture(4, "ftypmsf1", "HEIC"),
          otherPicture(4, "ftypcrx", "a Canon raw file"),
          otherPicture(0, "\u00ff\n", "JPEG XL"),
          otherPicture(0, "\0\0\0\fJXL ", "JPEG XL"),
          otherPicture(0, "\0\0\0\fjP  ", "JPEG 2000"),
          otherPicture(0, "\u00ffO\u00ffQ", "JPEG 2000"),
          otherPicture(0, "8BPS", "a Photoshop document"),
          otherPicture(0, "v/1\u0001", "OpenEXR"),
          otherPicture(0, "#?RADIANCE", "Radiance HDR"),
          otherPicture(0, "gimp xcf", "a GIMP document"),
          otherPicture(0, "\0\0\u0001\0", "an icon file"),
          otherPicture(0, "P1\n", "PBM"),
          otherPicture(0, "P2\n", "PGM"),
          otherPicture(0, "P3\n", "PPM"),
          otherPicture(0, "P4\n", "PBM"),
          otherPicture(0, "P5\n", "PGM"),
          otherPicture(0, "P6\n", "PPM"),
          otherPicture(0, "%PDF-", "PDF"),
          noPicture(4, "ftyp", "a video"),
          noPicture(0, "PK\u0003\u0004", "a ZIP archive"),
          noPicture(0, "\u001f\u008b", "a gzip archive"),
          noPicture(0, "\u007fELF", "a program"),
          noPicture(0, "MZ", "a program"));

  private static Magic readable(int offset, String bytes, Format format, String name) {
    return new Magic(offset, bytes, new FileKind(format, name, true));
  }

  private static Magic otherPicture(int offset, String bytes, String name) {
    return new Magic(offset, bytes, new FileKind(Format.OTHER, name, true));
  }

  private static Magic noPicture(int offset, String bytes, String name) {
    return new Magic(offset, bytes, new FileKind(Format.OTHER, name, false));
  }

  /**
   * Tells what a file is.
   *
   * @param beginning its first {@link #ENOUGH_BYTES} bytes, or all of a shorter file
   */
  static FileKind of(byte[] beginning) {
    String head = new String(beginning, StandardCharsets.ISO_8859_1);
    for (Magic magic : MAGICS) {
      if (head.startsWith(magic.bytes(), magic.offset())) {
        return magic.kind();
      }
    }
    return text(head, beginning);
  }

  private static FileKind text(String head, byte[] beginning) {
    String start = head.toLowerCase(Locale.ROOT);
    if (start.contains("<svg")) {
      return new FileKind(Format.OTHER, "SVG", true);
    }
    if (start.contains("<!doctype html") || start.contains("<html")) {
      return new FileKind(Format.OTHER, "an HTML page", false);
    }
    if (start.stripLeading().startsWith("<?xml")) {
      return new FileKind(Format.OTHER, "an XML document", false);
    }
    for (byte b : beginning) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return new FileKind(Format.OTHER, "of an unknown kind", false);
      }
    }
    return new FileKind(Format.OTHER, "text", false);
  }
}
