package dev.impasto;

import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/** The sizes that a run goes through, coarse to fine. */
final class Scales {
  /** Where a run begins if it is free to choose. */
  private static final double COARSEST = 128;

  /** What four times pooling leaves one position of. */
  static final int SHORTEST_SIDE = 16;

  private Scales() {}

  /**
   * The content at each scale, smallest first: each has a longest side √2 times that of the one
   * before, the last that of {@link TransferOptions#size()}.
   */
  static List<Picture> of(Picture content, TransferOptions options) {
    int count = options.scales();
    List<Picture> scales = new ArrayList<>(List.of(content.fitted(options.size())));
    for (int i = 1; count == 0 || i < count; i++) {
      double longest = options.size() / Math.pow(2, i / 2.0);
      if (count == 0 && longest < COARSEST) {
        break;
      }
      Picture scaled = content.fitted((int) Math.round(longest));
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
