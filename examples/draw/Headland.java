import java.util.SplittableRandom;

/**
 * A rocky headland with a lighthouse, across a bay from where the viewer stands.
 *
 * <p>Lengths are meters, y is up from the sea and z away from the viewer.
 */
final class Headland {
  static final int LAND = 0;
  static final int SEA = 1;
  static final int TOWER = 2;
  static final int IRON = 3;
  static final int GLASS = 4;
  static final int ROOF = 5;
  static final int HOUSE = 6;
  static final int BLADE = 7;

  static final V EYE = new V(0, 15.5, 0);

  /** Where the tower stands. */
  static final V FOOT = new V(17, 17.2, 101);

  final Forms forms = new Forms();
  private final SplittableRandom random = new SplittableRandom(1811);

  Headland() {
    double far = 30000;
    forms.mesh.quad(SEA, 0, new V(-far, 0, -50), new V(2 * far, 0, 0), new V(0, 0, 2 * far));
    land();
    tower();
    house();
    grass();
    forms.mesh.index();
  }

  private double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** How far inland a place is: negative in the water. */
  static double inland(double x, double z) {
    double edge = 34 - 50 * Math.exp(-Math.pow((z - 100) / 19, 2)) + 26 * Noise.step(118, 200, z);
    double wide = 7 * Noise.fractal(x / 26, 3, z / 26, 3);
    double fine = 1.1 * Noise.fractal(x / 5, 8, z / 5, 2);
    // The viewer's own meadow ends a few steps ahead.
    double near = 19.5 - z - 0.3 * x + fine;
    return Math.max(near, (x - edge) * 0.8 + wide + fine);
  }

  /** How high the land is; away from the coast it is a meadow that rises and falls. */
  static double height(double x, double z) {
    double in = inland(x, z);
    double meadow = 16.4 + 2.2 * Noise.fractal(x / 40, 5, z / 40, 2);
    meadow -= (3.45 + 0.10 * x) * Noise.step(45, 20, z);
    double level = Noise.step(17, 9, Math.hypot(x - FOOT.x() - 5, z - FOOT.z()));
    meadow += (FOOT.y() - meadow) * level;
    if (in <= -9) {
      // Rocks that the sea has left standing before the cliff.
      double skerry = Noise.fractal(x / 7, 2, z / 7, 4) - 0.30 + 0.02 * (in + 9);
      return z > 55 && z < 150 && skerry > 0 ? skerry * 9 : -3;
    }
    double rise = Math.max(0, Math.min(1, (in + 4) / 11));
    // Ledges, as layered rock has them.
    double ledge = rise + 0.055 * Math.sin(rise * 19 + 2 * Noise.fractal(x / 12, 1, z / 12, 2));
    double rubble = 1.6 * Noise.fractal(x / 4, 6, z / 4, 4) * (1 - Noise.step(0.75, 1, rise));
    double foot = -3 + 3.4 * Noise.step(-9, -3, in) + 1.2 * Noise.fractal(x / 3, 4, z / 3, 3);
    double cliff = Math.max(foot, meadow * Noise.step(0, 1, ledge) + rubble);
    return rise >= 1 ? meadow + 0.12 * Noise.fractal(x / 2, 9, z / 2, 3) : cliff;
  }

  /** The net of the land is finest where the headland's cliff is seen. */
  private void land() {
    double[] rows = {2.5, 6, 14, 30, 52, 78, 84, 90, 96, 102, 108, 116, 130, 160, 240, 420};
    forms.sheet(
        LAND,
        0,
        560,
        900,
        -1.2,
        (u, v) -> {
          double z = Forms.spline(rows, 1, v)[0];
          double x = z * (-0.52 + 1.04 * u);
          double y = height(x, z);
          // Cliffs overhang here and recede there.
          double e = 1.2;
          double steep = Math.hypot(height(x + e, z) - y, height(x, z + e) - y) / e;
          double rough = Noise.step(0.6, 2.2, steep) * 1.2;
          // Neither depends on y, lest the net fold over itself where it is steep.
          return new V(
              x + 0.4 * rough * Noise.fractal(x / 3, 2, z / 3, 2),
              y,
              z - 0.8 * rough * Noise.fractal(x / 3 + 50, 2, z / 3, 2));
        });
  }

  private void tower() {
    double[] wall = {4.3, -2, 4.2, 0, 3.9, 4, 3.55, 8, 3.25, 12, 3.0, 16, 2.85, 20, 2.8, 21};
    forms.lathe(TOWER, 0, FOOT, wall, 120, 80);
    ring(IRON, 0xE6E2DA, 21, 4.0, 0.55);
    ring(IRON, 0xB9B6B0, 20.4, 3.4, 0.6);
    for (int i = 0; i < 40; i++) {
      V o = around(3.85, 21.5, i / 40.0);
      post(0x2A2C30, o, o.plus(new V(0, 1.15, 0)), 0.07);
    }
    for (double y : new double[] {22.1, 22.65}) {
      for (int i = 0; i < 40; i++) {
        post(0x2A2C30, around(3.85, y, i / 40.0), around(3.85, y, (i + 1) / 40.0), 0.07);
      }
    }
    ring(IRON, 0xE9E6DF, 21.5, 2.0, 1.1);
    double[] pane = {1.85, 22.6, 1.85, 23.4, 1.85, 24.2, 1.85, 25.0};
    forms.lathe(GLASS, 0, FOOT, pane, 10, 6);
    double[] lens = {0.05, 22.7, 0.8, 23.2, 0.95, 23.8, 0.8, 24.4, 0.05, 24.9};
    forms.lathe(IRON, 0xF2E6B8, FOOT, lens, 30, 24);
    for (int i = 0; i < 10; i++) {
      post(0x8E1E1A, around(1.9, 22.6, i / 10.0), around(1.9, 25.05, i / 10.0), 0.13);
    }
    ring(ROOF, 0xA3211C, 25.0, 2.25, 0.25);
    double[] dome = {
      2.2, 25.2, 1.95, 25.75, 1.4, 26.4, 0.6, 26.85, 0.24, 27.0, 0.2, 27.4, 0.001, 27.6
    };
    forms.lathe(ROOF, 0xA3211C, FOOT, dome, 60, 50);
    post(0x2A2C30, FOOT.plus(new V(0, 27.5, 0)), FOOT.plus(new V(0, 29.6, 0)), 0.09);
    for (double y : new double[] {5.5, 15.5}) {
      double r = y < 10 ? 3.78 : 3.05;
      pane(FOOT.plus(new V(-0.9, y, -r - 0.02)), 0.95, 1.5);
    }
    V door = FOOT.plus(new V(-1.1, -0.4, -4.35));
    forms.mesh.box(IRON, 0x7E2018, door, new V(1.5, 0, 0), new V(0, 2.7, 0), new V(0, 0, 0.8));
  }

  private static V around(double r, double y, double turn) {
    double a = 2 * Math.PI * turn;
    return FOOT.plus(new V(r * Math.cos(a), y, r * Math.sin(a)));
  }

  private void ring(int material, int color, double y, double r, double tall) {
    double[] side = {0.001, y + tall, r, y + tall, r, y + tall, r, y, r, y, 0.001, y};
    forms.lathe(material, color, FOOT, side, 80, 40);
  }

  private void post(int color, V from, V to, double thick) {
    V along = to.minus(from);
    V side = along.cross(Math.abs(along.y()) > 0.9 * along.length() ? new V(1, 0, 0) : V.UP);
    V a = side.unit().times(thick);
    V b = along.cross(a).unit().times(thick);
    forms.mesh.box(IRON, color, from.minus(a.times(0.5)).minus(b.times(0.5)), along, b, a);
  }

  /** A window: a dark pane in a white frame. */
  private void pane(V o, double wide, double tall) {
    V frame = o.plus(new V(-0.15, -0.15, -0.02));
    forms.mesh.box(
        IRON, 0xD8D4CA, frame, new V(wide + 0.3, 0, 0), new V(0, tall + 0.3, 0), new V(0, 0, 0.3));
    forms.mesh.quad(GLASS, 0, o.plus(new V(0, 0, -0.04)), new V(wide, 0, 0), new V(0, tall, 0));
    V bar = o.plus(new V(wide / 2 - 0.04, 0, -0.07));
    forms.mesh.quad(IRON, 0xE6E2DA, bar, new V(0.08, 0, 0), new V(0, tall, 0));
  }

  /** The keeper's house, its chimney, and a low wall around. */
  private void house() {
    V o = FOOT.plus(new V(6.5, -0.8, -3));
    double w = 12;
    double d = 7;
    double h = 4.4;
    V up = new V(0, h, 0);
    V right = new V(w, 0, 0);
    V back = new V(0, 0, d);
    forms.mesh.box(HOUSE, 0xE8E4DA, o, right, up, back);
    V ridge = o.plus(new V(0, h + 3.1, d / 2));
    V eave = new V(0, 0.25, 0.4);
    V left = new V(-0.4, 0, 0);
    V over = new V(w + 0.8, 0, 0);
    V front = o.plus(up).plus(left).minus(eave);
    forms.mesh.quad(ROOF, 0x8B3A2A, front, over, ridge.plus(left).minus(front));
    V rear = o.plus(up).plus(back).plus(left).plus(new V(0, -0.25, 0.4));
    forms.mesh.quad(ROOF, 0x8B3A2A, rear, over, ridge.plus(left).minus(rear));
    for (V side : new V[] {new V(0, 0, 0), right}) {
      V a = o.plus(up).plus(side);
      forms.mesh.triangle(
          HOUSE, 0xE8E4DA, a, a.plus(back), ridge.plus(side), 0, 0, d, 0, d / 2, 3.1);
    }
    for (double x : new double[] {1.2, 3.8, 7.2, 9.8}) {
      pane(o.plus(new V(x, 1.6, -0.03)), 1.05, 1.6);
    }
    V door = o.plus(new V(5.6, 0, -0.1));
    forms.mesh.box(IRON, 0x7E2018, door, new V(1.0, 0, 0), new V(0, 2.9, 0), new V(0, 0, 0.2));
    for (double x : new double[] {1.6, 9.6}) {
      V chimney = ridge.plus(new V(x, -0.8, -0.4));
      forms.mesh.box(
          HOUSE, 0xD8D0C4, chimney, new V(0.9, 0, 0), new V(0, 2.2, 0), new V(0, 0, 0.9));
    }
  }

  /** Blades close to the viewer; farther away they are no more than a texture. */
  private void grass() {
    int[] greens = {0x6E8A34, 0x86963E, 0x5A7A2C, 0xA3A256, 0x4E6B2A};
    for (int i = 0; i < 60000; i++) {
      double z = 3.2 + 20 * Math.pow(random.nextDouble(), 1.6);
      double x = z * between(-0.5, 0.5);
      if (inland(x, z) < 5 + between(0, 1.5)) {
        continue;
      }
      double tuft = Noise.fractal(x / 1.4, 4, z / 1.4, 3);
      double tall = between(0.12, 0.30) * (1 + 0.9 * tuft);
      V root = new V(x, height(x, z) - 0.03, z);
      // The wind comes from the sea.
      V tip = root.plus(new V(tall * between(0.1, 0.75), tall, tall * between(-0.3, 0.3)));
      double a = between(0, Math.PI);
      V wide = new V(Math.cos(a), 0, Math.sin(a)).times(0.012);
      boolean flower = i % 240 == 0;
      int color = greens[(int) Math.min(4, Math.max(0, 2 + 3 * tuft + between(-1.5, 1.5)))];
      V half = root.mix(tip, 0.55).plus(new V(-0.12 * tall, 0.1 * tall, 0));
      blade(color, root, root.plus(wide), half);
      blade(color, root.plus(wide), half.plus(wide.times(0.7)), half);
      blade(color, half, half.plus(wide.times(0.7)), tip);
      if (flower) {
        int petal = i % 480 == 0 ? 0xF2EFE4 : 0xD88AB0;
        V top = root.plus(new V(0.03, 0.32, 0));
        for (int k = 0; k < 9; k++) {
          V p = top.plus(new V(between(-0.05, 0.05), between(-0.03, 0.05), between(-0.05, 0.05)));
          blade(petal, p, p.plus(new V(0.045, 0.01, 0)), p.plus(new V(0.02, 0.045, 0.01)));
        }
        blade(0x5A7A2C, root, root.plus(new V(0.012, 0, 0)), top);
      }
    }
  }

  private void blade(int color, V a, V b, V c) {
    forms.mesh.triangle(BLADE, color, a, b, c, 0, 0, 1, 0, 0, 1);
  }
}
