package dev.impasto.cli;

import dev.impasto.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much the photograph counts, and how much the painting. */
final class BalanceArguments {
  @Option(
      names = "--content-weight",
      paramLabel = "NUMBER",
      description = "How much the photograph counts (default: ${bundle:default.content-weight}).")
  @Nullable Double contentWeight;

  @Option(
      names = "--style-weight",
      paramLabel = "NUMBER",
      description =
          "How much the painting counts; ten times more or less is a visible step (default:"
              + " ${bundle:default.style-weight}).")
  @Nullable Double styleWeight;

  @Option(
      names = "--tv-weight",
      paramLabel = "NUMBER",
      description =
          "How much smoothness counts: total variation (default: ${bundle:default.tv-weight}).")
  @Nullable Double tvWeight;

  @Option(
      names = "--style-scale",
      paramLabel = "NUMBER",
      description =
          "Size of the painting relative to the result; larger gives larger strokes (default:"
              + " ${bundle:default.style-scale}).")
  @Nullable Double styleScale;

  /** The settings, with what is given here in their place. */
  TransferOptions applyTo(TransferOptions options) {
    if (contentWeight != null) {
      options = options.withContentWeight(contentWeight);
    }
    if (styleWeight != null) {
      options = options.withStyleWeight(styleWeight);
    }
    if (tvWeight != null) {
      options = options.withTvWeight(tvWeight);
    }
    if (styleScale != null) {
      options = options.withStyleScale(styleScale);
    }
    return options;
  }
}
