import java.util.SplittableRandom;

/**
 * A laid table: a bowl of fruit and a jug on a linen cloth, before a plain wall.
 *
 * <p>Lengths are decimeters, y is up from the table and z away from the viewer.
 */
final class StillLife {
  static final int WALL = 0;
  static final int WOOD = 1;
  static final int LINEN = 2;
  static final int BOWL = 3;
  static final int JUG = 4;
  static final int APPLE = 5;
  static final int ORANGE = 6;
  static final int LEMON = 7;
  static final int PEAR = 8;
  static final int GRAPE = 9;
  static final int BANANA = 10;
  static final int STEM = 11;

  static final V BOWL_FOOT = new V(0.55, 0.06, 0.2);
  static final V JUG_FOOT = new V(-1.85, 0.06, 1.0);

  final Forms forms = new Forms();
  private final SplittableRandom random = new SplittableRandom(1660);

  StillLife() {
    Mesh mesh = forms.mesh;
    mesh.quad(WALL, 0, new V(-30, -8, 5.2), new V(60, 0, 0), new V(0, 40, 0));
    mesh.quad(WOOD, 0, new V(-30, 0, -20), new V(60, 0, 0), new V(0, 0, 23.2));
    mesh.quad(WOOD, 0, new V(-30, -0.6, 3.2), new V(60, 0, 0), new V(0, 0.6, 0));
    cloth();
    bowl();
    jug();
    fruit();
    grapes();
    mesh.index();
  }

  private double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** Linen that has been folded and shaken out again, askew on the table. */
  private void cloth() {
    forms.sheet(
        LINEN,
        0,
        240,
        190,
        -1e9,
        (u, v) -> {
          double s = 7.0 * (u - 0.5);
          double t = 4.9 * (v - 0.5);
          double x = -0.25 + s * 0.975 + t * 0.22 + 0.06 * Math.sin(3 * t);
          double z = -0.45 - s * 0.22 + t * 0.975 + 0.05 * Math.sin(2.3 * s);
          return new V(x, 0.022 + folds(x, z), z);
        });
  }

  private static double folds(double x, double z) {
    double flat =
        Noise.step(0.9, 2.0, Math.hypot(x - BOWL_FOOT.x(), z - BOWL_FOOT.z()))
            * Noise.step(0.9, 1.7, Math.hypot(x - JUG_FOOT.x(), z - JUG_FOOT.z()))
            * Noise.step(0.5, 1.1, Math.hypot(x + 1.45, z + 1.35))
            * Noise.step(0.4, 1.0, Math.hypot(x - 2.5, z + 1.15));
    double bend = Noise.fractal(x * 0.5, 3, z * 0.5, 2);
    double run = 1 - Math.abs(Noise.perlin(0.95 * x + 0.6 * z + 0.9 * bend, 7, 0.25 * z));
    double crease = 1 - Math.abs(Noise.perlin(0.5 * x - 1.0 * z + bend, 12, 0.35 * x));
    double soft = 0.035 * Noise.fractal(x * 1.3, 1, z * 1.3, 3) + 0.02;
    return 0.035 + flat * (0.13 * Math.pow(run, 5) + 0.09 * Math.pow(crease, 7) + 0.5 * soft);
  }

  private void bowl() {
    double[] profile = {
      0, 0.08, 0.55, 0.08, 0.62, 0, 0.74, 0, 0.74, 0.13, 1.10, 0.26, 1.46, 0.55, 1.68, 0.90, 1.76,
      1.08, 1.72, 1.11, 1.66, 1.06, 1.56, 0.88, 1.34, 0.58, 1.0, 0.36, 0.5, 0.26, 0, 0.24
    };
    forms.lathe(BOWL, 0, BOWL_FOOT, profile, 160, 120);
  }

  private void jug() {
    double[] profile = {
      0, 0.03, 0.56, 0.01, 0.64, 0.05, 0.80, 0.40, 0.91, 0.90, 0.84, 1.40, 0.60, 1.85, 0.45, 2.15,
      0.44, 2.42, 0.54, 2.68, 0.60, 2.78, 0.56, 2.80, 0.49, 2.66, 0.39, 2.40, 0.40, 2.15, 0.54, 1.85
    };
    forms.sheet(
        JUG,
        0,
        140,
        130,
        -1e9,
        (u, v) -> {
          double[] p = Forms.spline(profile, 2, v);
          double a = 2 * Math.PI * (u == 1 ? 0 : u);
          // The lip is drawn out on one side.
          double aside = (Math.PI + 0.25 - a) / 0.34;
          double lip = Math.exp(-aside * aside) * Noise.step(2.2, 2.8, p[1]);
          double r = p[0] + 0.26 * lip;
          return JUG_FOOT.plus(new V(r * Math.cos(a), p[1] + 0.10 * lip, r * Math.sin(a)));
        });
    double[] handle = {
      0.42, 2.40, 0, 0.10, 0.70, 2.58, 0, 0.11, 1.04, 2.50, 0, 0.10, 1.22, 2.12, 0, 0.09, 1.16,
      1.64, 0, 0.09, 0.98, 1.30, 0, 0.10, 0.78, 1.10, 0, 0.13
    };
    forms.tube(JUG, 0, JUG_FOOT.plus(new V(0, 0, -0.05)), handle, 28, 70);
  }

  /** A fruit's outline: for the angle from its top, how far out and how far up. */
  private interface Outline {
    double[] at(double angle);
  }

  private void grow(int material, int color, V middle, V axis, double size, Outline outline) {
    V side = axis.cross(new V(0.3, 0.2, -0.93)).unit();
    V front = side.cross(axis.unit());
    int fine = material == GRAPE ? 24 : 72;
    double turn = between(0, 6.28);
    int lobes = 4 + random.nextInt(2);
    forms.sheet(
        material,
        color,
        fine,
        fine * 3 / 4,
        -1e9,
        (u, v) -> {
          double[] p = outline.at(Math.PI * v);
          double a = 2 * Math.PI * (u == 1 ? 0 : u);
          double round = material == GRAPE ? 1 : 1 + 0.022 * Math.cos(lobes * a + turn);
          double r = v == 0 || v == 1 ? 0 : size * p[0] * round;
          return middle
              .plus(size * p[1], axis.unit())
              .plus(r * Math.cos(a), side)
              .plus(r * Math.sin(a), front);
        });
  }

  private static double dent(double from, double wide) {
    return Math.exp(-from * from / (wide * wide));
  }

  private void apple(int color, double size, V middle, V axis) {
    grow(
        APPLE,
        color,
        middle,
        axis,
        size,
        t ->
            new double[] {
              Math.sin(t) * (1.02 + 0.08 * Math.cos(t)),
              0.92 * Math.cos(t) - 0.34 * dent(t, 0.42) + 0.16 * dent(Math.PI - t, 0.35)
            });
    V up = axis.unit();
    double[] stem = new double[16];
    for (int i = 0; i < 4; i++) {
      V p = up.times(size * (0.52 + 0.2 * i)).plus(0.02 * i * i, new V(1, 0, 0.4));
      stem[4 * i] = p.x();
      stem[4 * i + 1] = p.y();
      stem[4 * i + 2] = p.z();
      stem[4 * i + 3] = i == 3 ? 0.032 : 0.022;
    }
    forms.tube(STEM, 0x4A3520, middle, stem, 10, 12);
  }

  private void orange(double size, V middle, V axis) {
    grow(
        ORANGE,
        0,
        middle,
        axis,
        size,
        t -> new double[] {Math.sin(t), 0.95 * Math.cos(t) - 0.06 * dent(t, 0.2)});
    double[] button = {0, 0, 0, 0.001, 0, 0.02, 0, 0.06, 0, 0.04, 0, 0.03, 0, 0.05, 0, 0.001};
    V top = axis.unit().times(size * 0.87);
    forms.tube(STEM, 0x5F6A35, middle.plus(top), button, 10, 12);
  }

  private void lemon(double size, V middle, V axis) {
    grow(
        LEMON,
        0,
        middle,
        axis,
        size,
        t ->
            new double[] {
              Math.pow(Math.sin(t), 1.12),
              1.16 * Math.cos(t) + 0.24 * dent(t, 0.26) - 0.16 * dent(Math.PI - t, 0.24)
            });
  }

  private void pear(double size, V middle, V axis) {
    grow(
        PEAR,
        0,
        middle,
        axis,
        size,
        t -> {
          double c = Math.cos(t);
          double neck = 1 - 0.55 * Noise.step(-0.35, 0.75, c);
          return new double[] {
            1.02 * Math.sin(t) * neck,
            1.28 * c - 0.04 * dent(t, 0.2) + 0.14 * dent(Math.PI - t, 0.3)
          };
        });
    V up = axis.unit();
    V tip = up.times(size * 1.62).plus(new V(0.08, 0.02, 0));
    V root = up.times(size * 1.16);
    V half = root.mix(tip, 0.5).plus(new V(-0.02, 0, 0));
    double[] stem = {
      root.x(), root.y(), root.z(), 0.03, half.x(), half.y(), half.z(), 0.022, tip.x(), tip.y(),
      tip.z(), 0.036
    };
    forms.tube(STEM, 0x4A3824, middle, stem, 10, 12);
  }

  private void fruit() {
    V b = BOWL_FOOT;
    orange(0.50, b.plus(new V(-0.72, 0.98, -0.38)), new V(-0.3, 0.7, -0.6));
    apple(0xA81F22, 0.52, b.plus(new V(0.28, 1.02, -0.62)), new V(0.15, 0.9, -0.4));
    orange(0.49, b.plus(new V(0.95, 1.0, 0.28)), new V(0.5, 0.7, -0.2));
    apple(0x8FA83A, 0.50, b.plus(new V(-0.62, 1.05, 0.62)), new V(-0.3, 0.9, 0.1));
    apple(0xB3302A, 0.50, b.plus(new V(0.42, 1.05, 0.85)), new V(0.3, 0.9, 0.2));
    pear(0.50, b.plus(new V(-0.02, 1.66, 0.12)), new V(-0.42, 0.9, 0.1));
    lemon(0.38, b.plus(new V(0.66, 1.60, 0.02)), new V(0.85, 0.25, -0.5));
    bananas(b);
    lemon(0.40, new V(-1.45, 0.46, -1.35), new V(-0.8, 0.08, -0.55));
    apple(0xB02420, 0.52, new V(2.55, 0.54, -1.15), new V(0.35, 0.9, -0.28));
  }

  private void bananas(V b) {
    double[][] bunch = {{0, 0, 0, 1}, {0.12, -0.12, 0.26, 0.96}};
    for (double[] o : bunch) {
      double[] path = new double[4 * 11];
      for (int i = 0; i < 11; i++) {
        double t = i / 10.0;
        double a = -0.5 + 1.75 * t;
        double r = 0.23 * o[3] * Math.pow(Math.sin(Math.PI * (0.07 + 0.86 * t)), 0.55);
        path[4 * i] = 1.05 - 1.42 * Math.cos(a) * 0.5 + 0.75 * t + o[0];
        path[4 * i + 1] = 1.42 * (Math.sin(a) * 0.35) + 1.30 - 0.55 * (t - 0.4) * (t - 0.4) + o[1];
        path[4 * i + 2] = 0.86 - 1.0 * t * 0.2 + o[2];
        path[4 * i + 3] = i == 0 ? 0.05 : i == 10 ? 0.06 : r;
      }
      forms.tube(BANANA, 0, b, path, 40, 90);
    }
  }

  /** A bunch that hangs over the rim. */
  private void grapes() {
    V[] taken = new V[90];
    int n = 0;
    for (int i = 0; i < 6000 && n < 58; i++) {
      double t = Math.pow(random.nextDouble(), 0.8);
      double wide = 0.10 + 0.40 * Math.sin(Math.PI * Math.min(1, 0.25 + 0.75 * t));
      V p =
          BOWL_FOOT.plus(
              new V(
                  1.18 + 0.62 * t + between(-wide, wide) * 0.8,
                  1.42 - 0.95 * t * t + between(-wide, wide) * 0.5,
                  -0.62 - 0.55 * t + between(-wide, wide) * 0.8));
      boolean free = p.y() > 0.28;
      V inside = p.minus(BOWL_FOOT);
      double rim = Math.hypot(inside.x(), inside.z());
      // Neither within the bowl's wall nor below its rim on the inside.
      free &= inside.y() > 1.2 || rim > 1.92;
      for (int k = 0; k < n && free; k++) {
        free = p.minus(taken[k]).length() > 0.25;
      }
      if (free) {
        taken[n++] = p;
        V axis = new V(between(-1, 1), between(-1, 1), between(-1, 1));
        int color = n % 4 == 0 ? 0x4A2038 : n % 3 == 0 ? 0x2A1A38 : 0x38182F;
        grow(GRAPE, color, p, axis, 0.155, t2 -> new double[] {Math.sin(t2), 1.1 * Math.cos(t2)});
      }
    }
    double[] stalk = {
      1.0, 1.45, -0.5, 0.03, 1.2, 1.62, -0.62, 0.03, 1.5, 1.52, -0.8, 0.026, 1.72, 1.2, -1.0, 0.02,
      1.8, 0.8, -1.1, 0.015
    };
    forms.tube(STEM, 0x6B6A35, BOWL_FOOT, stalk, 10, 30);
  }
}
