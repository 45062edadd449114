package dev.impasto.cli;

import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How pictures are read and written. */
final class ResultArguments {
  private static final int MEGA = 1_000_000;

  @Option(
      names = "--quality",
      paramLabel = "1-100",
      description = "Quality of a JPEG result (default: ${DEFAULT-VALUE}).")
  int quality = 95;

  @Option(names = "--png16", description = "Write a PNG result with 16 bits a color.")
  boolean sixteenBits;

  @Option(
      names = "--max-pixels",
      paramLabel = "MEGAPIXELS",
      description = "Refuse to read pictures larger than this (default: ${DEFAULT-VALUE}).")
  int maxMegapixels = (int) (PictureReader.DEFAULT_MAX_PIXELS / MEGA);

  /** How a result is written. */
  PictureWriter.Options writing(Path output) {
    InvalidInputException.require(
        !sixteenBits || output.toString().toLowerCase(Locale.ROOT).endsWith(".png"),
        "--png16 needs a result that ends in .png, not '%s'",
        output);
    return new PictureWriter.Options(sixteenBits ? 16 : 8, quality, Map.of());
  }

  /** The most pixels that a picture may have to be read. */
  long maxPixels() {
    UsageErrors.requireRange("--max-pixels", maxMegapixels, 1, Integer.MAX_VALUE);
    return (long) maxMegapixels * MEGA;
  }
}
