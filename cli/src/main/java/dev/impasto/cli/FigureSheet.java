package dev.impasto.cli;

import dev.impasto.picture.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays pictures out in rows, on white, each with its label below, a line for each of its parts. */
final class FigureSheet {
  private static final int LEAST_FONT = 11;

  private record Entry(List<String> label, Picture picture, Optional<Picture> inset) {}

  private final int columns;
  private final boolean wide;
  private final List<Entry> entries = new ArrayList<>();

  private FigureSheet(int columns, boolean wide) {
    this.columns = columns;
    this.wide = wide;
  }

  /**
   * A figure's sheet.
   *
   * @param made the pictures of the cells
   * @param wide whether columns are as wide as their labels
   */
  static Picture drawn(List<FigureCell> cells, List<Picture> made, int columns, boolean wide) {
    FigureSheet sheet = new FigureSheet(columns, wide);
    for (int i = 0; i < cells.size(); i++) {
      FigureCell cell = cells.get(i);
      sheet.entries.add(new Entry(List.of(cell.label().split(", ")), made.get(i), cell.inset()));
    }
    return sheet.drawn();
  }

  /** A sheet of pictures with a line below each. */
  static Picture drawn(List<String> labels, List<Picture> made, int columns) {
    FigureSheet sheet = new FigureSheet(columns, true);
    for (int i = 0; i < made.size(); i++) {
      sheet.entries.add(new Entry(List.of(labels.get(i)), made.get(i), Optional.empty()));
    }
    return sheet.drawn();
  }

  private Picture drawn() {
    int shown = entries.stream().mapToInt(e -> e.picture.width()).max().orElse(1);
    int height = entries.stream().mapToInt(e -> e.picture.height()).max().orElse(1);
    int lines = entries.stream().mapToInt(e -> e.label.size()).max().orElse(1);
    int font = Math.max(LEAST_FONT, shown / 20);
    int width = wide ? Math.max(shown, widestLabel(font)) : shown;
    int gap = Math.max(4, width / 32);
    int line = font * 5 / 4;
    int down = height + 2 * font + (lines - 1) * line + gap;
    int rows = (entries.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            gap + columns * (width + gap), gap + rows * down, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, font));
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Picture picture = entry.picture;
      int x = gap + i % columns * (width + gap) + (width - picture.width()) / 2;
      int y = gap + i / columns * down + (height - picture.height()) / 2;
      g.drawImage(image(picture), x, y, null);
      entry.inset.ifPresent(
          inset -> {
            Picture small = inset.fitted(Math.max(1, width * 3 / 10));
            int top = y + picture.height() - small.height();
            g.setColor(Color.WHITE);
            g.fillRect(x, top - 2, small.width() + 2, small.height() + 2);
            g.drawImage(image(small), x, top, null);
          });
      g.setColor(Color.BLACK);
      int cell = gap + i % columns * (width + gap);
      for (int part = 0; part < entry.label.size(); part++) {
        int text = g.getFontMetrics().stringWidth(entry.label.get(part));
        g.drawString(
            entry.label.get(part),
            cell + (width - text) / 2,
            gap + i / columns * down + height + (part + 1) * line);
      }
    }
    g.dispose();
    return picture(sheet);
  }

  private int widestLabel(int font) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, font));
    int widest =
        entries.stream()
            .flatMap(entry -> entry.label.stream())
            .mapToInt(g.getFontMetrics()::stringWidth)
            .max()
            .orElse(1);
    g.dispose();
    return widest;
  }

  /** A picture as Java draws it. */
  static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    float[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length / 3; i++) {
      int color = level(rgb[3 * i]) << 16 | level(rgb[3 * i + 1]) << 8 | level(rgb[3 * i + 2]);
      image.setRGB(i % picture.width(), i / picture.width(), color);
    }
    return image;
  }

  /** As a file holds it, so that a kept picture and one just made look the same. */
  private static int level(float value) {
    return (int) (255 * Math.max(0.0, Math.min(1.0, value)) + 0.5);
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    float[] rgb = new float[3 * width * image.getHeight()];
    for (int i = 0; i < rgb.length / 3; i++) {
      int color = image.getRGB(i % width, i / width);
      rgb[3 * i] = (color >> 16 & 255) / 255f;
      rgb[3 * i + 1] = (color >> 8 & 255) / 255f;
      rgb[3 * i + 2] = (color & 255) / 255f;
    }
    return new Picture(width, image.getHeight(), rgb);
  }
}
