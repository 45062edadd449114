package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.UnreadRequest;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How large a result is whose shape is that of its content. */
final class SizeArgument implements SettingArguments {
  private static final String FULL = "full";

  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS|full",
      description =
          "Longest side of the result, or full for that of the photograph (default:"
              + " ${bundle:default.size}).")
  @Nullable String size;

  @Option(
      names = "--max-megapixels",
      paramLabel = "NUMBER",
      description =
          "Keep the result to so many millions of pixels, whatever --size says (default: no limit).")
  @Nullable Double maxMegapixels;

  private @Nullable Picture content;

  /** Tells of the photograph, once it is read: what is asked for may depend on it. */
  void beside(Picture photograph) {
    content = photograph;
  }

  /** What names of results say of it. */
  String name(TransferOptions options) {
    return FULL.equalsIgnoreCase(size) ? FULL : Integer.toString(options.size());
  }

  /** A request that leaves to each photograph what depends on it. */
  UnreadRequest unread(UnreadRequest request) {
    return request.withSizeOfContent(
        FULL.equalsIgnoreCase(size),
        maxMegapixels == null ? OptionalDouble.empty() : OptionalDouble.of(maxMegapixels));
  }

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions sized = options;
    if (size != null && !size.equalsIgnoreCase(FULL)) {
      sized = options.withSize(number(size));
    }
    require(
        maxMegapixels == null || maxMegapixels > 0,
        "--max-megapixels must be above 0, not %s",
        maxMegapixels);
    Picture shape = content;
    if (shape == null) {
      return sized;
    }
    sized = FULL.equalsIgnoreCase(size) ? sized.withSizeOf(shape) : sized;
    return given(sized, maxMegapixels, (all, most) -> all.withMostMegapixels(shape, most));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          text.strip().matches("[-+]?\\d+")
              ? "--size: '%s' has too many digits".formatted(text)
              : "--size: '%s' is not a whole number, and not full".formatted(text),
          e);
    }
  }
}
