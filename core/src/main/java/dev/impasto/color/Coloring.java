package dev.impasto.color;

import dev.impasto.color.ColorControl.Kind;
import dev.impasto.picture.Picture;
import java.util.List;

/**
 * What a {@link ColorControl} does to the pictures of a run: to the photograph and the paintings
 * before it, and to the result after it.
 */
public final class Coloring {
  private final Kind kind;
  private final ColorMap map;
  private final double blend;
  private final List<Double> shares;

  /**
   * Prepares it.
   *
   * @param shares what each painting counts, above 0; none where there is no painting
   */
  public Coloring(ColorControl control, List<Double> shares) {
    this.kind = control.blend() == 0 || shares.isEmpty() ? Kind.NONE : control.kind();
    this.map = control.map();
    this.blend = control.blend();
    this.shares = shares;
  }

  /** Whether {@link #result} needs no run. */
  public boolean withoutRun() {
    return kind == Kind.STYLE_ONLY;
  }

  /** The photograph that the run sees. */
  public Picture photograph(Picture photograph) {
    return kind == Kind.LUMINANCE ? Luminance.alone(photograph) : photograph;
  }

  /** The paintings that the run sees. */
  public List<Picture> paintings(List<Picture> paintings, Picture photograph) {
    return switch (kind) {
      case NONE, OKLAB, STYLE_ONLY -> paintings;
      case LUMINANCE -> {
        Picture gray = Luminance.alone(photograph);
        List<Picture> moved =
            paintings.stream().map(painting -> movedToGray(painting, gray)).toList();
        gray.colors().close();
        yield moved;
      }
      case MATCH ->
          paintings.stream().map(painting -> map.moved(painting, photograph, blend)).toList();
      case HISTOGRAM ->
          paintings.stream()
              .map(
                  painting ->
                      ColorHistogram.moved(painting, List.of(photograph), List.of(1.0), blend))
              .toList();
    };
  }

  private static Picture movedToGray(Picture painting, Picture gray) {
    Picture own = Luminance.alone(painting);
    Picture moved = ColorMap.SYMMETRIC.moved(own, gray, 1);
    own.colors().close();
    return moved;
  }

  /** Whether {@link #result} changes anything. */
  public boolean changesResult() {
    return kind == Kind.LUMINANCE || kind == Kind.OKLAB || kind == Kind.STYLE_ONLY;
  }

  /**
   * The result in its colors.
   *
   * @param made what the run made
   * @param photograph in the size of {@code made}
   * @param paintings as they were before {@link #paintings}
   */
  public Picture result(Picture made, Picture photograph, List<Picture> paintings) {
    return result(
        made, ColorSample.of(photograph), paintings.stream().map(ColorSample::of).toList(), shares);
  }

  /**
   * The result in the colors of one of its parts.
   *
   * @param made what the run made
   * @param photograph in the size of {@code made}, with the part
   * @param paintings those of the part, as they were before {@link #paintings}
   * @param counts what each of them counts, above 0
   */
  public Picture result(
      Picture made, ColorSample photograph, List<ColorSample> paintings, List<Double> counts) {
    return switch (kind) {
      case NONE, MATCH, HISTOGRAM -> made;
      case LUMINANCE -> {
        // The photograph, or part of the way to it from its colors moved to the paintings'.
        Picture colors = ColorMap.SYMMETRIC.moved(photograph, paintings, counts, 1 - blend);
        Picture both = Luminance.withChromaOf(made, colors);
        if (colors != photograph.picture()) {
          colors.colors().close();
        }
        yield both;
      }
      case OKLAB -> {
        Picture whole = NeuralNeighborColors.of(made, photograph, paintings, counts);
        Picture mixed = mixed(made, whole);
        if (mixed != whole) {
          whole.colors().close();
        }
        yield mixed;
      }
      case STYLE_ONLY -> map.moved(photograph, paintings, counts, blend);
    };
  }

  /** The result where there is no painting. */
  public Picture unpainted(Picture made, Picture photograph) {
    return switch (kind) {
      case NONE, MATCH, HISTOGRAM, OKLAB -> made;
      case LUMINANCE -> Luminance.withChromaOf(made, photograph);
      case STYLE_ONLY -> photograph;
    };
  }

  private Picture mixed(Picture from, Picture to) {
    if (blend == 1) {
      return to;
    }
    float[] other = new float[3 * to.width()];
    return from.recolored(
        (y, row) -> {
          to.colors().read((long) y * other.length, other, 0, other.length);
          for (int i = 0; i < row.length; i++) {
            row[i] = (float) ((1 - blend) * row[i] + blend * other[i]);
          }
        });
  }
}
