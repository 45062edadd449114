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

/** Lays pictures out in rows, on white, each with its label below. */
final class FigureSheet {
  private static final int LEAST_FONT = 11;

  private record Entry(String label, Picture picture, Optional<Picture> inset) {}

  private final int columns;
  private final List<Entry> entries = new ArrayList<>();

  private FigureSheet(int columns) {
    this.columns = columns;
  }

  /**
   * A figure's sheet.
   *
   * @param made the pictures of the cells
   */
  static Picture drawn(List<FigureCell> cells, List<Picture> made, int columns) {
    FigureSheet sheet = new FigureSheet(columns);
    for (int i = 0; i < cells.size(); i++) {
      sheet.entries.add(new Entry(cells.get(i).label(), made.get(i), cells.get(i).inset()));
    }
    return sheet.drawn();
  }

  private Picture drawn() {
    int width = entries.stream().mapToInt(e -> e.picture.width()).max().orElse(1);
    int height = entries.stream().mapToInt(e -> e.picture.height()).max().orElse(1);
    int font = Math.max(LEAST_FONT, width / 20);
    int gap = Math.max(4, width / 32);
    int down = height + 2 * font + gap;
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
      int text = g.getFontMetrics().stringWidth(entry.label);
      int cell = gap + i % columns * (width + gap);
      g.drawString(
          entry.label, cell + (width - text) / 2, gap + i / columns * down + height + font * 5 / 4);
    }
    g.dispose();
    return picture(sheet);
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
