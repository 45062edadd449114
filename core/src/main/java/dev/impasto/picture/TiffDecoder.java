package dev.impasto.picture;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads TIFF: the first page that is a picture in full size, not a thumbnail or a mask.
 *
 * <p>The decoder is told another thing than the file says where it knows no better: Lab is then
 * converted here.
 */
final class TiffDecoder {
  private static final int SUBFILE = 254;
  private static final int OLD_SUBFILE = 255;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int SAMPLES = 277;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int DNG_VERSION = 50706;

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int CIE_LAB = 8;
  private static final int ICC_LAB = 9;
  private static final int ITU_LAB = 10;

  private static final List<Long> READABLE_BITS =
      List.of(1L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 32L, 64L);

  /** Sensors with a filter of colors, and linear values of them. */
  private static final List<Long> RAW_PHOTOMETRICS = List.of(32803L, 34892L);

  /** Sony, Samsung, Nikon, Kodak, Pentax, DNG with losses. */
  private static final List<Long> RAW_COMPRESSIONS =
      List.of(32767L, 32769L, 32770L, 32867L, 34713L, 34892L, 65000L, 65535L);

  private TiffDecoder() {}

  /**
   * Decodes a file.
   *
   * @throws IOException if it is damaged or of a kind that cannot be read
   */
  static Decoded decode(FileBytes file, SizeLimit limit) throws IOException {
    List<TiffDirectory> pages = TiffDirectory.pages(file);
    if (pages.isEmpty()) {
      throw new Unreadable("it holds no picture");
    }
    if (isCameraRaw(pages)) {
      throw new InvalidInputException(
          limit.file()
              + " is a camera raw file, which cannot be read; "
              + FileKind.cameraRaw("").advice());
    }
    TiffDirectory page = page(pages);
    checkCompression(page.value(COMPRESSION, 1));
    checkBits(page, file.get(0) == 'I');
    long format = page.value(SAMPLE_FORMAT, 1);
    if (format == 2 || format > 4) {
      throw new Unreadable(
          "its samples are %s numbers, only unsigned ones and floats can be read"
              .formatted(format == 2 ? "signed" : "complex"));
    }
    Map<Integer, Integer> changes = new HashMap<>();
    int photometric = (int) page.value(PHOTOMETRIC, BLACK_IS_ZERO);
    boolean lab = photometric == CIE_LAB || photometric == ICC_LAB;
    if (lab) {
      checkLab(page);
      changes.put(PHOTOMETRIC, page.value(SAMPLES, 1) < 3 ? BLACK_IS_ZERO : RGB);
    } else if (photometric == ITU_LAB) {
      throw new Unreadable("its colors are ITU Lab, only CIE Lab and ICC Lab can be read");
    }
    ExifTags tags = new ExifTags(page);
    Optional<Decoded> usual = lab ? Optional.empty() : TiffRows.of(file, page, limit);
    if (usual.isPresent()) {
      return usual.get().with(tags.profile(), tags.orientation());
    }
    Decoded decoded =
        Codecs.read(
            Codecs.tiffReader(),
            page.first(changes),
            reader -> {
              if (format == 3) {
                JavaImages.checkFloats(reader, limit);
              }
              return JavaImages.first(reader, limit, coding(page, photometric));
            });
    return lab
        ? CieLab.toRgb(decoded, photometric == CIE_LAB).with(null, tags.orientation())
        : decoded.with(tags.profile(), tags.orientation());
  }

  /** What a file says besides its pixels. */
  static Embedded embedded(FileBytes file) {
    List<TiffDirectory> pages = TiffDirectory.pages(file);
    return new Embedded(
        TiffDirectory.first(file).orElse(null),
        pages.isEmpty() ? null : new ExifTags(page(pages)).profile());
  }

  private static TiffDirectory page(List<TiffDirectory> pages) {
    return pages.stream().filter(TiffDecoder::isWhole).findFirst().orElse(pages.get(0));
  }

  private static boolean isWhole(TiffDirectory page) {
    long kind = page.value(SUBFILE, 0);
    return (kind & 5) == 0 && page.value(OLD_SUBFILE, 1) != 2;
  }

  private static boolean isCameraRaw(List<TiffDirectory> pages) {
    for (TiffDirectory page : pages) {
      List<TiffDirectory> children = page.children();
      if (page.has(DNG_VERSION)
          || holdsSensorValues(page)
          || children.stream().anyMatch(TiffDecoder::holdsSensorValues)) {
        return true;
      }
    }
    // A thumbnail with the picture below it: no other program stores pictures so.
    return pages.stream().noneMatch(TiffDecoder::isWhole) && !pages.get(0).children().isEmpty();
  }

  private static boolean holdsSensorValues(TiffDirectory page) {
    return RAW_PHOTOMETRICS.contains(page.value(PHOTOMETRIC, 0))
        || RAW_COMPRESSIONS.contains(page.value(COMPRESSION, 1));
  }

  private static void checkCompression(long compression) throws Unreadable {
    String name =
        switch ((int) compression) {
          case 34712, 33003, 33005 -> "JPEG 2000";
          case 34661 -> "JBIG";
          case 34925 -> "LZMA";
          case 50000, 34926 -> "ZSTD";
          case 50001, 34927 -> "WebP";
          case 50002, 52546 -> "JPEG XL";
          case 34887 -> "LERC";
          default -> "";
        };
    if (!name.isEmpty()) {
      throw new Unreadable("it is compressed with " + name + ", which cannot be read");
    }
  }

  private static void checkBits(TiffDirectory page, boolean littleEndian) throws Unreadable {
    long bits = page.value(BITS, 1);
    // The decoder takes four bits of several colors for numbers of 16 bits.
    boolean mistaken = bits == 4 && littleEndian && page.value(SAMPLES, 1) > 1;
    if (!READABLE_BITS.contains(bits) || mistaken) {
      throw new Unreadable(
          "it has %d bits per sample, only %s can be read"
              .formatted(
                  bits, mistaken ? "8 or 16 of colors" : "1, 2, 4, 6, 8, 10, 12, 14, 16, 32"));
    }
  }

  private static void checkLab(TiffDirectory page) throws Unreadable {
    long bits = page.value(BITS, 1);
    if ((bits != 8 && bits != 16) || page.value(SAMPLE_FORMAT, 1) == 3) {
      throw new Unreadable(
          "its colors are Lab with %d bits, only 8 and 16 can be read".formatted(bits));
    }
  }

  private static JavaImages.Coding coding(TiffDirectory page, int photometric) {
    long[] bits = page.values(BITS);
    boolean alike = bits.length > 0 && Arrays.stream(bits).allMatch(b -> b == bits[0]);
    return new JavaImages.Coding(
        alike && bits[0] < 16 ? (int) bits[0] : 0,
        photometric == WHITE_IS_ZERO,
        page.value(EXTRA_SAMPLES, 0) == 1);
  }
}
