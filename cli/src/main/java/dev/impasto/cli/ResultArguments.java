package dev.impasto.cli;

import dev.impasto.TransferOptions;
import dev.impasto.picture.PictureReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the result is to be: its size and its file. */
final class ResultArguments {
  private static final int MEGA = 1_000_000;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS",
      description = "Longest side of the result (default: ${bundle:default.size}).")
  @Nullable Integer size;

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

  /** The settings, with what is given here in their place. */
  TransferOptions applyTo(TransferOptions options) {
    return size == null ? options : options.withSize(size);
  }

  /** The most pixels that a picture may have to be read. */
  long maxPixels() {
    return (long) maxMegapixels * MEGA;
  }
}
