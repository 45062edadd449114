package dev.impasto.picture;

import dev.impasto.picture.FileKind.Format;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first bytes by which formats are known. The strings are Latin-1: a character is a byte. */
final class Magics {
  private record Magic(int offset, String bytes, FileKind kind) {}

  private static final List<Magic> LIST =
      List.of(
          readable(0, "\u0089PNG\r\n\u001a\n", Format.PNG, "PNG"),
          readable(0, "\u00ff\u00d8\u00ff", Format.JPEG, "JPEG"),
          readable(0, "GIF87a", Format.GIF, "GIF"),
          readable(0, "GIF89a", Format.GIF, "GIF"),
          cameraRaw(8, "CR\u0002\0", "Canon"),
          cameraRaw(8, "IIII", "Phase One"),
          cameraRaw(8, "MMMM", "Phase One"),
          readable(0, "II*\0", Format.TIFF, "TIFF"),
          readable(0, "MM\0*", Format.TIFF, "TIFF"),
          readable(0, "II+\0", Format.TIFF, "BigTIFF"),
          readable(0, "MM\0+", Format.TIFF, "BigTIFF"),
          readable(8, "WEBPVP8", Format.WEBP, "WebP"),
          readable(0, "BM", Format.BMP, "BMP"),
          cameraRaw(0, "FUJIFILMCCD-RAW", "Fujifilm"),
          cameraRaw(0, "IIRO", "Olympus"),
          cameraRaw(0, "IIRS", "Olympus"),
          cameraRaw(0, "MMOR", "Olympus"),
          cameraRaw(0, "IIU\0", "Panasonic or Leica"),
          cameraRaw(0, "FOVb", "Sigma"),
          cameraRaw(0, "\0MRM", "Minolta"),
          cameraRaw(6, "HEAPCCDR", "Canon"),
          cameraRaw(0, "ARRI", "ARRI"),
          cameraRaw(4, "ftypcrx", "Canon"),
          changedAsText(0, "\u0089PNG\n", "a PNG picture"),
          changedAsText(0, "\u0089PNG\r", "a PNG picture"),
          changedAsText(0, "\tPNG\r\n", "a PNG picture"),
          changedAsText(0, "\tPNG\n", "a PNG picture"),
          changedAsText(0, "?PNG", "a PNG picture"),
          changedAsText(0, "\u00c2\u0089PNG", "a PNG picture"),
          changedAsText(0, "\u00e2\u0080\u00b0PNG", "a PNG picture"),
          changedAsText(0, "\u00ef\u00bf\u00bdPNG", "a PNG picture"),
          changedAsText(0, "\u00c3\u00bf\u00c3\u0098\u00c3\u00bf", "a JPEG picture"),
          changedAsText(0, "\u00ef\u00bf\u00bd\u00ef\u00bf\u00bd\u00ef\u00bf\u00bd", "a picture"),
          changedAsText(0, "\u00ef\u00bb\u00bf\u0089PNG", "a PNG picture"),
          otherPicture(0, "II\u00bc\u0001", "JPEG XR"),
          otherPicture(4, "ftypavi", "AVIF"),
          otherPicture(4, "ftyphei", "HEIC"),
          otherPicture(4, "ftyphev", "HEIC"),
          otherPicture(4, "ftypmif1", "HEIC"),
          otherPicture(4, "ftypmsf1", "HEIC"),
          otherPicture(0, "\u00ff\n", "JPEG XL"),
          otherPicture(0, "\0\0\0\fJXL ", "JPEG XL"),
          otherPicture(0, "\0\0\0\fjP  ", "JPEG 2000"),
          otherPicture(0, "\u00ffO\u00ffQ", "JPEG 2000"),
          otherPicture(0, "\u00ff\u00f7\u00ff", "JPEG-LS"),
          otherPicture(0, "\u008aMNG\r\n", "MNG"),
          otherPicture(0, "\u008bJNG\r\n", "JNG"),
          otherPicture(0, "8BPS", "a Photoshop document"),
          otherPicture(0, "v/1\u0001", "OpenEXR"),
          otherPicture(0, "#?RADIANCE", "Radiance HDR"),
          otherPicture(0, "#?RGBE", "Radiance HDR"),
          otherPicture(0, "gimp xcf", "a GIMP document"),
          otherPicture(0, "\0\0\u0001\0", "an icon file"),
          otherPicture(0, "\0\0\u0002\0\u0001\0", "a cursor file"),
          otherPicture(0, "icns", "an icon file"),
          otherPicture(0, "qoif", "QOI"),
          otherPicture(0, "DDS ", "DDS"),
          otherPicture(0, "farbfeld", "farbfeld"),
          otherPicture(0, "P7\n", "PAM"),
          otherPicture(0, "PF\n", "PFM"),
          otherPicture(0, "Pf\n", "PFM"),
          otherPicture(0, "\u0001\u00da\0", "SGI"),
          otherPicture(0, "\u0001\u00da\u0001", "SGI"),
          otherPicture(0, "Y\u00a6j\u0095", "a Sun raster file"),
          otherPicture(0, "SIMPLE  =", "FITS"),
          otherPicture(128, "DICM", "DICOM"),
          otherPicture(0, "AT&TFORM", "DjVu"),
          otherPicture(0, "BPG\u00fb", "BPG"),
          otherPicture(0, "%!PS", "PostScript"),
          otherPicture(0, "/* XPM", "XPM"),
          otherPicture(0, "%PDF-", "PDF"),
          noPicture(4, "ftyp", "a video"),
          noPicture(0, "PK\u0003\u0004", "a ZIP archive"),
          noPicture(0, "\u001f\u008b", "a gzip archive"),
          noPicture(0, "\u007fELF", "a program"),
          noPicture(0, "MZ", "a program"));

  private Magics() {}

  /**
   * The kind that begins so, or null.
   *
   * @param head the beginning of a file, a character for a byte
   */
  static @Nullable FileKind kind(String head) {
    if (isAvifInAll(head)) {
      return FileKind.otherPicture("AVIF");
    }
    for (Magic magic : LIST) {
      if (head.startsWith(magic.bytes(), magic.offset())) {
        return magic.kind();
      }
    }
    if (head.matches("(?s)P[1-6][\\s#].*")) {
      String[] names = {"PBM", "PGM", "PPM"};
      return FileKind.otherPicture(names[(head.charAt(1) - '1') % 3]);
    }
    if (head.matches("(?s)\n[\0\2-\5]\1[\1\2\4\b].*") && head.length() >= 128) {
      return FileKind.otherPicture("PCX");
    }
    return isTarga(head) ? FileKind.otherPicture("TGA") : null;
  }

  /** Whether the brands of a file, of which the first may be that of HEIC too, name AVIF. */
  private static boolean isAvifInAll(String head) {
    if (!head.startsWith("ftypm", 4) || head.charAt(0) != 0 || head.charAt(1) != 0) {
      return false;
    }
    int length = head.charAt(2) << 8 | head.charAt(3);
    String brands = head.substring(8, Math.max(8, Math.min(length, head.length())));
    return brands.toLowerCase(Locale.ROOT).contains("avif");
  }

  /** Whether the header is one of TGA, which begins with no mark of its own. */
  private static boolean isTarga(String head) {
    if (head.length() < 18) {
      return false;
    }
    int map = head.charAt(1);
    int type = head.charAt(2);
    int depth = head.charAt(16);
    boolean mapped = type == 1 || type == 9;
    boolean plain = type == 2 || type == 3 || type == 10 || type == 11;
    boolean sized =
        (head.charAt(12) | head.charAt(13)) != 0 && (head.charAt(14) | head.charAt(15)) != 0;
    return sized
        && ((mapped && map == 1) || (plain && map == 0 && head.startsWith("\0\0\0\0\0", 3)))
        && (depth == 8 || depth == 15 || depth == 16 || depth == 24 || depth == 32);
  }

  private static Magic readable(int offset, String bytes, Format format, String name) {
    return new Magic(offset, bytes, FileKind.readable(format, name));
  }

  private static Magic otherPicture(int offset, String bytes, String name) {
    return new Magic(offset, bytes, FileKind.otherPicture(name));
  }

  private static Magic cameraRaw(int offset, String bytes, String maker) {
    return new Magic(offset, bytes, FileKind.cameraRaw(maker));
  }

  private static Magic changedAsText(int offset, String bytes, String name) {
    return new Magic(offset, bytes, FileKind.changedAsText(name));
  }

  private static Magic noPicture(int offset, String bytes, String name) {
    return new Magic(offset, bytes, FileKind.noPicture(name));
  }
}
