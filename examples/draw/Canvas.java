import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A canvas that strokes of thick paint are laid on.
 *
 * <p>It keeps how high the paint stands as well as its color, so that the light which rakes over
 * the finished picture shows every bristle. Inside, it is twice as large as the picture it makes:
 * that smooths the edges of strokes.
 */
final class Canvas {
  /** Inner pixels for each pixel of the picture, along each side. */
  static final int FINE = 2;

  /** Says where a stroke may lay paint. */
  interface Mask {
    boolean covers(double x, double y);
  }

  /** A tool's habits. */
  record Brush(double bristles, double streak, double dryness, double thickness, double opacity) {
    /** A bristle brush with plenty of paint. */
    static final Brush LOADED = new Brush(1.1, 0.20, 0.45, 1.0, 0.92);

    /** A soft round brush: short dabs with a raised rim. */
    static final Brush ROUND = new Brush(0.7, 0.12, 0.15, 1.0, 0.95);

    /** A palette knife: broad, smooth, with a few long scratches. */
    static final Brush KNIFE = new Brush(0.5, 0.13, 0.8, 0.75, 0.94);

    /** Thin paint, hardly any relief. */
    static final Brush WASH = new Brush(0.6, 0.10, 0.3, 0.3, 0.85);
  }

  final int width;
  final int height;
  final SplittableRandom random;
  private final int columns;
  private final int rows;
  private final float[] paint;
  private final float[] relief;
  private Mask mask = (x, y) -> true;

  Canvas(int width, int height, long seed, V ground) {
    this.width = width;
    this.height = height;
    random = new SplittableRandom(seed);
    columns = width * FINE;
    rows = height * FINE;
    paint = new float[3 * columns * rows];
    relief = new float[columns * rows];
    for (int i = 0; i < columns * rows; i++) {
      paint[3 * i] = (float) ground.x();
      paint[3 * i + 1] = (float) ground.y();
      paint[3 * i + 2] = (float) ground.z();
    }
  }

  /** The color of an sRGB hex triple, as paint is mixed here: 0..1, not linear. */
  static V color(int hex) {
    return new V((hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0);
  }

  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** A color near another: lighter or darker, warmer or cooler, but never the same twice. */
  V near(V color, double by) {
    double light = between(-by, by);
    double warm = between(-by, by) * 0.7;
    return new V(
        color.x() * (1 + light) + warm * 0.5,
        color.y() * (1 + light) + between(-by, by) * 0.2,
        color.z() * (1 + light) - warm * 0.5);
  }

  void mask(Mask mask) {
    this.mask = mask;
  }

  /** Lays a straight stroke centered on a point, in pixels of the picture. */
  void dab(Brush brush, V color, double x, double y, double angle, double length, double wide) {
    double dx = Math.cos(angle) * length / 2;
    double dy = Math.sin(angle) * length / 2;
    double bend = between(-0.12, 0.12) * length;
    stroke(
        brush,
        color,
        wide,
        new double[] {x - dx, x - dy / length * bend, x + dx},
        new double[] {y - dy, y + dx / length * bend, y + dy});
  }

  /** Lays a stroke along a line through points, in pixels of the picture. */
  void stroke(Brush brush, V color, double wide, double[] xs, double[] ys) {
    double[][] path = resample(xs, ys);
    int steps = path[0].length;
    if (steps < 3) {
      return;
    }
    double half = wide * FINE / 2;
    int hairs = Math.max(3, (int) (2 * half * brush.bristles / FINE));
    double[] tone = new double[hairs + 1];
    double[] load = new double[hairs + 1];
    double drift = random.nextDouble() * 1000;
    double tilt = between(-0.6, 0.6) * brush.streak;
    for (int i = 0; i <= hairs; i++) {
      tone[i] = random.nextDouble() - 0.5 + tilt * (2.0 * i / hairs - 1) * 2;
      load[i] = random.nextDouble();
    }
    double round = Math.min(half / 0.7, steps * 0.5);
    for (int s = 0; s < steps; s++) {
      int before = Math.max(0, s - 2);
      int after = Math.min(steps - 1, s + 2);
      double tx = path[0][after] - path[0][before];
      double ty = path[1][after] - path[1][before];
      double norm = Math.max(1e-9, Math.hypot(tx, ty));
      tx /= norm;
      ty /= norm;
      double start = Math.min(1, (s + 1) / round);
      double end = Math.min(1, (steps - s) / round);
      double cap = Math.sqrt(1 - (1 - start) * (1 - start)) * Math.sqrt(1 - (1 - end) * (1 - end));
      double now = half * cap;
      double along = s / (double) steps;
      double pull = Noise.perlin(s * 0.035, drift, 0.5);
      for (double t = -now; t <= now; t += 0.7) {
        double place = (t / half + 1) / 2 * hairs;
        int hair = Math.max(0, Math.min(hairs - 1, (int) place));
        double in = place - hair;
        double bristle = tone[hair] + (tone[hair + 1] - tone[hair]) * in;
        double laden = load[hair] + (load[hair + 1] - load[hair]) * in;
        if (along > 1.02 - brush.dryness * (1 - laden) * 0.75 && laden < 0.85) {
          continue;
        }
        double rim = Math.abs(t) / Math.max(1, now);
        double x = path[0][s] - ty * t;
        double y = path[1][s] + tx * t;
        lay(
            x,
            y,
            color,
            bristle * brush.streak * (1 + 0.5 * pull),
            brush.opacity * (rim > 0.9 ? 0.75 : 1),
            brush.thickness * (0.55 + 0.42 * bristle + 0.35 * Math.pow(rim, 6) + 0.15 * pull));
      }
    }
  }

  private void lay(double x, double y, V c, double tone, double opacity, double thick) {
    int i = (int) x;
    int j = (int) y;
    if (x < 0 || y < 0 || i >= columns || j >= rows || !mask.covers(x / FINE, y / FINE)) {
      return;
    }
    int p = j * columns + i;
    float a = (float) opacity;
    paint[3 * p] += a * ((float) (c.x() * (1 + tone) + tone * 0.06) - paint[3 * p]);
    paint[3 * p + 1] += a * ((float) (c.y() * (1 + tone) + tone * 0.05) - paint[3 * p + 1]);
    paint[3 * p + 2] += a * ((float) (c.z() * (1 + tone) + tone * 0.05) - paint[3 * p + 2]);
    relief[p] += 0.8f * ((float) (0.35 * relief[p] + thick) - relief[p]);
  }

  private static double[][] resample(double[] xs, double[] ys) {
    // A smooth curve through the points (Catmull-Rom), then even steps along it.
    int parts = 12;
    int n = (xs.length - 1) * parts + 1;
    double[] cx = new double[n];
    double[] cy = new double[n];
    double[] run = new double[n];
    for (int i = 0; i < n; i++) {
      int k = Math.min(xs.length - 2, i / parts);
      double t = (i - k * parts) / (double) parts;
      cx[i] = FINE * spline(xs, k, t);
      cy[i] = FINE * spline(ys, k, t);
      run[i] = i == 0 ? 0 : run[i - 1] + Math.hypot(cx[i] - cx[i - 1], cy[i] - cy[i - 1]);
    }
    int steps = (int) (run[n - 1] / 0.7) + 1;
    double[][] path = new double[2][steps];
    int k = 0;
    for (int s = 0; s < steps; s++) {
      double d = s * 0.7;
      while (k < n - 2 && run[k + 1] < d) {
        k++;
      }
      double t = (d - run[k]) / Math.max(1e-9, run[k + 1] - run[k]);
      path[0][s] = cx[k] + (cx[k + 1] - cx[k]) * t;
      path[1][s] = cy[k] + (cy[k + 1] - cy[k]) * t;
    }
    return path;
  }

  private static double spline(double[] p, int k, double t) {
    double b = p[k];
    double c = p[k + 1];
    double a = k > 0 ? p[k - 1] : 2 * b - c;
    double d = k + 2 < p.length ? p[k + 2] : 2 * c - b;
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }

  /** Lights the paint from the upper left and makes the picture. */
  BufferedImage finish(double depth) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] sum = new double[3];
        for (int k = 0; k < FINE * FINE; k++) {
          int i = x * FINE + k % FINE;
          int j = y * FINE + k / FINE;
          double slope =
              thickness(i + 1, j)
                  - thickness(i - 1, j)
                  + 1.2 * (thickness(i, j + 1) - thickness(i, j - 1));
          double shade = Math.max(-0.5, Math.min(0.6, depth * slope));
          double shine = Math.max(0, shade - 0.2) * 0.35;
          int p = 3 * (j * columns + i);
          for (int c = 0; c < 3; c++) {
            sum[c] += Math.max(0, Math.min(1, paint[p + c] * (1 + shade) + shine));
          }
        }
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | (int) (255 * sum[c] / (FINE * FINE) + 0.5);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private double thickness(int i, int j) {
    i = Math.max(0, Math.min(columns - 1, i));
    j = Math.max(0, Math.min(rows - 1, j));
    // Linen shows where the paint is thin.
    double weave = 0.06 * (Math.sin(i * 0.9) * Math.sin(j * 0.9)) + 0.05 * Noise.at(i, j, 3);
    return relief[j * columns + i] + weave;
  }
}
