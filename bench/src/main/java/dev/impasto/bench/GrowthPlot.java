package dev.impasto.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws how a quantity per pixel changes with the pixels: one panel for each quantity, on
 * logarithmic axes, as SVG that is readable on light and dark pages.
 */
final class GrowthPlot {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;

  private static final String STYLE =
      """
      <style>
        svg { font: 12px sans-serif; fill: #333; }
        .title { font-size: 14px; }
        .grid { stroke: #ddd; }
        .line { stroke: #0969da; stroke-width: 2; fill: none; }
        .point { fill: #0969da; }
        @media (prefers-color-scheme: dark) {
          svg { fill: #ccc; }
          .grid { stroke: #444; }
          .line { stroke: #58a6ff; }
          .point { fill: #58a6ff; }
        }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();

  private GrowthPlot() {}

  /** Something that was measured at a number of megapixels. */
  record Point(double megapixels, double value) {}

  /**
   * Points, the smallest first, and what their values are.
   *
   * @param title with its unit
   */
  record Panel(String title, List<Point> points) {}

  /** Writes the panels, two in a row, as a whole or not at all. */
  static void write(List<Panel> panels, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, svg(panels));
    Files.move(part, file, REPLACE_EXISTING);
  }

  static String svg(List<Panel> panels) {
    GrowthPlot plot = new GrowthPlot();
    plot.svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\">%n"
            .formatted(WIDTH * Math.min(panels.size(), 2), HEIGHT * ((panels.size() + 1) / 2)));
    plot.svg.append(STYLE);
    for (int i = 0; i < panels.size(); i++) {
      plot.svg.append(
          "<g transform=\"translate(%d,%d)\">%n".formatted(i % 2 * WIDTH, i / 2 * HEIGHT));
      plot.panel(panels.get(i));
      plot.svg.append("</g>\n");
    }
    return plot.svg.append("</svg>\n").toString();
  }

  private void panel(Panel panel) {
    List<Point> points = panel.points();
    LogAxis across = axis(points.stream().map(Point::megapixels).toList());
    LogAxis up = axis(points.stream().map(Point::value).toList());
    int end = WIDTH - RIGHT;
    text("title", LEFT, TOP - 16, "start", panel.title());
    for (double tick : across.ticks()) {
      double x = x(across, tick);
      line(x, TOP, x, HEIGHT - BOTTOM);
      text("label", x, HEIGHT - BOTTOM + 18, "middle", LogAxis.label(tick));
    }
    text("label", (LEFT + end) / 2.0, HEIGHT - 10, "middle", "megapixels");
    for (double tick : up.ticks()) {
      double y = y(up, tick);
      line(LEFT, y, end, y);
      text("label", LEFT - 6, y + 4, "end", LogAxis.label(tick));
    }
    String corners =
        points.stream()
            .map(p -> "%.1f,%.1f".formatted(x(across, p.megapixels()), y(up, p.value())))
            .collect(Collectors.joining(" "));
    svg.append("<polyline class=\"line\" points=\"%s\"/>%n".formatted(corners));
    for (Point p : points) {
      svg.append(
          "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>%n"
              .formatted(x(across, p.megapixels()), y(up, p.value())));
    }
  }

  private static LogAxis axis(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    return LogAxis.of(least, values.stream().mapToDouble(Double::doubleValue).max().orElse(1));
  }

  private static double x(LogAxis axis, double value) {
    return LEFT + axis.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(LogAxis axis, double value) {
    return HEIGHT - BOTTOM - axis.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void line(double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n"
            .formatted(x1, y1, x2, y2));
  }

  private void text(String kind, double x, double y, String anchor, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n"
            .formatted(kind, x, y, anchor, text));
  }
}
