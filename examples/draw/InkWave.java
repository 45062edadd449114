import java.awt.image.BufferedImage;

/**
 * A style: breaking waves as a woodblock print would have them.
 *
 * <p>Few flat tones with hard borders, drawn outlines that swell and thin, and rows of fine lines
 * that follow the form; paper and the grain of the block show through.
 */
final class InkWave {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 740;
  private static final V INK = Canvas.color(0x14264A);
  private static final V[] BLUES = {
    Canvas.color(0xEFE6CC),
    Canvas.color(0xA9C3C9),
    Canvas.color(0x5E8FAE),
    Canvas.color(0x2B5C8F),
    Canvas.color(0x1B3B6B)
  };

  /** Waves, back to front: x and y of the curl's center, its size, and which way it breaks. */
  private static final double[][] WAVES = {
    {560, 452, 62, 1},
    {800, 420, 92, -1},
    {130, 455, 74, -1},
    {330, 330, 172, 1},
    {905, 560, 112, -1},
    {585, 610, 92, 1},
    {120, 660, 92, 1}
  };

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1831, Canvas.color(0xE9DDBD));

  static BufferedImage draw() {
    return new InkWave().paint();
  }

  private BufferedImage paint() {
    sky();
    sea();
    for (double[] wave : WAVES) {
      wave(wave[0], wave[1], wave[2], wave[3]);
    }
    return canvas.finish(0.22);
  }

  private void flat(V color, double wide, double[] xs, double[] ys) {
    canvas.stroke(new Canvas.Brush(1.5, 0.10, 0.1, 0.25, 0.93), color, wide, xs, ys);
  }

  private void ink(double wide, double[] xs, double[] ys) {
    canvas.stroke(
        new Canvas.Brush(1.5, 0.12, 0.1, 0.35, 0.95), canvas.near(INK, 0.1), wide, xs, ys);
  }

  /** The calm water far off, under all the waves. */
  private void sea() {
    for (double y = 462; y < HEIGHT; y += 5) {
      double[] xs = new double[30];
      double[] ys = new double[30];
      for (int k = 0; k < 30; k++) {
        xs[k] = k * 36 - 20;
        ys[k] = y + 5 * Math.sin(xs[k] / 47 + y / 15);
      }
      flat(canvas.near(BLUES[1 + (int) ((y - 462) / 16) % 3], 0.05), 8, xs, ys);
      if ((int) (y - 462) % 20 == 0) {
        ink(1.6, xs, ys);
      }
    }
  }

  private void sky() {
    for (double y = -4; y < HEIGHT; y += 5) {
      for (int part = 0; part < 3; part++) {
        double shade = Noise.step(0, 150, y) - Noise.step(330, 480, y) * 0.4;
        V c = Canvas.color(0x93A7A6).mix(Canvas.color(0xEEDFB8), Math.max(0, shade));
        double x = part * 370 - 60 + canvas.between(-40, 40);
        flat(
            canvas.near(c, 0.025),
            12,
            new double[] {x, x + 240, x + 480},
            new double[] {y, y + canvas.between(-3, 3), y});
      }
    }
    for (double r = 54; r > 1; r -= 4) {
      double[] xs = new double[26];
      double[] ys = new double[26];
      for (int k = 0; k < 26; k++) {
        xs[k] = 700 + r * Math.cos(k * 0.26);
        ys[k] = 150 + r * Math.sin(k * 0.26);
      }
      flat(canvas.near(Canvas.color(0xC9533A), 0.05), 7, xs, ys);
    }
    // A far mountain, white above and blue below.
    for (double x = 520; x < 990; x += 3) {
      double top =
          270 + Math.pow(Math.abs(x - 735) / 235, 0.82) * 170 + 2 * Noise.perlin(x / 9, 1, 1);
      double snow = top + 46 + 22 * Noise.perlin(x / 17, 5, 2) - Math.abs(x - 735) * 0.22;
      if (snow > top) {
        flat(canvas.near(BLUES[0], 0.03), 5, new double[] {x, x}, new double[] {top, snow});
      }
      V c = canvas.near(BLUES[2].mix(BLUES[3], 0.4), 0.05);
      flat(c, 5, new double[] {x, x}, new double[] {Math.max(top, snow), 520});
    }
    double[] xs = new double[30];
    double[] ys = new double[30];
    for (int k = 0; k < 30; k++) {
      xs[k] = 520 + k * 16;
      ys[k] = 270 + Math.pow(Math.abs(xs[k] - 735) / 235, 0.82) * 170;
    }
    ink(3.4, xs, ys);
    for (int band = 0; band < 6; band++) {
      double y = 60 + band * 44;
      double from = canvas.between(-80, 650);
      double length = canvas.between(180, 420);
      for (int k = 0; k < 4; k++) {
        double x = from + k * 16;
        flat(
            canvas.near(Canvas.color(0xF3EACF), 0.02),
            7,
            new double[] {x, x + length * (1 - k * 0.1)},
            new double[] {y + k * 5, y + k * 5});
      }
    }
  }

  /** The back of a wave: rises from the side it comes from, and is thrown forward at the crest. */
  private static double[] rib(double cx, double cy, double size, double way, double t, double at) {
    // t goes up the rib; at is how far from the crest's edge inward, in sizes.
    double r = size * (0.50 + at);
    double angle = Math.PI * (0.60 + 1.20 * t);
    double x = Math.cos(angle) * r;
    double y = Math.sin(angle) * r * 0.94;
    double foot = Math.pow(1 - t, 2.2);
    x -= foot * size * (1.25 + 2.0 * at);
    y += foot * size * (0.65 - 0.25 * at);
    return new double[] {cx + way * x, cy + y};
  }

  private double[][] line(
      double cx, double cy, double size, double way, double from, double to, double at) {
    int n = 18;
    double[][] p = new double[2][n];
    for (int k = 0; k < n; k++) {
      double t = from + (to - from) * k / (n - 1);
      double[] q = rib(cx, cy, size, way, t, at);
      p[0][k] = q[0];
      p[1][k] = q[1];
    }
    return p;
  }

  private void wave(double cx, double cy, double size, double way) {
    for (double at = 0.0; at < 0.62; at += 2.2 / size) {
      double band = at / 0.62 * 9;
      int tone =
          at < 0.05 ? 0 : at > 0.55 ? 0 : new int[] {4, 3, 1, 4, 3, 2, 0, 4, 3, 1}[(int) band];
      double[][] p = line(cx, cy, size, way, 0, 0.86 + 0.14 * Math.sin(at * 5), at);
      flat(canvas.near(BLUES[tone], 0.04), 5, p[0], p[1]);
    }
    for (double at = 0; at < 0.63; at += 0.62 / 9) {
      double[][] p = line(cx, cy, size, way, 0.03, 0.90, at);
      ink(at < 0.01 || at > 0.6 ? 4.2 : 2, p[0], p[1]);
    }
    // The water the wave stands in covers everything below it.
    double level = cy + size * 0.74;
    for (double y = level; y < HEIGHT + 10; y += 5) {
      double[] xs = new double[24];
      double[] ys = new double[24];
      double half = size * 2.6 + (y - level) * 1.6;
      for (int k = 0; k < 24; k++) {
        xs[k] = cx + half * (k / 11.5 - 1);
        double hump = Math.pow((xs[k] - cx) / (size * 2.6), 2);
        ys[k] = y + Math.min(1.5, hump) * size * 0.55 + 4 * Math.sin(xs[k] / 23 + y / 12);
      }
      int tone = 1 + Math.floorMod((int) ((y - level) / 17), 4);
      flat(canvas.near(BLUES[tone], 0.05), 8, xs, ys);
      if (Math.floorMod((int) ((y - level) / 5), 4) == 0) {
        ink(1.8, xs, ys);
      }
    }
    foam(cx, cy, size, way);
  }

  /** Fingers of foam along the outer edge of the crest, and drops thrown off it. */
  private void foam(double cx, double cy, double size, double way) {
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < 44; i++) {
        double t = 0.42 + 0.58 * Noise.at(i, (int) cx, 1);
        double at =
            (t > 0.8 ? 0.62 * Noise.at(i, (int) cx, 2) : 0.5 + 0.15 * Noise.at(i, (int) cx, 3));
        double[] p = rib(cx, cy, size, way, t, at);
        double heading =
            Math.PI * (0.60 + 1.2 * t) + (t > 0.8 ? 1.6 : 0.7) + Noise.at(i, 7, 7) * 0.8;
        double s = size * (0.12 + 0.14 * Noise.at(i, (int) cx, 4));
        double[] xs = new double[6];
        double[] ys = new double[6];
        for (int k = 0; k < 6; k++) {
          double a = heading + k * 0.32;
          xs[k] = (k == 0 ? p[0] : xs[k - 1] + way * Math.cos(a) * s / 5);
          ys[k] = (k == 0 ? p[1] : ys[k - 1] + Math.sin(a) * s / 5);
        }
        double wide = Math.max(5, size * 0.075);
        if (pass == 0) {
          ink(wide + 4.5, xs, ys);
        } else {
          flat(canvas.near(Canvas.color(0xF6EFDB), 0.02), wide, xs, ys);
        }
      }
    }
    for (int i = 0; i < 70; i++) {
      double t = canvas.between(0.5, 1.1);
      double[] p = rib(cx, cy, size, way, t, 0.68 + Math.pow(canvas.random.nextDouble(), 2) * 0.6);
      double r = canvas.between(3, 6.5);
      canvas.dab(Canvas.Brush.ROUND, canvas.near(INK, 0.1), p[0], p[1], 0, 1.35 * r + 3, r + 2.6);
      canvas.dab(Canvas.Brush.ROUND, Canvas.color(0xF6EFDB), p[0], p[1], 0, 1.35 * r, r);
    }
  }
}
