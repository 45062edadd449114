package dev.impasto;

import dev.impasto.picture.Mask;
import dev.impasto.picture.Picture;
import dev.impasto.request.Schedule;
import dev.impasto.request.StyleFit;
import dev.impasto.request.TransferOptions;
import dev.impasto.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/** The sizes that a run goes through, coarse to fine. */
final class ScaleSchedule {
  private ScaleSchedule() {}

  /**
   * A size of the picture that is made.
   *
   * @param width columns of the picture
   * @param height rows of the picture
   * @param margin columns and rows around it that are computed too, and left out of the result
   */
  record Size(int width, int height, int margin) {
    /** The size that {@link Picture#fitted} gives. */
    static Size fitted(Picture picture, int longest, int margin) {
      return new Size(picture.fittedWidth(longest), picture.fittedHeight(longest), margin);
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
      return (width + 2L * margin) * (height + 2L * margin);
    }
  }

  /**
   * The size of the content at each scale, smallest first: each has a longest side √2 times that of
   * the one before, the last that of {@link TransferOptions#size()}.
   */
  static List<Size> of(Picture content, TransferOptions options) {
    Schedule schedule = options.schedule();
    int count = schedule.scales();
    int margin = options.form().margin();
    List<Size> scales = new ArrayList<>(List.of(Size.fitted(content, options.size(), margin)));
    for (int i = 1; count == 0 || i < count; i++) {
      double longest = options.size() / Math.pow(2, i / 2.0);
      if (count == 0 && longest < schedule.minScale()) {
        break;
      }
      Size scaled = Size.fitted(content, (int) Math.round(longest), margin);
      if (Math.min(scaled.width(), scaled.height()) < TransferOptions.SMALLEST) {
        break;
      }
      scales.add(0, scaled);
    }
    return scales;
  }

  /** A style picture, resized to fit a content's size, without its border. */
  static Picture style(Picture style, Size content, StyleFit fit) {
    return style(style, content, fit, Storage.HEAP);
  }

  /** The same in a storage, if the picture changes. */
  static Picture style(Picture style, Size content, StyleFit fit, Storage storage) {
    Size whole = styleSize(style, content, fit);
    return style
        .resized(whole.width(), whole.height(), storage)
        .cropped(border(whole, fit), storage);
  }

  /** The mask of a style picture, treated as {@link #style} treats the picture. */
  static Mask styleMask(Mask mask, Picture style, Size content, StyleFit fit, Storage storage) {
    Size whole = styleSize(style, content, fit);
    return mask.resized(whole.width(), whole.height(), storage).cropped(border(whole, fit));
  }

  private static int border(Size whole, StyleFit fit) {
    long border = Math.round(fit.trim() * Math.max(whole.width(), whole.height()));
    int most = (Math.min(whole.width(), whole.height()) - TransferOptions.SMALLEST) / 2;
    return (int) Math.min(border, most);
  }

  /** The size of a style picture that fits a content's size, with its border. */
  static Size styleSize(Picture style, Size content, StyleFit fit) {
    if (fit.shape() == StyleFit.Shape.CONTENT) {
      return new Size(side(content.width(), fit.scale()), side(content.height(), fit.scale()), 0);
    }
    double longest = Math.max(content.width(), content.height()) * fit.scale();
    double aspect =
        (double) Math.max(style.width(), style.height()) / Math.min(style.width(), style.height());
    long longestSide = Math.round(Math.max(longest, TransferOptions.SMALLEST * aspect));
    return Size.fitted(style, (int) longestSide, 0);
  }

  private static int side(int contentSide, double scale) {
    return (int) Math.max(TransferOptions.SMALLEST, Math.round(contentSide * scale));
  }
}
