package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.StyleBlend;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleFit;
import dev.impasto.request.StyleFit.Shape;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What each of several paintings counts, and the size and shape in which it is looked at. */
final class PaintingArguments implements SettingArguments {
  @Option(
      names = "--blend",
      split = ",",
      paramLabel = "WEIGHT",
      description = "What each painting counts, as 3,1; only their ratios matter (default: equal).")
  List<Double> blend = new ArrayList<>();

  @Option(
      names = "--blend-by",
      paramLabel = "statistics|losses",
      description =
          "Whether the paintings' statistics are mixed to one new manner, or the result is compared"
              + " with each (default: ${bundle:default.blend-by}).")
  @Nullable StyleBlend blendBy;

  @Option(
      names = "--style-scale",
      split = ",",
      paramLabel = "NUMBER",
      description =
          "Size of the painting relative to the result; larger gives larger strokes; one for all"
              + " paintings or one for each (default: ${bundle:default.style-scale}).")
  List<Double> scales = new ArrayList<>();

  @Option(
      names = "--style-size",
      split = ",",
      paramLabel = "PIXELS",
      description =
          "The painting's longest side beside a result of the full size, in place of --style-scale;"
              + " one for all or one for each (default: by the scale).")
  List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--style-shape",
      split = ",",
      paramLabel = "own|content",
      description =
          "Whether the painting keeps its proportions or is stretched to the result's, as in the"
              + " paper; one for all or one for each (default: ${bundle:default.style-shape}).")
  List<Shape> shapes = new ArrayList<>();

  @Option(
      names = "--style-trim",
      paramLabel = "0..0.25",
      description =
          "The part of the painting's longest side that is left out at each border, where a frame"
              + " may be seen (default: ${bundle:default.style-trim}).")
  @Nullable Double trim;

  /** Where each list has one value; {@link #sources} sees to the others. */
  @Override
  public TransferOptions applyTo(TransferOptions options) {
    require(
        scales.isEmpty() || sizes.isEmpty(),
        "--style-scale and --style-size say the same; give one of them");
    TransferOptions o = options;
    o = given(o, trim, (all, v) -> all.withStyleFit(f -> f.withTrim(v)));
    o = given(o, blendBy, (all, v) -> all.withLoss(l -> l.withStyle(l.style().withBlend(v))));
    return scales.size() > 1 || sizes.size() > 1 || shapes.size() > 1
        ? o
        : o.withStyleFit(fit -> fit(fit, 0, options.size()));
  }

  /**
   * Checks that the lists fit the paintings.
   *
   * @param count the paintings or folders that were named
   */
  void requireFor(int count) {
    require(
        blend.isEmpty() || blend.size() == count,
        "--blend has %s for %s: give one for each",
        counted(blend.size(), "weight"),
        counted(count, "painting"));
    blend.forEach(
        weight ->
            require(
                weight >= 0 && weight < Double.POSITIVE_INFINITY,
                "--blend: a weight must be a number of 0 or more, not %s",
                weight));
    require(
        blend.isEmpty() || blend.stream().anyMatch(weight -> weight > 0),
        "--blend: all weights are 0; at least one must be more");
    requireOneOrEach("--style-scale", scales, count);
    requireOneOrEach("--style-size", sizes, count);
    requireOneOrEach("--style-shape", shapes, count);
  }

  private static void requireOneOrEach(String option, List<?> values, int count) {
    require(
        values.size() <= 1 || values.size() == count,
        "%s has %s for %s: give one for all or one for each",
        option,
        counted(values.size(), "value"),
        counted(count, "painting"));
  }

  private static String counted(int count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  /**
   * The paintings with what each counts. A folder's pictures share its weight; those that count
   * nothing are left out.
   *
   * @param named the pictures of each name that was given, in order
   * @param earlier those of a result whose settings are taken where none are given
   */
  List<StyleSource> sources(
      List<List<SourcePicture>> named, TransferOptions options, List<StyleSource> earlier) {
    int count = named.stream().mapToInt(List::size).sum();
    requireFor(count, earlier);
    List<StyleSource> sources = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < named.size(); i++) {
      for (SourcePicture picture : named.get(i)) {
        Optional<StyleSource> before =
            earlier.size() == count ? Optional.of(earlier.get(number)) : Optional.empty();
        number++;
        double weight =
            blend.isEmpty()
                ? before.map(StyleSource::weight).orElse(1.0 / named.get(i).size())
                : blend.get(i) / named.get(i).size();
        StyleFit usual =
            before
                .flatMap(StyleSource::fit)
                .map(own -> trim == null ? own : own.withTrim(trim))
                .orElse(options.styleFit());
        StyleFit fit = fit(usual, i, options.size());
        if (weight > 0) {
          StyleSource source = StyleSource.of(picture).withWeight(weight);
          sources.add(fit.equals(options.styleFit()) ? source : source.withFit(fit));
        }
      }
    }
    return sources;
  }

  /** Each painting's own weight and fit can be taken over by as many paintings. */
  private void requireFor(int count, List<StyleSource> earlier) {
    boolean weighed =
        blend.isEmpty() && earlier.stream().map(StyleSource::weight).distinct().count() > 1;
    boolean fitted =
        scales.isEmpty() && sizes.isEmpty() && earlier.stream().anyMatch(s -> s.fit().isPresent());
    require(
        earlier.size() == count || !(weighed || fitted),
        "the settings are those of %s, each with its own weight or size, and there %s %d: give as"
            + " many, or --blend and --style-scale",
        counted(earlier.size(), "painting"),
        count == 1 ? "is" : "are",
        count);
  }

  /** How the i-th name's pictures are looked at. */
  private StyleFit fit(StyleFit usual, int i, int size) {
    StyleFit fit = usual;
    if (!scales.isEmpty()) {
      fit = fit.withScale(at(scales, i));
    }
    if (!sizes.isEmpty()) {
      fit = fit.withScale((double) at(sizes, i) / size);
    }
    return shapes.isEmpty() ? fit : fit.withShape(at(shapes, i));
  }

  private static <T> T at(List<T> values, int i) {
    return values.get(Math.min(i, values.size() - 1));
  }
}
