package dev.impasto;

import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/** The sizes that a run goes through, coarse to fine. */
final class ScaleSchedule {
  /** What four times pooling leaves one position of. */
  static final int SHORTEST_SIDE = 16;

  private ScaleSchedule() {}

  /**
   * How many pixels around the picture are computed with it where borders are to leave no trace:
   * what the zeros beyond the network's responses do to a picture does not reach further in. A
   * position of the fifth block is as large.
   */
  private static final int MARGIN = 16;

  /**
   * A size of the picture that is made.
   *
   * @param width columns of the picture
   * @param height rows of the picture
   * @param margin columns and rows around it that are computed too, and left out of the result
   */
  record Size(int width, int height, int margin) {
    /** That of {@link Picture#fitted}. */
    static Size fitted(Picture picture, int longest, int margin) {
      double scale = (double) longest / Math.max(picture.width(), picture.height());
      return new Size(
          (int) Math.max(1, Math.round(picture.width() * scale)),
          (int) Math.max(1, Math.round(picture.height() * scale)),
          margin);
    }

    /** Columns that are computed. */
    int computedWidth() {
      return width + 2 * margin;
    }

    /** Rows that are computed. */
    int computedHeight() {
      return height + 2 * margin;
    }

    /** Pixels that are computed. */
    long pixels() {
      return (long) computedWidth() * computedHeight();
    }
  }

  /** What is computed around the picture. */
  static int margin(TransferOptions options) {
    return options.seamless() ? MARGIN : 0;
  }

  /**
   * The size of the content at each scale, smallest first: each has a longest side √2 times that of
   * the one before, the last that of {@link TransferOptions#size()}.
   */
  static List<Size> of(Picture content, TransferOptions options) {
    int count = options.scales();
    int margin = margin(options);
    List<Size> scales = new ArrayList<>(List.of(Size.fitted(content, options.size(), margin)));
    for (int i = 1; count == 0 || i < count; i++) {
      double longest = options.size() / Math.pow(2, i / 2.0);
      if (count == 0 && longest < options.minScale()) {
        break;
      }
      Size scaled = Size.fitted(content, (int) Math.round(longest), margin);
      if (Math.min(scaled.width(), scaled.height()) < SHORTEST_SIDE) {
        break;
      }
      scales.add(0, scaled);
    }
    return scales;
  }

  /**
   * The style at the scale of a content, in the size and shape that the options say, without the
   * border that they leave out.
   */
  static Picture style(Picture style, Size content, TransferOptions options) {
    Picture scaled = wholeStyle(style, content, options);
    long border = Math.round(options.styleTrim() * Math.max(scaled.width(), scaled.height()));
    int most = (Math.min(scaled.width(), scaled.height()) - SHORTEST_SIDE) / 2;
    return scaled.cropped((int) Math.min(border, most));
  }

  private static Picture wholeStyle(Picture style, Size content, TransferOptions options) {
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
