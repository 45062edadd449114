import java.util.stream.IntStream;

/** A summer sky with scattered heaps of cloud, computed once and then looked up. */
final class Clouds {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 480;

  /** The sky reaches so far to either side and so far up, in radians. */
  private static final double SIDE = 0.8;

  private static final double UP = 0.75;
  private static final double BASE = 700;
  private static final double TOP = 1500;

  private final V sun;
  private final V sunlight;
  private final V[] sky = new V[WIDTH * HEIGHT];

  Clouds(V sun, V sunlight) {
    this.sun = sun;
    this.sunlight = sunlight;
    IntStream.range(0, HEIGHT).parallel().forEach(this::row);
  }

  V along(V ray) {
    double x = (Math.atan2(ray.x(), ray.z()) / SIDE + 1) / 2 * (WIDTH - 1);
    double y = Math.asin(Math.min(1, Math.max(0, ray.y()))) / UP * (HEIGHT - 1);
    x = Math.max(0, Math.min(WIDTH - 1.001, x));
    y = Math.max(0, Math.min(HEIGHT - 1.001, y));
    int i = (int) x;
    int j = (int) y;
    V low = sky[j * WIDTH + i].mix(sky[j * WIDTH + i + 1], x - i);
    V high = sky[(j + 1) * WIDTH + i].mix(sky[(j + 1) * WIDTH + i + 1], x - i);
    return low.mix(high, y - j);
  }

  /** The sky without clouds. */
  static V blue(double up) {
    V low = new V(0.62, 0.76, 0.90);
    return low.mix(new V(0.085, 0.235, 0.60), Math.pow(Noise.step(-0.10, 0.62, up), 0.8));
  }

  private void row(int j) {
    double up = UP * j / (HEIGHT - 1);
    for (int i = 0; i < WIDTH; i++) {
      double side = SIDE * (2.0 * i / (WIDTH - 1) - 1);
      double flat = Math.cos(up);
      V ray = new V(Math.sin(side) * flat, Math.max(0.004, Math.sin(up)), Math.cos(side) * flat);
      sky[j * WIDTH + i] = heap(ray, blue(up), Noise.at(i, j, 5));
    }
  }

  private V heap(V ray, V behind, double jitter) {
    double from = BASE / ray.y();
    if (from > 16000) {
      return behind;
    }
    int steps = 40;
    double stride = Math.min(TOP / ray.y() - from, 7000) / steps;
    double clear = 1;
    V light = new V(0, 0, 0);
    for (int s = 0; s < steps && clear > 0.02; s++) {
      V p = ray.times(from + (s + jitter) * stride);
      double d = density(p, 5);
      if (d <= 0) {
        continue;
      }
      double shadow = 0;
      for (int k = 1; k <= 4; k++) {
        shadow += density(p.plus(k * k * 16.0, sun), 3) * k * 18;
      }
      double lit = 0.55 * (0.88 * Math.exp(-shadow * 0.014) + 0.12);
      V glow = sunlight.times(lit * (1 - 0.4 * Math.exp(-d * 5)));
      double high = (p.y() - BASE) / (TOP - BASE);
      glow = glow.plus(0.55 + 0.45 * high, new V(0.27, 0.34, 0.46));
      double passed = Math.exp(-d * stride * 0.02);
      light = light.plus(clear * (1 - passed), glow);
      clear *= passed;
    }
    // Far clouds pale into the air before them.
    double air = 1 - Math.exp(-Math.pow(from / 9000, 2));
    return light.plus(clear, behind).mix(behind, air);
  }

  private static double density(V p, int octaves) {
    double high = (p.y() - BASE) / (TOP - BASE);
    if (high < 0 || high > 1) {
      return 0;
    }
    double cover = Noise.fractal(p.x() / 1500 + 9.2, 0.5, p.z() / 1900 + 3.6, 2);
    double shape = -0.12 + 1.15 * cover - 0.7 * high - 0.7 * Noise.step(0.1, 0, high);
    if (shape < -0.55) {
      return 0;
    }
    double detail = Noise.fractal(p.x() / 480, p.y() / 400, p.z() / 480, octaves);
    return Math.min(1, Math.max(0, (shape + 0.72 * detail) * 2.4));
  }
}
