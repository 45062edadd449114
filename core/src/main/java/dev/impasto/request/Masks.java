package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.MaskMode;
import dev.impasto.picture.Labels;
import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Optional;

/**
 * Where in the picture what is asked for holds. A mask is a gray picture in the proportions of the
 * picture that it belongs to, of any size; see {@link Mask}.
 *
 * @param regions the parts of the photograph that get the manner of each painting, in the
 *     paintings' order: masks, or one mask alone, whose white is the first painting's part and
 *     whose black is the second's if there is one, or one picture in colors, whose lightest color
 *     is the first painting's and so on; see {@link Labels}. None where all paintings are for all
 *     of the picture
 * @param weights what the style weight is multiplied by in each region, 0 or more; none where all
 *     are 1
 * @param mode how the masks are seen by deep layers
 * @param protect the pixels of the photograph that stay as they are: white to the last bit, gray in
 *     part; the painting's manner is not looked for there
 */
public record Masks(
    List<SourcePicture> regions,
    List<Double> weights,
    MaskMode mode,
    Optional<SourcePicture> protect) {
  /** No masks: all holds everywhere. */
  public static final Masks NONE =
      new Masks(List.of(), List.of(), MaskMode.SIMPLE, Optional.empty());

  /** Checks the weights. */
  public Masks {
    regions = List.copyOf(regions);
    weights = List.copyOf(weights);
    weights.forEach(
        weight ->
            require(
                weight >= 0 && weight < Double.POSITIVE_INFINITY,
                "the weight of a region must be a number of 0 or more, not %s",
                weight));
  }

  /** The same with other {@link #regions()}. */
  public Masks withRegions(List<SourcePicture> value) {
    return new Masks(value, weights, mode, protect);
  }

  /** The same with other {@link #weights()}. */
  public Masks withWeights(List<Double> value) {
    return new Masks(regions, value, mode, protect);
  }

  /** The same with another {@link #mode()}. */
  public Masks withMode(MaskMode value) {
    return new Masks(regions, weights, value, protect);
  }

  /** The same with another {@link #protect()}. */
  public Masks withProtect(SourcePicture value) {
    return new Masks(regions, weights, mode, Optional.of(value));
  }

  /**
   * The part of each painting, in the size of its file.
   *
   * @param paintings how many there are
   * @return as many; none where there are no regions
   */
  public List<Mask> parts(int paintings) {
    if (regions.size() != 1) {
      return regions.stream().map(SourcePicture::picture).map(Mask::of).toList();
    }
    Picture only = regions.get(0).picture();
    if (Labels.areIn(only)) {
      return Labels.of(only).masks();
    }
    Mask white = Mask.of(only);
    return paintings == 2 ? List.of(white, white.inverted()) : List.of(white);
  }

  /**
   * The part of a painting that counts, in the size of its mask; empty for all of it.
   *
   * @param number of the painting, from 0
   */
  public Optional<Mask> part(int number, StyleSource painting) {
    return painting
        .mask()
        .map(
            mask -> Labels.areIn(mask.picture()) ? labeled(number, mask) : Mask.of(mask.picture()));
  }

  /** The part in the color of the painting's region. */
  private Mask labeled(int number, SourcePicture mask) {
    require(
        regions.size() == 1 && Labels.areIn(regions.get(0).picture()),
        "%s is in colors; that needs one mask of the photograph in the same colors",
        named("the mask", mask));
    Labels labels = Labels.of(mask.picture());
    float[] color = Labels.of(regions.get(0).picture()).colors().get(number);
    int nearest = labels.nearest(color);
    require(
        nearest >= 0,
        "%s has nothing in the color of region %d, which is #%02x%02x%02x",
        named("the mask", mask),
        number + 1,
        Math.round(255 * color[0]),
        Math.round(255 * color[1]),
        Math.round(255 * color[2]));
    return labels.mask(nearest);
  }

  /** Throws where a mask does not suit its picture, or there are not as many as paintings. */
  void requireFor(SourcePicture content, List<StyleSource> styles) {
    regions.forEach(mask -> requireSuits(mask, content));
    styles.forEach(style -> style.mask().ifPresent(mask -> requireSuits(mask, style.source())));
    protect.ifPresent(
        mask -> {
          requireSuits(mask, content);
          require(
              !Mask.isAll(mask.picture(), 1),
              "%s protects everything, as it is white everywhere: nothing is left to paint",
              named("the mask", mask));
        });
    if (!regions.isEmpty()) {
      requireOneEach(styles.size());
    }
    for (int i = 0; i < styles.size(); i++) {
      part(i, styles.get(i)); // throws
    }
    int count = regions.isEmpty() ? 0 : styles.size();
    require(
        weights.isEmpty() || weights.size() == count,
        "there must be as many weights of regions as regions: %d are given for %d",
        weights.size(),
        count);
  }

  private void requireOneEach(int paintings) {
    List<Mask> parts = parts(paintings);
    if (regions.size() == 1) {
      SourcePicture only = regions.get(0);
      require(
          parts.size() == paintings,
          Labels.areIn(only.picture())
              ? "%s has %d colors and there are %d paintings: each color is the part of one painting"
              : "%s has %d region and there are %d paintings: give a mask for each, or one in colors",
          named("the mask", only),
          parts.size(),
          paintings);
      require(
          paintings != 2 || !parts.get(1).isAll(0),
          "%s is white everywhere: nothing is left for the second painting",
          named("the mask", only));
    }
    require(
        parts.size() == paintings,
        "there are %d masks of the photograph and %d paintings: each mask is the part of one painting",
        parts.size(),
        paintings);
  }

  private static void requireSuits(SourcePicture mask, SourcePicture source) {
    Picture m = mask.picture();
    Picture p = source.picture();
    require(
        areProportional(m.width(), m.height(), p.width(), p.height()),
        "%s is %dx%d and %s %dx%d: a mask must have the proportions of its picture",
        named("the mask", mask),
        m.width(),
        m.height(),
        named("its picture", source),
        p.width(),
        p.height());
    require(
        !Mask.isAll(m, 0),
        "%s is black everywhere: white is what a mask marks",
        named("the mask", mask));
  }

  /** Whether a side differs by at most a pixel from what the other side asks for. */
  static boolean areProportional(double width, double height, double w, double h) {
    return Math.abs(width * h / w - height) <= 1 || Math.abs(height * w / h - width) <= 1;
  }

  private static String named(String what, SourcePicture source) {
    return source.name().isEmpty() ? what : "%s '%s'".formatted(what, source.name());
  }
}
