import java.awt.image.BufferedImage;

/**
 * A style: a summer meadow by the water, put together from small separate dabs.
 *
 * <p>No dab has the color of the place it lies on. Neighbors differ, often as complements do, and
 * mix only in the eye; so the texture is fine, dense and without direction.
 */
final class DabsOfLight {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 760;

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1886, Canvas.color(0xE8D9B4));

  static BufferedImage draw() {
    return new DabsOfLight().paint();
  }

  private BufferedImage paint() {
    scatter(9000, 17, 1.6, 0.05);
    scatter(30000, 9.5, 1.35, 0.22);
    scatter(52000, 6.2, 1.25, 0.36);
    flowers();
    return canvas.finish(0.42);
  }

  private void scatter(int dabs, double wide, double shape, double split) {
    for (int i = 0; i < dabs; i++) {
      double x = canvas.between(-6, WIDTH + 6);
      double y = canvas.between(-6, HEIGHT + 6);
      // Look a little beside the dab, so that the edges of masses are broken.
      V color = place(x + canvas.between(-5, 5), y + canvas.between(-4, 4));
      double w = wide * canvas.between(0.75, 1.25);
      canvas.dab(
          Canvas.Brush.ROUND,
          divide(color, split),
          x,
          y,
          grain(x, y) + canvas.between(-0.7, 0.7),
          w * shape,
          w);
    }
  }

  private static double grain(double x, double y) {
    return y < 300 ? 0.5 + Math.sin(x / 130) * 0.5 : y < shore(x) ? 0 : -1.1 + x / WIDTH;
  }

  /** Parts a color into one of its components, or its complement. */
  private V divide(V c, double split) {
    double pick = canvas.random.nextDouble();
    double gray = (c.x() + c.y() + c.z()) / 3;
    V vivid = new V(gray, gray, gray).mix(c, 1.35);
    if (pick < split * 0.28) {
      V opposite = new V(2 * gray - c.x(), 2 * gray - c.y(), 2 * gray - c.z());
      vivid = new V(gray, gray, gray).mix(opposite, 0.9);
    } else if (pick < split * 0.6) {
      vivid = vivid.mix(Canvas.color(gray > 0.5 ? 0xFFC46B : 0xC8603A), 0.55);
    } else if (pick < split) {
      vivid = vivid.mix(Canvas.color(gray > 0.5 ? 0xB9A7DC : 0x39408F), 0.5);
    }
    return canvas.near(vivid, 0.11);
  }

  private static double shore(double x) {
    return 500 - 0.20 * x + 26 * Math.sin(x / 150) + 10 * Math.sin(x / 47);
  }

  /** The picture as masses of color, before it is taken apart. */
  private static V place(double x, double y) {
    if (tree(x, y, 770, 215, 190, 175) || trunk(x, y, 775, 360, 620, 15)) {
      return foliage(x, y, 770, 215, 190);
    }
    if (tree(x, y, 935, 260, 110, 160) || tree(x, y, 120, 215, 120, 62)) {
      return foliage(x, y, x < 400 ? 120 : 935, 240, 120);
    }
    if (y > shore(x)) {
      return meadow(x, y);
    }
    double horizon = 268 + 5 * Math.sin(x / 90);
    if (y > horizon) {
      return water(x, y, horizon);
    }
    if (y > 232 - 22 * Math.sin(x / 170 + 1) - 10 * Noise.fractal(x / 30, y / 60, 4, 3)) {
      double lit = Noise.step(-0.3, 0.4, Noise.fractal(x / 36, y / 18, 1, 3));
      return Canvas.color(0x5B6C9C).mix(Canvas.color(0x9CAE78), lit);
    }
    V high = Canvas.color(0x8FB7DA);
    V low = Canvas.color(0xF8DDB0);
    V sky = high.mix(low, Noise.step(10, 240, y + 40 * Math.sin(x / 260)));
    double cloud = Noise.fractal(x / 190, y / 70, 7, 4);
    sky = sky.mix(Canvas.color(0xFFF1DC), Noise.step(0.0, 0.35, cloud));
    return sky.mix(
        Canvas.color(0xD9B5C6),
        0.7 * Noise.step(0.05, 0.4, Noise.fractal(x / 190, y / 70 - 0.4, 7, 4)));
  }

  private static boolean tree(double x, double y, double cx, double cy, double rx, double ry) {
    double d = Math.hypot((x - cx) / rx, (y - cy) / ry);
    return d + 0.42 * Noise.fractal(x / 58, y / 52, cx, 3) < 0.93;
  }

  private static boolean trunk(double x, double y, double cx, double from, double to, double half) {
    return y > from && y < to && Math.abs(x - cx - 9 * Math.sin(y / 60)) < half + (y - from) / 28;
  }

  private static V foliage(double x, double y, double cx, double cy, double r) {
    if (y > 365 && y > cy + r * 0.6 && Math.abs(x - cx) < 40) {
      return Canvas.color(x < cx ? 0xA0703F : 0x4B3560);
    }
    double light =
        -(x - cx) / r * 0.55 - (y - cy) / r * 0.75 + 0.9 * Noise.fractal(x / 40, y / 32, 3, 3);
    V shadow = Canvas.color(0x2B3A6B);
    V half = Canvas.color(0x3F7A46);
    V lit = Canvas.color(0xC6BF45);
    return light < 0.1
        ? shadow.mix(half, Noise.step(-0.7, 0.1, light))
        : half.mix(lit, Noise.step(0.1, 0.8, light));
  }

  private static V water(double x, double y, double horizon) {
    double deep = (y - horizon) / 230;
    V c = Canvas.color(0xF6D9A8).mix(Canvas.color(0x5E94C4), Math.min(1, deep * 1.25));
    double band = Noise.fractal(x / 120, y / 11, 5, 3);
    c = c.mix(Canvas.color(0x3E6FA8), 0.8 * Noise.step(0.05, 0.4, band));
    c = c.mix(Canvas.color(0xFFE9BE), 0.8 * Noise.step(0.1, 0.45, -band));
    double mirror = Math.exp(-Math.pow((x - 120 - 12 * Math.sin(y / 9)) / 95, 2)) * (1 - deep);
    c = c.mix(Canvas.color(0x4A7A5B), 0.75 * Math.max(0, mirror));
    for (double[] sail : new double[][] {{330, 150, 262, 38}, {455, 190, 264, 24}}) {
      double down = y - sail[2];
      if (Math.abs(x - sail[0] - 8 * Math.sin(y / 6)) < sail[3] * (1 - down / 130)) {
        c = c.mix(Canvas.color(0xFFF3DA), 0.7);
      }
    }
    return c;
  }

  private static V meadow(double x, double y) {
    double near = Noise.step(300, HEIGHT, y);
    V c = Canvas.color(0xE0C868).mix(Canvas.color(0x86A548), near);
    double tuft = Noise.fractal(x / 85, y / 34, 2, 4);
    c = c.mix(Canvas.color(0x4E8A46), 0.8 * Noise.step(0.0, 0.4, tuft));
    c = c.mix(Canvas.color(0xF6DF7C), 0.7 * Noise.step(0.05, 0.45, -tuft));
    // The tree's shade falls to the right and toward us, violet against the yellow.
    double along = (y - 540) / 120;
    double shade =
        Noise.step(
            1.05, 0.75, Math.hypot((x - 800 - 30 * along) / 210, (y - 628) / 62) + 0.3 * tuft);
    double front = Noise.step(672, 742, y + 0.09 * (x - 300) + 34 * tuft);
    c = c.mix(Canvas.color(0x4A4A8C), 0.85 * Math.max(shade, 0.72 * front));
    double path =
        Math.abs(x - 330 + 0.9 * (y - 560) - 60 * Math.sin(y / 70)) / (18 + (y - 440) * 0.22);
    return c.mix(Canvas.color(0xF3C9A0), 0.9 * Noise.step(1.1, 0.85, path + 0.25 * tuft));
  }

  private void flowers() {
    int[][] sails = {{330, 150, 262, 38}, {455, 190, 264, 24}};
    for (int[] s : sails) {
      for (int i = 0; i < 420; i++) {
        double up = canvas.random.nextDouble();
        double x = s[0] + s[3] * (1 - up) * canvas.between(-0.5, 1) * 0.9;
        double y = s[2] - up * (s[2] - s[1]);
        V c =
            Canvas.color(x < s[0] ? 0xC9BEDC : canvas.random.nextInt(3) == 0 ? 0xFFD9A0 : 0xFFF6E4);
        canvas.dab(Canvas.Brush.ROUND, canvas.near(c, 0.06), x, y, 1.3, 8, 5.5);
      }
      for (int i = 0; i < 60; i++) {
        double x = s[0] + s[3] * canvas.between(-0.9, 0.9);
        V c = canvas.near(Canvas.color(i % 3 == 0 ? 0xB5532F : 0x4A2F4F), 0.15);
        canvas.dab(Canvas.Brush.ROUND, c, x, s[2] + 6 + canvas.between(-4, 4), 0, 8, 5.5);
      }
    }
    int[] petals = {0xD8402F, 0xE8703C, 0xF2EFE0, 0xD77FA8, 0xE0503A, 0x7A5BB5};
    for (int i = 0; i < 5600; i++) {
      double y = 440 + 320 * Math.sqrt(canvas.random.nextDouble());
      double x = canvas.between(0, WIDTH);
      double patch = Noise.fractal(x / 120, y / 50, 12, 3);
      if (y < shore(x) + 30 || patch < canvas.between(-0.25, 0.75)) {
        continue;
      }
      double drift = Noise.fractal(x / 150 + 20, y / 60, 12, 3) + canvas.between(-0.25, 0.25);
      int kind = (int) Math.max(0, Math.min(5, 3 + 5 * drift));
      double size = 4.2 + 3.2 * (y - 440) / 320;
      canvas.dab(
          Canvas.Brush.ROUND,
          canvas.near(Canvas.color(petals[kind]), 0.14),
          x,
          y,
          canvas.between(0, 3),
          size * 1.2,
          size);
    }
  }
}
