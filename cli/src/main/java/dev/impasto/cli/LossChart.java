package dev.impasto.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Curves of losses as SVG that stands in a page: powers of ten upwards, evaluations to the right.
 */
final class LossChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int BOTTOM = 28;
  private static final int EDGE = 10;

  /** Content is next to nothing at a start from the photograph. */
  private static final int MOST_POWERS = 6;

  private final List<LossHistory.Evaluation> evaluations;
  private final Map<String, double[]> curves = new LinkedHashMap<>();

  /** Of evaluations that are named on the axis. */
  LossChart(List<LossHistory.Evaluation> evaluations) {
    this.evaluations = evaluations;
  }

  /** The whole loss and its parts. */
  static LossChart parts(List<LossHistory.Evaluation> evaluations) {
    LossChart chart = new LossChart(evaluations);
    for (int i = 0; i < evaluations.size(); i++) {
      chart.put("total", i, evaluations.get(i).parts().total());
      for (Map.Entry<String, Double> part : evaluations.get(i).parts().values().entrySet()) {
        chart.put(part.getKey(), i, part.getValue());
      }
    }
    return chart;
  }

  /** What each layer adds to the parts. */
  static LossChart layers(List<LossHistory.Evaluation> evaluations) {
    LossChart chart = new LossChart(evaluations);
    for (int i = 0; i < evaluations.size(); i++) {
      int at = i;
      evaluations
          .get(i)
          .parts()
          .layers()
          .forEach(
              (name, layers) ->
                  layers.forEach((layer, value) -> chart.put(name + " " + layer, at, value)));
    }
    return chart;
  }

  private void put(String name, int at, double value) {
    curves.computeIfAbsent(name, curve -> new double[evaluations.size()])[at] = value;
  }

  /**
   * The drawing and what its colors mean; empty where no loss is above 0.
   *
   * @param label what it shows, for who cannot see it
   */
  String figure(String label) {
    curves.values().removeIf(curve -> logs(curve).isEmpty());
    if (curves.isEmpty()) {
      return "";
    }
    List<Double> all = new ArrayList<>();
    curves.values().forEach(curve -> all.addAll(logs(curve)));
    double high = Math.ceil(all.stream().mapToDouble(v -> v).max().orElse(1));
    double least = Math.floor(all.stream().mapToDouble(v -> v).min().orElse(0));
    double low = Math.max(high - MOST_POWERS, Math.min(high - 1, least));
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, label));
    axes(svg, low, high);
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
    int color = 0;
    for (Map.Entry<String, double[]> curve : curves.entrySet()) {
      svg.append(
          "<polyline class=\"c%d\" points=\"%s\"><title>%s</title></polyline>"
              .formatted(color, points(curve.getValue(), low, high), curve.getKey()));
      legend.append("<li class=\"c%d\">%s</li>".formatted(color, curve.getKey()));
      color = (color + 1) % 12;
    }
    return svg.append("</svg>").append(legend).append("</ul>").toString();
  }

  private static List<Double> logs(double[] curve) {
    List<Double> logs = new ArrayList<>();
    for (double value : curve) {
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        logs.add(Math.log10(value));
      }
    }
    return logs;
  }

  private void axes(StringBuilder svg, double low, double high) {
    double step = Math.max(1, Math.ceil((high - low) / 8));
    for (double power = low; power <= high; power += step) {
      double y = y(power, low, high);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">1e%d</text>",
              LEFT,
              y,
              WIDTH - EDGE,
              y,
              LEFT - 6,
              y + 4,
              (int) power));
    }
    for (int i = 0; i < evaluations.size(); i++) {
      boolean first = i == 0 || evaluations.get(i).scale() != evaluations.get(i - 1).scale();
      if (first || i == evaluations.size() - 1) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
                    + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
                first ? "size" : "grid",
                x(i),
                EDGE,
                x(i),
                HEIGHT - BOTTOM,
                x(i),
                HEIGHT - 8,
                evaluations.get(i).number()));
      }
    }
  }

  private String points(double[] curve, double low, double high) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.length; i++) {
      if (curve[i] > 0 && curve[i] < Double.POSITIVE_INFINITY) {
        points.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(Math.log10(curve[i]), low, high)));
      }
    }
    return points.toString().strip();
  }

  private double x(int index) {
    double share = evaluations.size() == 1 ? 0.5 : (double) index / (evaluations.size() - 1);
    return LEFT + share * (WIDTH - EDGE - LEFT);
  }

  private static double y(double power, double low, double high) {
    return EDGE + (high - Math.max(low, power)) / (high - low) * (HEIGHT - BOTTOM - EDGE);
  }
}
