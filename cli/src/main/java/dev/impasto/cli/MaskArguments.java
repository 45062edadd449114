package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.MaskMode;
import dev.impasto.request.Masks;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where in the pictures what is asked for holds. */
final class MaskArguments {
  private static final String CONTENT_MASK = "content mask ";
  private static final String STYLE_MASK = "style mask ";
  private static final String PROTECT = "protect";

  @Option(
      names = "--content-mask",
      paramLabel = "FILE",
      description =
          "A gray picture; the part of the photograph that is white gets the painting's manner. Of"
              + " two paintings the second gets the black part. Give it once for each of several"
              + " paintings, or one picture in as many colors, the lightest for the first painting"
              + " (default: all of it is for every painting).")
  List<Path> content = new ArrayList<>();

  @Option(
      names = "--style-mask",
      paramLabel = "FILE",
      description =
          "The white part of a painting is what counts of it; once for each painting in their"
              + " order, as far as they need one. Or in the colors of the photograph's mask"
              + " (default: all of it counts).")
  List<Path> styles = new ArrayList<>();

  @Option(
      names = "--mask-mode",
      paramLabel = "simple|inside|all",
      description =
          "Which of the network's positions belong to a part: by the pixels below them, those that"
              + " see nothing else, or all that see any of it (default:"
              + " ${bundle:default.mask-mode}).")
  @Nullable MaskMode mode;

  @Option(
      names = "--region-weight",
      split = ",",
      paramLabel = "NUMBER",
      description = "What the style weight is multiplied by in each part, as 1,2 (default: 1).")
  List<Double> weights = new ArrayList<>();

  @Option(
      names = "--protect",
      paramLabel = "FILE",
      description =
          "A mask of the photograph: its white pixels stay exactly as they are, gray ones in part"
              + " (default: none stays).")
  @Nullable Path protect;

  /**
   * Adds the files, by what the command calls them.
   *
   * @param blend what each painting counts, where that is given
   */
  void addTo(Map<String, Path> files, List<Double> blend) {
    require(
        weights.isEmpty() || !content.isEmpty(),
        "--region-weight needs regions: give --content-mask");
    require(
        (content.isEmpty() && styles.isEmpty()) || !blend.contains(0.0),
        "--blend: with masks each painting must count; a weight must be more than 0");
    IntStream.range(0, content.size())
        .forEach(i -> files.put(CONTENT_MASK + (i + 1), content.get(i)));
    IntStream.range(0, styles.size()).forEach(i -> files.put(STYLE_MASK + (i + 1), styles.get(i)));
    if (protect != null) {
      files.put(PROTECT, protect);
    }
  }

  /** The paintings with their masks, once the files are read. */
  List<StyleSource> masked(List<StyleSource> paintings, SourcePictures sources) {
    require(
        styles.size() <= paintings.size(),
        "--style-mask is given %d times for %d painting%s: give it once for each",
        styles.size(),
        paintings.size(),
        paintings.size() == 1 ? "" : "s");
    return IntStream.range(0, paintings.size())
        .mapToObj(
            i ->
                i < styles.size()
                    ? paintings.get(i).withMask(sources.get(STYLE_MASK + (i + 1)))
                    : paintings.get(i))
        .toList();
  }

  /** The masks of the photograph, once the files are read. */
  Masks masks(SourcePictures sources) {
    List<SourcePicture> regions =
        IntStream.range(0, content.size())
            .mapToObj(i -> sources.get(CONTENT_MASK + (i + 1)))
            .toList();
    Masks masks = Masks.NONE.withRegions(regions).withWeights(weights);
    if (mode != null) {
      masks = masks.withMode(mode);
    }
    return protect == null ? masks : masks.withProtect(sources.get(PROTECT));
  }
}
