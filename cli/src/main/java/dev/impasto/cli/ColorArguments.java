package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;

import dev.impasto.color.ColorControl.Kind;
import dev.impasto.color.ColorMap;
import dev.impasto.picture.PrintProfile;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose colors the result has. */
final class ColorArguments implements SettingArguments {
  @Option(
      names = "--color",
      paramLabel = "KIND",
      description = {
        "Whose colors the result has (default: ${bundle:default.color}):",
        "none: the painting's, as the losses have it",
        "luminance: the photograph's, exactly; the run repaints light and dark alone",
        "match: the photograph's palette, in the painting's strokes",
        "histogram: the same, with the whole palette moved",
        "oklab: the painting's palette at the photograph's places",
        "style-only: the painting's palette alone, none of its strokes."
      })
  @Nullable Kind color;

  @Option(
      names = "--color-map",
      paramLabel = "MAP",
      description =
          "How --color match and style-only move a palette: ${bundle:choice.maps} (default:"
              + " ${bundle:default.color-map}).")
  @Nullable ColorMap map;

  @Option(
      names = "--color-blend",
      paramLabel = "0..1",
      description =
          "How far --color goes, from the painting's colors at 0 (default:"
              + " ${bundle:default.color-blend}).")
  @Nullable Double blend;

  @Option(
      names = "--color-match",
      paramLabel = "0..1",
      description =
          "How far the photograph's colors are moved to the painting's before the run, and the"
              + " result's after it; 0 leaves all colors to the losses (default:"
              + " ${bundle:default.color-match}).")
  @Nullable Double colorMatch;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description =
          "The ICC profile of a printer: the photograph and the paintings are seen in the colors"
              + " that it can print (default: in their own).")
  @Nullable Path proof;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = options;
    o = given(o, color, (all, v) -> all.withFinish(f -> f.withColor(c -> c.withKind(v))));
    o = given(o, map, (all, v) -> all.withFinish(f -> f.withColor(c -> c.withMap(v))));
    o = given(o, blend, (all, v) -> all.withFinish(f -> f.withColor(c -> c.withBlend(v))));
    o = given(o, colorMatch, (all, v) -> all.withFinish(f -> f.withColorMatch(v)));
    return o;
  }

  /** The printer in whose colors pictures are seen. */
  Optional<PrintProfile> printer() {
    return Optional.ofNullable(proof)
        .map(file -> PrintProfile.read(Path.of(SourcePictures.name(file))));
  }
}
