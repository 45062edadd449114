import java.awt.image.BufferedImage;

/**
 * A style: a low sun that burns through mist over water.
 *
 * <p>There is hardly an outline in it. Thin, wide strokes turn about the light and lie over one
 * another until their colors melt: white and yellow in the middle, blue and gray at the sides.
 */
final class BurningMist {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 760;
  private static final double SUN_X = 540;
  private static final double SUN_Y = 318;
  private static final double HORIZON = 468;

  /** From the middle of the light outward. */
  private static final V[] FIRE = {
    Canvas.color(0xFFFBE6),
    Canvas.color(0xFFF0B4),
    Canvas.color(0xFBD774),
    Canvas.color(0xF3B24A),
    Canvas.color(0xDC8A40),
    Canvas.color(0xB0705A),
    Canvas.color(0x7F737E),
    Canvas.color(0x566780),
    Canvas.color(0x36475E),
    Canvas.color(0x222D3F)
  };

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1842, Canvas.color(0xC9A470));

  static BufferedImage draw() {
    return new BurningMist().paint();
  }

  private BufferedImage paint() {
    layer(1500, 260, 54, 0.55);
    layer(3200, 190, 30, 0.42);
    layer(6500, 130, 17, 0.36);
    layer(5200, 120, 11, 0.26);
    scumble();
    ships();
    glints();
    return canvas.finish(0.34);
  }

  private void layer(int strokes, double length, double wide, double opacity) {
    Canvas.Brush brush = new Canvas.Brush(0.9, 0.10, 0.5, 0.45, opacity);
    for (int i = 0; i < strokes; i++) {
      double x = canvas.between(-80, WIDTH + 80);
      double y = canvas.between(-60, HEIGHT + 40);
      V color = canvas.near(color(x, y), 0.07);
      // On the water strokes are shorter and flatter toward the horizon.
      double near = y < HORIZON ? 1 : 0.35 + 0.65 * (y - HORIZON) / (HEIGHT - HORIZON);
      flow(
          brush,
          color,
          x,
          y,
          length * near * canvas.between(0.6, 1.4),
          wide * near * canvas.between(0.6, 1.3));
    }
  }

  /** Lays a stroke that follows the air, or the water, with its middle at a point. */
  private void flow(Canvas.Brush brush, V color, double x, double y, double length, double wide) {
    int n = 7;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int way = -1; way <= 1; way += 2) {
      double px = x;
      double py = y;
      for (int i = 0; i <= n / 2; i++) {
        xs[n / 2 + way * i] = px;
        ys[n / 2 + way * i] = py;
        double angle = air(px, py);
        px += way * Math.cos(angle) * length / n;
        py += way * Math.sin(angle) * length / n;
      }
    }
    canvas.stroke(brush, color, wide, xs, ys);
  }

  private static double air(double x, double y) {
    if (y > HORIZON) {
      return 0.25 * Noise.fractal(x / 140, y / 50, 3, 2) + 0.0002 * (x - SUN_X);
    }
    double dx = x - SUN_X;
    double dy = (y - SUN_Y) * 1.35;
    double whirl = Math.atan2(dx / 1.35, -dy) + 0.42;
    double drift = 0.9 * Noise.fractal(x / 260, y / 200, 5, 2);
    // Just above the water the air lies as the water does.
    double calm = Noise.step(HORIZON - 70, HORIZON, y);
    double vx = Math.cos(whirl) * (1 - calm) + calm * Math.signum(Math.cos(whirl));
    return Math.atan2(Math.sin(whirl) * (1 - calm), vx) + drift * (1 - 0.8 * calm);
  }

  private static V fire(double far) {
    double t = Math.max(0, Math.min(FIRE.length - 1.001, far));
    return FIRE[(int) t].mix(FIRE[(int) t + 1], t - (int) t);
  }

  /** The picture as light and dark, before it is taken into strokes. */
  private static V color(double x, double y) {
    if (y < HORIZON) {
      return sky(x, y);
    }
    double down = (y - HORIZON) / (HEIGHT - HORIZON);
    double wave = Noise.fractal(x / (60 + 190 * down), y / (5 + 17 * down), 8, 3);
    V mirror = sky(x + 34 * wave, HORIZON - 8 - 300 * down - 60 * wave * down);
    V deep = fire(5.6 + 4.2 * Math.abs(x - SUN_X) / WIDTH + 2.2 * down);
    V water = mirror.mix(deep, 0.30 + 0.30 * down + 0.35 * Noise.step(-0.1, 0.5, wave));
    double path = Math.exp(-Math.pow((x - SUN_X - 40 * wave) / (46 + 130 * down), 2));
    return water.mix(fire(0.9 + 2.6 * down), 0.9 * path * Noise.step(0.32, -0.28, wave));
  }

  private static V sky(double x, double y) {
    double dx = (x - SUN_X) / 1.28;
    double dy = y - SUN_Y;
    double d = Math.hypot(dx, dy);
    double turn = Math.atan2(dy, dx);
    // Arms of cloud that wind outward, seen in noise that turns with the distance.
    double spin = turn - 1.5 * Math.log(d / 60 + 0.6);
    double arms =
        Noise.fractal(1.5 * Math.cos(spin) + d / 420, 1.5 * Math.sin(spin), 4.2 + d / 300, 4);
    double puffs = Noise.fractal(x / 150, y / 95, 11, 4);
    double far = d / 56 + (3.6 * arms + 1.5 * puffs) * Noise.step(20, 230, d);
    // The light opens downward and to the right; the upper left is the heaviest.
    far += 1.1 * Noise.step(100, 560, SUN_X - x) * Noise.step(420, 60, y);
    far -= 1.4 * Math.exp(-Math.pow((y - HORIZON + 30) / 60, 2)) * Noise.step(60, 300, d);
    return fire(far);
  }

  /** Ships and a headland that are little more than shadows in the haze. */
  private void ships() {
    Canvas.Brush thin = new Canvas.Brush(0.9, 0.1, 0.4, 0.3, 0.30);
    shade(thin, 930, 458, 150, 34, 0x435063, 300);
    shade(thin, 70, 456, 120, 22, 0x505C6C, 160);
    hull(262, 66, 18, 0x3A363E);
    shade(thin, 250, 444, 18, 14, 0x40383C, 30);
    hull(703, 24, 8, 0x84604C);
    Canvas.Brush mast = new Canvas.Brush(1.2, 0.15, 0.3, 0.4, 0.5);
    double[][] masts = {{236, 462, 318}, {276, 462, 290}, {310, 464, 336}, {700, 460, 392}};
    for (double[] m : masts) {
      V dark = Canvas.color(m[0] > 600 ? 0x8A6248 : 0x3A3438);
      for (int i = 0; i < 3; i++) {
        double lean = canvas.between(-3, 3);
        canvas.stroke(
            mast,
            canvas.near(dark, 0.1),
            m[0] > 600 ? 2.5 : 4,
            new double[] {m[0], m[0] + lean, m[0] + 5},
            new double[] {m[1], (m[1] + m[2]) / 2, m[2] + canvas.between(0, 30)});
      }
      // Its sails take the light, and its image lies on the water.
      if (m[0] < 600) {
        for (int i = 0; i < 34; i++) {
          double up = canvas.random.nextDouble();
          V sail = Canvas.color(0x6E5346).mix(Canvas.color(0xD99A58), canvas.between(0, 0.8));
          double y = m[1] - 14 - up * (m[1] - m[2]) * 0.8;
          double lean = canvas.between(-0.1, 0.3);
          canvas.dab(thin, canvas.near(sail, 0.08), m[0] + 5, y, lean, 32 - 16 * up, 12);
        }
      }
      for (int i = 0; i < 40; i++) {
        double down = canvas.between(4, 150);
        double x = m[0] + 9 * Math.sin(down / 7) + canvas.between(-7, 7);
        canvas.dab(thin, canvas.near(dark, 0.15), x, HORIZON + down, 0, canvas.between(8, 34), 5);
      }
    }
    // Smoke that the wind takes into the light.
    Canvas.Brush smoke = new Canvas.Brush(0.8, 0.1, 0.5, 0.3, 0.20);
    for (int i = 0; i < 260; i++) {
      double t = canvas.random.nextDouble();
      double x = 246 + 210 * t + canvas.between(-20, 20) * (0.3 + t);
      double y = 430 - 190 * Math.pow(t, 0.7) + canvas.between(-34, 34) * (0.2 + t);
      V color = Canvas.color(0x3F3A42).mix(color(x, y), 0.15 + 0.8 * t);
      flow(smoke, canvas.near(color, 0.08), x, y, 40 + 60 * t, 12 + 22 * t);
    }
  }

  /** A hull, in strokes from stem to stern that are shorter the lower they lie. */
  private void hull(double x, double half, double high, int color) {
    Canvas.Brush soft = new Canvas.Brush(1.1, 0.15, 0.4, 0.3, 0.45);
    for (int i = 0; i < 16; i++) {
      double up = canvas.random.nextDouble();
      double reach = half * (0.72 + 0.28 * up) * canvas.between(0.85, 1);
      double y = HORIZON + 4 - high * up;
      canvas.stroke(
          soft,
          canvas.near(Canvas.color(color), 0.12),
          3 + high * 0.18,
          new double[] {x - reach, x, x + reach * 1.05},
          new double[] {y - high * 0.22, y, y - high * 0.36});
    }
    for (int i = 0; i < 1.2 * half; i++) {
      double down = canvas.between(3, 3 * high);
      double px = x + half * canvas.between(-0.8, 0.8);
      V dark = canvas.near(Canvas.color(color), 0.15);
      canvas.dab(soft, dark, px, HORIZON + down, 0, canvas.between(0.15, 0.5) * half, 4);
    }
  }

  private void shade(
      Canvas.Brush brush, double x, double y, double wide, double high, int color, int strokes) {
    for (int i = 0; i < strokes; i++) {
      double a = canvas.between(0, 2 * Math.PI);
      double r = Math.pow(canvas.random.nextDouble(), 0.8);
      double px = x + wide * r * Math.cos(a);
      double py = Math.min(y + high * r * Math.sin(a), HORIZON + 5);
      V dark = canvas.near(Canvas.color(color), 0.12);
      canvas.dab(brush, dark, px, py, canvas.between(-0.12, 0.12), wide * 0.5, 6 + high * 0.2);
      // Below the waterline it shows again, paler and broken.
      if (i % 2 == 0) {
        double down = 2 * HORIZON - py + canvas.between(0, high);
        canvas.dab(brush, canvas.near(Canvas.color(color), 0.15), px, down, 0, wide * 0.4, 6);
      }
    }
  }

  /** Dry, thick, light paint dragged over what is there, most of it near the sun. */
  private void scumble() {
    Canvas.Brush dry = new Canvas.Brush(1.3, 0.14, 0.9, 0.75, 0.34);
    for (int i = 0; i < 1500; i++) {
      double a = canvas.between(0, 2 * Math.PI);
      double r = 240 * Math.pow(canvas.random.nextDouble(), 1.1);
      double x = SUN_X + 1.3 * r * Math.cos(a);
      double y = SUN_Y + 0.85 * r * Math.sin(a);
      if (y > HORIZON) {
        continue;
      }
      V color = color(x, y).mix(FIRE[canvas.random.nextInt(3)], 0.6 - r / 600);
      flow(dry, canvas.near(color, 0.05), x, y, canvas.between(24, 80), canvas.between(5, 11));
    }
    Canvas.Brush thick = new Canvas.Brush(1.1, 0.08, 0.3, 1.4, 0.8);
    for (int i = 0; i < 150; i++) {
      double a = canvas.between(0, 2 * Math.PI);
      double r = 44 * Math.sqrt(canvas.random.nextDouble());
      V color = FIRE[0].mix(FIRE[1], canvas.between(0, 1) * r / 44);
      flow(
          thick,
          canvas.near(color, 0.02),
          SUN_X + r * Math.cos(a),
          SUN_Y + r * Math.sin(a),
          canvas.between(14, 36),
          canvas.between(6, 11));
    }
  }

  /** The sun's path on the water, in short thick touches. */
  private void glints() {
    Canvas.Brush thick = new Canvas.Brush(1.1, 0.12, 0.6, 0.9, 0.5);
    for (int i = 0; i < 800; i++) {
      double down = Math.pow(canvas.random.nextDouble(), 1.3);
      double y = HORIZON + 3 + down * (HEIGHT - HORIZON);
      double spread = 24 + 120 * down;
      double x = SUN_X + spread * (canvas.between(-1, 1) + canvas.between(-1, 1)) * 0.7;
      if (Noise.fractal(x / 90, y / (6 + 16 * down), 8, 3) > 0.05) {
        continue;
      }
      V color = fire(canvas.between(0.2, 2.2) + 1.6 * down);
      canvas.dab(
          thick,
          canvas.near(color, 0.05),
          x,
          y,
          canvas.between(-0.08, 0.08),
          8 + 38 * down * canvas.between(0.5, 1.3),
          2.5 + 4.5 * down);
    }
  }
}
