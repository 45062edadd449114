import java.awt.image.BufferedImage;

/**
 * A style: a night sky whose wind is made visible, in deep blues with lamps of yellow and orange.
 *
 * <p>Every stroke follows a field of whirls, so the style's statistics are those of long, curved,
 * parallel marks.
 */
final class SwirlingNight {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 800;

  /** Whirls: x, y, radius, strength (its sign is its turn). */
  private static final double[][] WHIRLS = {
    {430, 300, 150, 2.6},
    {660, 385, 110, -2.4},
    {170, 200, 120, -1.6},
    {860, 165, 130, 1.9},
    {300, 470, 100, -1.3},
    {900, 420, 110, 1.5},
    {600, 110, 90, -1.4},
    {60, 420, 100, 1.4}
  };

  /** Lights: x, y, radius of the disc, radius of the glow. */
  private static final double[][] LIGHTS = {
    {860, 140, 46, 150},
    {175, 120, 20, 84},
    {330, 75, 12, 58},
    {520, 150, 15, 66},
    {690, 230, 13, 62},
    {70, 290, 16, 72},
    {270, 330, 11, 52},
    {960, 345, 13, 60},
    {560, 480, 12, 56},
    {700, 50, 10, 46},
    {30, 60, 11, 50},
    {790, 470, 10, 46}
  };

  private static final V[] NIGHT = {
    Canvas.color(0x0B1540),
    Canvas.color(0x14296B),
    Canvas.color(0x1F4796),
    Canvas.color(0x2E6FB5),
    Canvas.color(0x57A3C8),
    Canvas.color(0x9FD0D0)
  };

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1889, Canvas.color(0x16224F));

  static BufferedImage draw() {
    return new SwirlingNight().paint();
  }

  private BufferedImage paint() {
    sky(2600, 70, 17);
    sky(9000, 62, 9);
    sky(9000, 46, 6);
    lights();
    hills();
    village();
    poplars();
    return canvas.finish(0.5);
  }

  private static double[] wind(double x, double y) {
    double vx = 1;
    double vy = 0.45 * Math.sin(x / 120) + 0.25 * Math.cos(y / 70);
    for (double[] w : WHIRLS) {
      double dx = x - w[0];
      double dy = y - w[1];
      double pull = w[3] * 2.2 * Math.exp(-(dx * dx + dy * dy) / (w[2] * w[2]));
      double d = Math.hypot(dx, dy) + 8;
      vx += -dy / d * pull;
      vy += dx / d * pull;
    }
    for (double[] l : LIGHTS) {
      double dx = x - l[0];
      double dy = y - l[1];
      double d = Math.hypot(dx, dy) + 4;
      double pull = 5 * Math.exp(-Math.pow(d / (l[3] * 0.9), 4));
      vx += -dy / d * pull;
      vy += dx / d * pull;
    }
    double norm = Math.hypot(vx, vy) + 1e-6;
    return new double[] {vx / norm, vy / norm};
  }

  private void flow(V color, double x, double y, double length, double wide) {
    int n = 9;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = x;
      ys[i] = y;
      double[] w = wind(x, y);
      x += w[0] * length / n;
      y += w[1] * length / n;
    }
    canvas.stroke(Canvas.Brush.LOADED, color, wide, xs, ys);
  }

  private void sky(int strokes, double length, double wide) {
    for (int i = 0; i < strokes; i++) {
      double x = canvas.between(-40, WIDTH + 10);
      double y = canvas.between(-20, 640);
      flow(night(x, y), x, y, length * canvas.between(0.6, 1.3), wide * canvas.between(0.75, 1.25));
    }
  }

  private V night(double x, double y) {
    double tone = 1.7 + 2.3 * Noise.fractal(x / 170, y / 90, 2.5, 3) + 0.9 * y / HEIGHT;
    for (double[] w : WHIRLS) {
      double d = Math.hypot(x - w[0], y - w[1]);
      double turn = Math.atan2(y - w[1], x - w[0]);
      double arms = Math.sin(d / 10.5 - 1.0 * Math.signum(w[3]) * turn);
      tone += 1.5 * arms * Math.exp(-Math.pow(d / (w[2] * 1.15), 2));
    }
    tone = Math.max(0, Math.min(4.999, tone + canvas.between(-0.7, 0.7)));
    V color = NIGHT[(int) tone].mix(NIGHT[(int) tone + 1], tone - (int) tone);
    double warm = canvas.random.nextDouble();
    if (warm > 0.975) {
      color = Canvas.color(0xC9B65A);
    } else if (warm > 0.94) {
      color = Canvas.color(0x6E6FA8);
    }
    for (double[] l : LIGHTS) {
      double d = Math.hypot(x - l[0], y - l[1]);
      double glow = Math.exp(-Math.pow(d / (l[3] * 0.75), 2));
      if (canvas.random.nextDouble() < glow * 1.1) {
        color = canvas.random.nextInt(3) > 0 ? Canvas.color(0xE9C84A) : Canvas.color(0xA9CDAE);
      }
    }
    return canvas.near(color, 0.12);
  }

  private void lights() {
    V[] fire = {
      Canvas.color(0xFFF3B0), Canvas.color(0xF3A02C), Canvas.color(0xF7CB45), Canvas.color(0xD8DC8E)
    };
    for (double[] l : LIGHTS) {
      for (double r = l[3] * 0.8; r > 1; r -= 5.5) {
        int n = (int) (2 * Math.PI * r / 15) + 3;
        for (int i = 0; i < n; i++) {
          double a = 2 * Math.PI * i / n + canvas.between(-0.2, 0.2);
          double out = r / (l[3] * 0.8);
          boolean disc = r < l[2];
          if (!disc && canvas.random.nextDouble() < 1.25 * out - 0.3) {
            continue;
          }
          V color =
              disc
                  ? fire[r < l[2] * 0.45 ? 0 : 1 + canvas.random.nextInt(2)]
                  : fire[Math.min(3, (int) (out * 3.2 + canvas.between(0, 1)))];
          if (!disc && canvas.random.nextInt(6) == 0) {
            color = Canvas.color(canvas.random.nextBoolean() ? 0xBFE0C8 : 0xE5772A);
          }
          double s = Math.min(26, r * 0.9 + 4);
          double[] xs = new double[5];
          double[] ys = new double[5];
          for (int k = 0; k < 5; k++) {
            double b = a + (k - 2) * s / 4 / Math.max(4, r);
            xs[k] = l[0] + r * Math.cos(b);
            ys[k] = l[1] + r * Math.sin(b);
          }
          canvas.stroke(Canvas.Brush.LOADED, canvas.near(color, 0.09), 7, xs, ys);
        }
      }
    }
  }

  private static double ridge(double x, int layer) {
    return 560
        + layer * 52
        + (46 - 9 * layer) * Math.sin(x / (150 - 18 * layer) + 1.9 * layer)
        + 20 * Math.sin(x / 61.0 + layer);
  }

  private void hills() {
    V[][] tones = {
      {Canvas.color(0x24508F), Canvas.color(0x3A7AAE), Canvas.color(0x18346F)},
      {Canvas.color(0x173A6A), Canvas.color(0x2B6788), Canvas.color(0x4A8F94)},
      {Canvas.color(0x12264E), Canvas.color(0x1F4A5E), Canvas.color(0x3B6B52)},
      {Canvas.color(0x0E1A38), Canvas.color(0x1A3946), Canvas.color(0x5B7A3E)}
    };
    for (int layer = 0; layer < 4; layer++) {
      for (int i = 0; i < 2600; i++) {
        double x = canvas.between(-30, WIDTH + 30);
        double deep = 130 * Math.pow(canvas.random.nextDouble(), 0.8);
        double[] xs = new double[5];
        double[] ys = new double[5];
        double length = canvas.between(24, 58);
        for (int k = 0; k < 5; k++) {
          xs[k] = x + (k - 2) * length / 4;
          ys[k] = ridge(xs[k], layer) + deep + 6 * Math.sin(xs[k] / 24 + deep / 11);
        }
        V color = tones[layer][deep < 9 ? 1 + canvas.random.nextInt(2) : canvas.random.nextInt(3)];
        canvas.stroke(Canvas.Brush.LOADED, canvas.near(color, 0.14), canvas.between(5, 9), xs, ys);
      }
    }
  }

  private void village() {
    for (int i = 0; i < 17; i++) {
      double x = 240 + i * 33 + canvas.between(-8, 8);
      double y = ridge(x, 2) + 34 + (i % 3) * 24;
      double w = canvas.between(20, 34);
      double h = canvas.between(15, 24);
      boolean church = i == 8;
      V wall = canvas.near(Canvas.color(i % 2 == 0 ? 0x1C2C55 : 0x2D4668), 0.2);
      for (double k = 0; k < h; k += 4) {
        canvas.dab(Canvas.Brush.LOADED, canvas.near(wall, 0.15), x, y - k, 0, w, 6);
      }
      double tall = church ? 86 : canvas.between(17, 25);
      double base = church ? 12 : w + 1;
      for (double k = 0; k < tall; k += 3) {
        double across = base * (1 - k / tall) + 2;
        V roof = Canvas.color(church ? 0x0D1838 : i % 3 == 0 ? 0x5A2F3A : 0x101B3F);
        canvas.dab(Canvas.Brush.LOADED, canvas.near(roof, 0.2), x, y - h - k, 0, across, 5);
      }
      if (i % 4 != 3) {
        canvas.dab(
            Canvas.Brush.ROUND,
            canvas.near(Canvas.color(0xF6B93B), 0.1),
            x + canvas.between(-6, 6),
            y - h * 0.5,
            1.57,
            8,
            6);
      }
    }
  }

  private void poplars() {
    double[][] trees = {{92, 812, 470, 46}, {150, 820, 300, 34}, {905, 815, 250, 32}};
    V[] dark = {
      Canvas.color(0x0A1420), Canvas.color(0x132A2A), Canvas.color(0x24402F), Canvas.color(0x3A3420)
    };
    for (double[] t : trees) {
      for (int i = 0; i < 900; i++) {
        double up = canvas.random.nextDouble();
        double wide = t[3] * Math.pow(1 - up, 0.6) * (0.75 + 0.25 * Math.sin(up * 16));
        double x = t[0] + canvas.between(-1, 1) * wide + 12 * Math.sin(up * 5);
        double y = t[1] - up * t[2];
        double[] xs = new double[5];
        double[] ys = new double[5];
        double s = canvas.between(22, 52);
        for (int k = 0; k < 5; k++) {
          xs[k] = x + 7 * Math.sin(k * 1.1 + up * 9) - (x - t[0]) * 0.09 * k;
          ys[k] = y - k * s / 4;
        }
        V color = dark[Math.min(3, (int) (Math.pow(canvas.random.nextDouble(), 1.5) * 4))];
        canvas.stroke(Canvas.Brush.LOADED, canvas.near(color, 0.15), canvas.between(4, 8), xs, ys);
      }
    }
  }
}
