package dev.impasto.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * 256 colors for pictures of many: the colors of all are cut in two, where they differ most from
 * their mean, until there are so many parts (median cut, after Heckbert, with variances).
 */
final class Palette {
  private static final int COLORS = 256;

  /** Some cells of a histogram, and how far their pixels are from their mean. */
  private static final class Part {
    final int[] cells;
    final double[] means = new double[3];
    final double[] errors = new double[3];

    Part(ColorHistogram colors, int[] cells) {
      this.cells = cells;
      double count = 0;
      for (int cell : cells) {
        count += colors.count(cell);
        for (int c = 0; c < 3; c++) {
          means[c] += colors.count(cell) * colors.mean(cell, c);
        }
      }
      for (int c = 0; c < 3; c++) {
        means[c] /= count;
        for (int cell : cells) {
          double difference = colors.mean(cell, c) - means[c];
          errors[c] += colors.count(cell) * difference * difference;
        }
      }
    }

    double error() {
      return errors[0] + errors[1] + errors[2];
    }

    /** The two sides of the mean, in the channel that varies most. */
    List<Part> halves(ColorHistogram colors) {
      int widest = errors[0] > Math.max(errors[1], errors[2]) ? 0 : errors[1] > errors[2] ? 1 : 2;
      double mean = means[widest];
      return List.of(
          new Part(
              colors, Arrays.stream(cells).filter(i -> colors.mean(i, widest) <= mean).toArray()),
          new Part(
              colors, Arrays.stream(cells).filter(i -> colors.mean(i, widest) > mean).toArray()));
    }
  }

  private final byte[][] levels = new byte[3][COLORS];
  private final byte[] nearest = new byte[ColorHistogram.CELLS];

  /** The colors for pictures that were counted, one pixel at least. */
  Palette(ColorHistogram colors) {
    int[] cells = new int[ColorHistogram.CELLS];
    int count = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      if (colors.count(cell) > 0) {
        cells[count++] = cell;
      }
    }
    int[] used = Arrays.copyOf(cells, count);
    List<Part> parts = new ArrayList<>(List.of(new Part(colors, used)));
    while (parts.size() < COLORS) {
      Part largest = parts.stream().max(Comparator.comparingDouble(Part::error)).orElseThrow();
      if (largest.cells.length < 2) {
        break;
      }
      parts.remove(largest);
      parts.addAll(largest.halves(colors));
    }
    for (int i = 0; i < parts.size(); i++) {
      for (int c = 0; c < 3; c++) {
        levels[c][i] = (byte) Math.round(parts.get(i).means[c]);
      }
    }
    for (int cell : used) {
      nearest[cell] = (byte) nearest(colors, cell, parts);
    }
  }

  private static int nearest(ColorHistogram colors, int cell, List<Part> parts) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < parts.size(); i++) {
      double distance = 0;
      for (int c = 0; c < 3; c++) {
        double difference = parts.get(i).means[c] - colors.mean(cell, c);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /** The colors themselves. */
  IndexColorModel colors() {
    return new IndexColorModel(8, COLORS, levels[0], levels[1], levels[2]);
  }

  /** A picture that was counted, in these colors. */
  BufferedImage drawn(Picture picture) {
    int width = picture.width();
    BufferedImage image =
        new BufferedImage(width, picture.height(), BufferedImage.TYPE_BYTE_INDEXED, colors());
    StoredRows rows = new StoredRows(picture, 8);
    int[] row = new int[3 * width];
    byte[] indices = new byte[width];
    for (int y = 0; y < picture.height(); y++) {
      rows.read(y, row);
      for (int x = 0; x < width; x++) {
        indices[x] = nearest[ColorHistogram.cell(row[3 * x], row[3 * x + 1], row[3 * x + 2])];
      }
      image.getRaster().setDataElements(0, y, width, 1, indices);
    }
    return image;
  }
}
