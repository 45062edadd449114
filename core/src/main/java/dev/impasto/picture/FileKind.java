package dev.impasto.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a file is, told by its first bytes alone: names lie, and browsers save WebP as {@code .jpg}.
 *
 * @param format the format, for the pictures that can be read; {@link Format#OTHER} for all else
 * @param name what the file is, to complete "this is ...": "a PNG picture", "an HTML page"
 * @param picture whether it holds a picture, be it in a format that cannot be read
 * @param advice what to do if it cannot be read
 */
record FileKind(Format format, String name, boolean picture, String advice) {
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

  private static final String READABLE = "PNG, JPEG, GIF, BMP, TIFF and WebP can be read";

  /** How many bytes from the beginning of a file are enough to tell. */
  static final int ENOUGH_BYTES = 1024;

  static FileKind readable(Format format, String name) {
    return new FileKind(format, name, true, READABLE);
  }

  static FileKind otherPicture(String name) {
    return new FileKind(Format.OTHER, name, true, "save it as PNG or JPEG (" + READABLE + ")");
  }

  static FileKind cameraRaw(String maker) {
    return new FileKind(
        Format.OTHER, "a camera raw file of " + maker, true, "export it as JPEG or TIFF");
  }

  static FileKind noPicture(String name) {
    return new FileKind(Format.OTHER, name, false, READABLE);
  }

  /** A picture that a program changed because it took it for text. */
  static FileKind changedAsText(String name) {
    return new FileKind(
        Format.OTHER,
        name + " changed by a transfer as text",
        true,
        "copy it again, as a binary file");
  }

  /**
   * Tells what a file is.
   *
   * @param beginning its first {@link #ENOUGH_BYTES} bytes, or all of a shorter file
   */
  static FileKind of(byte[] beginning) {
    String head = new String(beginning, StandardCharsets.ISO_8859_1);
    FileKind kind = Magics.kind(head);
    return kind == null ? text(head, beginning) : kind;
  }

  private static FileKind text(String head, byte[] beginning) {
    String start = head.toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs")) {
      return new FileKind(
          Format.OTHER, "a Git LFS pointer", false, "fetch the picture itself with 'git lfs pull'");
    }
    if (start.contains("<svg")) {
      return otherPicture("SVG");
    }
    if (start.contains("<!doctype html") || start.contains("<html")) {
      return noPicture("an HTML page");
    }
    if (start.stripLeading().startsWith("<?xml")) {
      return noPicture("an XML document");
    }
    if (start.startsWith("data:image/")
        || head.startsWith("iVBORw0KGgo")
        || head.startsWith("/9j/")) {
      return new FileKind(
          Format.OTHER, "text that holds a picture in Base64", false, "decode it first");
    }
    for (byte b : beginning) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return noPicture("of an unknown kind");
      }
    }
    return noPicture("text");
  }
}
