package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import java.util.Optional;

/**
 * Where in the picture what is asked for holds. A mask is a gray picture in the proportions of the
 * picture that it belongs to, of any size; see {@link Mask}.
 *
 * @param protect the pixels of the photograph that stay as they are: white to the last bit, gray in
 *     part; the painting's manner is not looked for there
 */
public record Masks(Optional<SourcePicture> protect) {
  /** No masks: all holds everywhere. */
  public static final Masks NONE = new Masks(Optional.empty());

  /** The same with another {@link #protect()}. */
  public Masks withProtect(SourcePicture value) {
    return new Masks(Optional.of(value));
  }

  /** Whether there is no mask. */
  boolean isNone() {
    return protect.isEmpty();
  }

  /** Throws where a mask does not suit its picture. */
  void requireFor(SourcePicture content) {
    protect.ifPresent(
        mask -> {
          requireSuits(mask, content);
          require(
              !Mask.of(mask.picture()).isAll(1),
              "%s protects everything, as it is white everywhere: nothing is left to paint",
              named("the mask", mask));
        });
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
        !Mask.of(m).isAll(0),
        "%s is black everywhere: white is what a mask marks",
        named("the mask", mask));
  }

  /** Whether a side differs by at most a pixel from what the other side asks for. */
  private static boolean areProportional(double width, double height, double w, double h) {
    return Math.abs(width * h / w - height) <= 1 || Math.abs(height * w / h - width) <= 1;
  }

  private static String named(String what, SourcePicture source) {
    return source.name().isEmpty() ? what : "%s '%s'".formatted(what, source.name());
  }
}
