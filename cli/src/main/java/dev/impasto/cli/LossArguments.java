package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.cli.BorderArguments.YesNo;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.SlicedComparison;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.request.Preset;
import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the loss is made of. */
final class LossArguments implements SettingArguments {
  @Mixin NetworkArguments network = new NetworkArguments();

  @Mixin BorderArguments form = new BorderArguments();

  @Option(
      names = "--content-layers",
      paramLabel = "LAYERS",
      description =
          "Where content is compared, as conv4_2 or conv3_2=0.3,conv4_2=0.7 (default:"
              + " ${bundle:default.content-layers}).")
  @Nullable String contentLayers;

  @Option(
      names = "--style-layers",
      paramLabel = "LAYERS",
      description =
          "Where style is compared, written likewise (default:"
              + " ${bundle:default.style-layers}).")
  @Nullable String styleLayers;

  @Option(
      names = "--style-loss",
      paramLabel = "NAME",
      description =
          "What style is compared by: ${bundle:choice.style-losses} (default:"
              + " ${bundle:default.style-loss}).")
  @Nullable StyleStatistics styleLoss;

  @Option(
      names = "--slices",
      paramLabel = "N",
      description =
          "Along how many directions --style-loss sliced compares, 1 to 4096 (default: as many as"
              + " the layer has filters).")
  @Nullable Integer slices;

  @Option(
      names = "--normalize-gradients",
      paramLabel = "yes|no",
      description =
          "Scale the style layers so that each pulls as hard as the others at the photograph, but"
              + " for its weight (default: ${bundle:default.normalize-gradients}).")
  @Nullable YesNo normalizeGradients;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "Settings that go together: ${bundle:choice.presets}. Other options change them. 'paper' is"
              + " the paper to the letter, which at its own ratio of 1e-3 leaves little but the"
              + " photograph; 'paper-figures' gives pictures like its figures (default:"
              + " ${bundle:default.preset}).")
  @Nullable Preset preset;

  @Option(
      names = "--convention",
      paramLabel = "NAME",
      description =
          "How the losses are scaled: ${bundle:choice.conventions}. Each has its own default"
              + " weights; those above belong to the default (default:"
              + " ${bundle:default.convention}).")
  @Nullable LossConvention convention;

  /**
   * The settings that others are changes of.
   *
   * @param usual what is meant where no preset is named
   */
  TransferOptions base(TransferOptions usual) {
    return given(
        preset == null ? usual : preset.options(),
        convention,
        (options, named) -> options.withLoss(named::options));
  }

  /** Whether the settings are the paper's, which are for a normalized network. */
  boolean isPaper() {
    return preset != null && preset.isPaper();
  }

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    LossConvention shares = LossConvention.of(options.loss());
    TransferOptions o = options;
    o =
        given(
            o,
            contentLayers,
            (all, v) ->
                all.withLoss(
                    l -> l.withContentLayers(new LayerList(v).shares(shares::contentShares))));
    o =
        given(
            o,
            styleLayers,
            (all, v) ->
                all.withLoss(l -> l.withStyleLayers(new LayerList(v).shares(shares::styleShares))));
    o = given(o, styleLoss, (all, v) -> all.withLoss(v::in));
    o = given(o, slices, LossArguments::sliced);
    o =
        given(
            o,
            normalizeGradients,
            (all, v) -> all.withLoss(l -> l.withStyle(l.style().withNormalized(v == YesNo.YES))));
    return form.applyTo(o);
  }

  private static TransferOptions sliced(TransferOptions options, int slices) {
    require(
        options.loss().style().comparison() instanceof SlicedComparison,
        "--slices belongs to --style-loss sliced, not to %s",
        StyleStatistics.of(options.loss().style().comparison()));
    boolean relative = ((SlicedComparison) options.loss().style().comparison()).relative();
    require(slices >= 1, "--slices must be from 1 to 4096, not %d", slices);
    return options.withLoss(
        l -> l.withStyle(l.style().withComparison(new SlicedComparison(slices, relative))));
  }
}
