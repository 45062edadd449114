package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;

import dev.impasto.request.StyleFit.Shape;
import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The size and shape in which every painting is looked at. */
final class StyleFitArguments implements SettingArguments {
  @Option(
      names = "--style-scale",
      paramLabel = "NUMBER",
      description =
          "Size of the painting relative to the result; larger gives larger strokes (default:"
              + " ${bundle:default.style-scale}).")
  @Nullable Double styleScale;

  @Option(
      names = "--style-shape",
      paramLabel = "own|content",
      description =
          "Whether the painting keeps its proportions or is stretched to the result's, as in the"
              + " paper (default: ${bundle:default.style-shape}).")
  @Nullable Shape styleShape;

  @Option(
      names = "--style-trim",
      paramLabel = "0..0.25",
      description =
          "The part of the painting's longest side that is left out at each border, where a frame"
              + " may be seen (default: ${bundle:default.style-trim}).")
  @Nullable Double styleTrim;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = options;
    o = given(o, styleScale, (all, v) -> all.withStyleFit(f -> f.withScale(v)));
    o = given(o, styleShape, (all, v) -> all.withStyleFit(f -> f.withShape(v)));
    o = given(o, styleTrim, (all, v) -> all.withStyleFit(f -> f.withTrim(v)));
    return o;
  }
}
