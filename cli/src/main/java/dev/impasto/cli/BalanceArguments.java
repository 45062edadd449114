package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.VariationTerm;
import dev.impasto.request.TransferOptions;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much the photograph counts, and how much the painting. */
final class BalanceArguments implements SettingArguments {
  @Option(
      names = "--strength",
      paramLabel = "0..100",
      description =
          "How strongly to paint, in one dial: 0 is the photograph, 50 the usual settings, 100 all"
              + " painting. It multiplies the usual style weight (default: 50).")
  @Nullable Double strength;

  @Option(
      names = "--detail",
      paramLabel = "0..100",
      description = "How much to keep outlines and faces, beside the content weight (default: 0).")
  @Nullable Double detail;

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
      names = "--tv-power",
      paramLabel = "NUMBER",
      description =
          "The power of differences in total variation: 1 keeps edges, 2 softens them, or any number"
              + " up to 4 (default: ${bundle:default.tv-power}).")
  @Nullable Double tvPower;

  @Option(
      names = "--tv-neighbors",
      paramLabel = "4|8",
      description =
          "Whether total variation is over the neighbors above, below and beside a pixel alone, or"
              + " over diagonal ones too (default: ${bundle:default.tv-neighbors}).")
  @Nullable Integer tvNeighbors;

  @Option(
      names = "--ratio",
      paramLabel = "NUMBER",
      description =
          "The content weight over the style weight, α/β, in place of the style weight; 1e-4 to"
              + " 1e-1 in the paper's figures (default: that of the two weights).")
  @Nullable Double ratio;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    require(
        ratio == null || styleWeight == null,
        "--ratio and --style-weight say the same; give one of them");
    require(
        strength == null || (styleWeight == null && ratio == null),
        "--strength chooses the style weight; give it without %s",
        ratio == null ? "--style-weight" : "--ratio");
    TransferOptions o = options;
    o = given(o, contentWeight, TransferOptions::withContentWeight);
    o = given(o, styleWeight, TransferOptions::withStyleWeight);
    o = given(o, tvWeight, (all, v) -> all.withLoss(l -> l.withTvWeight(v)));
    o = given(o, tvPower, (all, v) -> variation(all, t -> t.withPower(v)));
    o = given(o, tvNeighbors, (all, v) -> variation(all, t -> t.withNeighbors(v)));
    o = given(o, ratio, TransferOptions::withRatio);
    o = given(o, detail, TransferOptions::withDetail);
    o = given(o, strength, TransferOptions::withStrength);
    return o;
  }

  private static TransferOptions variation(
      TransferOptions options, UnaryOperator<VariationTerm> change) {
    return options.withLoss(l -> l.withVariation(change.apply(l.variation())));
  }
}
