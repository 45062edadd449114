package dev.impasto;

import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/** The sizes that a run goes through, coarse to fine. */
final class Scales {
  /** What four times pooling leaves one position of. */
  static final int SHORTEST_SIDE = 16;

  private Scales() {}

  /** A size of the picture that is made. */
  record Size(int width, int height) {
    /** That of {@link Picture#fitted}. */
    static Size fitted(Picture picture, int longest) {
      double scale = (double) longest / Math.max(picture.width(), picture.height());
      return new Size(
          (int) Math.max(1, Math.round(picture.width() * scale)),
          (int) Math.max(1, Math.round(picture.height() * scale)));
    }

    long pixels() {
      return (long) width * height;
    }
  }

  /**
   * The size of the content at each scale, smallest first: each has a longest side √2 times that of
   * the one before, the last that of {@link TransferOptions#size()}.
   */
  static List<Size> of(Picture content, TransferOptions options) {
    int count = options.scales();
    List<Size> scales = new ArrayList<>(List.of(Size.fitted(content, options.size())));
    for (int i = 1; count == 0 || i < count; i++) {
      double longest = options.size() / Math.pow(2, i / 2.0);
      if (count == 0 && longest < options.minScale()) {
        break;
      }
      Size scaled = Size.fitted(content, (int) Math.round(longest));
      if (Math.min(scaled.width(), scaled.height()) < SHORTEST_SIDE) {
        break;
      }
      scales.add(0, scaled);
    }
    return scales;
  }

  /** The style at the scale of a content, in the size and shape that the options say. */
  static Picture style(Picture style, Picture content, TransferOptions options) {
    if (options.styleShape() == TransferOptions.StyleShape.CONTENT) {
      return style.resized(
          side(content.width(), options.styleScale()),
          side(content.height(), options.styleScale()));
    }
    double longest = Math.max(content.width(), content.height()) * options.styleScale();
    double aspect =
        (double) Math.max(style.width(), style.height()) / Math.min(style.width(), style.height());
    return style.fitted((int) Math.round(Math.max(longest, SHORTEST_SIDE * aspect)));
  }

  private static int side(int contentSide, double scale) {
    return (int) Math.max(SHORTEST_SIDE, Math.round(contentSide * scale));
  }
}
