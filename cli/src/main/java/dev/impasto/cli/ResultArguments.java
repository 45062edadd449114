package dev.impasto.cli;

import dev.impasto.picture.PictureMetadata;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.picture.PictureWriter.Subsampling;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How pictures are read and written. */
final class ResultArguments {
  private static final int MEGA = 1_000_000;

  @Option(
      names = "--quality",
      paramLabel = "1-100",
      description = "Quality of a JPEG result (default: ${DEFAULT-VALUE}).")
  int quality = PictureWriter.Options.DEFAULT.quality();

  @Option(
      names = "--jpeg-subsampling",
      paramLabel = "444|422|420",
      description =
          "Whether a JPEG result has a color for each pixel, every two or every four (default:"
              + " ${DEFAULT-VALUE}).")
  Subsampling subsampling = Subsampling.NONE;

  @Option(
      names = "--bits",
      paramLabel = "8|16",
      description = "Bits a color of a PNG or TIFF result (default: ${DEFAULT-VALUE}).")
  int bits = 8;

  @Option(
      names = "--keep-exif",
      description =
          "Carry over the photograph's EXIF: date, camera, exposure, author, and where it was taken.")
  boolean keepExif;

  @Option(
      names = "--keep-profile",
      description = "Write the result in the photograph's color profile, not in sRGB.")
  boolean keepProfile;

  @Option(
      names = "--max-pixels",
      paramLabel = "MEGAPIXELS",
      description = "Refuse to read pictures larger than this (default: ${DEFAULT-VALUE}).")
  int maxMegapixels = (int) (PictureReader.DEFAULT_MAX_PIXELS / MEGA);

  /**
   * How a result is written.
   *
   * @throws InvalidInputException if it cannot be
   */
  PictureWriter.Options writing(Path output) {
    PictureWriter.Options writing = writing();
    PictureWriter.check(output, writing);
    return writing;
  }

  /** How results are written, wherever. */
  PictureWriter.Options writing() {
    UsageErrors.requireRange("--quality", quality, 1, 100);
    return PictureWriter.Options.DEFAULT
        .withBits(bits)
        .withQuality(quality)
        .withSubsampling(subsampling);
  }

  /**
   * How a result is written that is made of a photograph.
   *
   * @throws InvalidInputException if it cannot be
   */
  PictureWriter.Options writing(Path output, Path photograph) {
    return writing(output).withMetadata(PictureMetadata.read(photograph, keepExif, keepProfile));
  }

  /** The most pixels that a picture may have to be read. */
  long maxPixels() {
    UsageErrors.requireRange("--max-pixels", maxMegapixels, 1, Integer.MAX_VALUE);
    return (long) maxMegapixels * MEGA;
  }
}
