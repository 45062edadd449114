import java.util.ArrayList;
import java.util.List;

/**
 * An invented city by the water, at night: towers, an older waterfront, a promenade with lamps, a
 * hanging bridge and a ferry.
 */
final class Skyline extends Site {
  /** A wall with windows; its color is the number of the building, and its side. */
  static final int FACADE = 0;

  static final int ROOF = 1;
  static final int STONE = 2;
  static final int METAL = 3;
  static final int LEAF = 4;
  static final int WATER = 5;

  /** Something that shines with its color, as brightly as a lamp. */
  static final int LAMP = 6;

  /** Something that shines with its color, dimly. */
  static final int SIGN = 7;

  /** A light that falls on what is near. */
  record Light(V place, V color) {}

  static final V SODIUM = new V(1.0, 0.55, 0.2);
  private static final V WHITE = new V(1.0, 0.86, 0.66);
  private static final double QUAY = 3.2;

  final List<Light> lights = new ArrayList<>();
  private int buildings;

  Skyline() {
    super(-17, 128, 1931);
    quay();
    waterfront();
    towers();
    farBank();
    bridge();
    ferry(at(26, 0, -34), 15);
    boats();
    double far = 5000;
    mesh.quad(WATER, 0, new V(-far, 0, -60), new V(2 * far, 0, 0), new V(0, 0, 2 * far));
    mesh.index();
  }

  private void bulb(int material, int color, V place, double size) {
    V o = place.minus(new V(size / 2, size / 2, size / 2));
    mesh.box(material, color, o, new V(size, 0, 0), new V(0, size, 0), new V(0, 0, size));
  }

  private void quay() {
    V o = at(-34, -2, 0);
    mesh.quad(STONE, 0x8E8678, o, at(160, -2, 0).minus(o), new V(0, QUAY + 2, 0));
    mesh.quad(STONE, 0x8E8678, o, at(-34, -2, 300).minus(o), new V(0, QUAY + 2, 0));
    V top = at(-34, QUAY, 0);
    mesh.quad(STONE, 0x9A9284, top, at(160, QUAY, 0).minus(top), at(-34, QUAY, 300).minus(top));
    block(STONE, 0xA79C88, -34, QUAY, 0, 194, 0.5, 0.5);
    for (int i = 0; i < 26; i++) {
      double u = -31 + i * 7.2;
      lamp(at(u, QUAY, 2.2), 5.4, i % 2 == 0 ? SODIUM : SODIUM.mix(WHITE, 0.35), 24);
      if (i % 2 == 1) {
        tree(at(u + between(-1, 1), QUAY, 5.5), between(2.4, 3.4));
      }
      block(METAL, 0x3A3B3C, u + 2.8, QUAY, 0.6, 1.8, 0.5, 0.5);
    }
    // A promenade is full of cars and people's lights, too small to be more than points.
    for (int i = 0; i < 110; i++) {
      int color = i % 3 == 0 ? 0xFF2A12 : i % 3 == 1 ? 0xFFF2D8 : 0xFFC070;
      bulb(SIGN, color, at(between(-30, 130), QUAY + between(0.5, 1.1), between(8, 11)), 0.28);
    }
  }

  private void lamp(V foot, double tall, V color, double power) {
    V head = foot.plus(new V(0, tall, 0));
    beam(METAL, 0x222426, foot, head, 0.14);
    bulb(LAMP, hex(color), head.plus(new V(0, 0.3, 0)), 0.62);
    lights.add(new Light(head.plus(new V(0, 0.2, -0.5)), color.times(power)));
  }

  private static int hex(V c) {
    return channel(c.x()) << 16 | channel(c.y()) << 8 | channel(c.z());
  }

  private static int channel(double value) {
    return (int) Math.round(255 * Math.pow(Math.max(0, Math.min(1, value)), 1 / 2.2));
  }

  private void tree(V foot, double crown) {
    V fork = foot.plus(new V(0, 2.6, 0));
    beam(METAL, 0x2B221B, foot, fork, 0.3);
    for (int i = 0; i < 1500; i++) {
      V d = new V(between(-1, 1), between(-1, 1), between(-1, 1));
      if (d.length() > 1) {
        continue;
      }
      double r = crown * (0.75 + 0.35 * Noise.perlin(d.x() * 2 + foot.x(), d.y() * 2, d.z() * 2));
      V p = fork.plus(new V(d.x() * r, crown * 0.8 + d.y() * r * 0.95, d.z() * r));
      V a = new V(between(-1, 1), between(-1, 1), between(-1, 1)).unit().times(0.26);
      V b = a.cross(new V(between(-1, 1), between(-1, 1), between(-1, 1)).unit());
      mesh.triangle(LEAF, 0x5C7A34, p, p.plus(a), p.plus(b), 0, 0, 1, 0, 0, 1);
    }
  }

  /** Walls with windows, and a roof. */
  private void walls(int id, double u, double y, double v, double w, double tall, double d) {
    V up = new V(0, tall, 0);
    V a = at(u, y, v);
    V b = at(u + w, y, v);
    V c = at(u + w, y, v + d);
    V e = at(u, y, v + d);
    mesh.quad(FACADE, 4 * id, a, b.minus(a), up);
    mesh.quad(FACADE, 4 * id + 1, b, c.minus(b), up);
    mesh.quad(FACADE, 4 * id + 2, e, a.minus(e), up);
    mesh.quad(ROOF, 0x3A3A3E, a.plus(up), b.minus(a), e.minus(a));
  }

  private void waterfront() {
    double u = -27;
    while (u < 120) {
      double w = between(9, 17);
      double tall = between(11, 27);
      double v = 14 + between(-0.6, 1.5);
      int id = ++buildings;
      walls(id, u, QUAY, v, w, tall, 13);
      block(STONE, 0x6E675C, u - 0.3, QUAY + tall, v - 0.4, w + 0.6, 0.7, 13.6);
      clutter(u, QUAY + tall, v, w, 12);
      // Shops on the ground floor throw their light on the pavement.
      if (id % 4 != 0) {
        V shop = id % 3 == 0 ? new V(0.9, 0.95, 1.0) : new V(1.0, 0.72, 0.4);
        lights.add(new Light(at(u + w / 2, QUAY + 2.2, v - 2), shop.times(13)));
        sign(u, v, w, id);
      }
      u += w + (id % 5 == 0 ? 4 : 0.1);
    }
  }

  private void sign(double u, double v, double w, int id) {
    int[] colors = {0xFF3B2E, 0x35C8FF, 0xFFD23E, 0xFF5FB0, 0x58F09A, 0xFFB060};
    double wide = w * between(0.3, 0.7);
    double from = u + between(0.5, w - wide - 0.5);
    block(SIGN, colors[id % colors.length], from, QUAY + 3.7, v - 0.35, wide, 0.75, 0.2);
  }

  /** What stands on roofs. */
  private void clutter(double u, double y, double v, double w, double d) {
    for (int i = 0; i < 3; i++) {
      double size = between(1.4, 3.4);
      block(
          ROOF,
          0x38383C,
          u + between(0.5, Math.max(0.6, w - 4)),
          y,
          v + between(1, Math.max(1.1, d - 4)),
          size,
          between(1, 3),
          size);
    }
  }

  private void towers() {
    double[][] rows = {
      {46, 20, 38, 11, 19}, {84, 30, 60, 13, 22}, {130, 38, 84, 14, 24}, {190, 40, 96, 16, 26}
    };
    for (double[] row : rows) {
      double u = -30 - row[0] * 0.1;
      while (u < 115 + 0.8 * row[0]) {
        double w = between(row[3], row[4]);
        double tall = between(row[1], row[2]) * (0.5 + 0.7 * hill(u - 0.15 * row[0]));
        // The landmark stands free.
        if (row[0] < 130 || u + w < 30 || u > 70) {
          tower(u, row[0] + between(-5, 6), w, tall);
        }
        u += w + between(1, 11);
      }
    }
    landmark(38, 150, 24, 109);
  }

  /** Cities are highest in their middle. */
  private static double hill(double u) {
    return Math.exp(-Math.pow((u - 52) / 52, 2));
  }

  private void tower(double u, double v, double w, double tall) {
    int id = ++buildings;
    double d = w * between(0.8, 1.2);
    int kind = random.nextInt(4);
    double y = QUAY;
    if (kind == 0) {
      walls(id, u, y, v, w, tall, d);
      block(SIGN, id % 3 == 0 ? 0x4FA8FF : 0xFFCE8A, u, y + tall, v - 0.1, w, 0.45, 0.4);
      clutter(u, y + tall, v, w, d);
    } else if (kind == 1) {
      // Setbacks, as the older towers have.
      double in = 0;
      double[] shares = {0.55, 0.27, 0.18};
      for (double share : shares) {
        walls(id, u + in, y, v + in, w - 2 * in, tall * share, d - 2 * in);
        y += tall * share;
        in += w * 0.11;
      }
      mast(u + w / 2, y, v + d / 2, tall * 0.12);
    } else if (kind == 2) {
      walls(id, u, y, v, w, tall, d);
      walls(id, u + w * 0.2, y + tall, v + d * 0.2, w * 0.6, 5, d * 0.6);
      mast(u + w / 2, y + tall + 5, v + d / 2, 9);
    } else {
      walls(id, u, y, v, w * 0.62, tall, d);
      walls(id, u + w * 0.62, y, v + 1.5, w * 0.38, tall * 0.82, d - 3);
      clutter(u, y + tall, v, w * 0.6, d);
    }
  }

  private void mast(double u, double y, double v, double tall) {
    V foot = at(u, y, v);
    V tip = foot.plus(new V(0, tall, 0));
    beam(METAL, 0x55585C, foot, tip, 0.5);
    bulb(LAMP, 0xFF1E10, tip, 0.55);
  }

  private void landmark(double u, double v, double w, double tall) {
    int id = ++buildings;
    double y = QUAY;
    walls(id, u, y, v, w, tall * 0.62, w);
    y += tall * 0.62;
    walls(id, u + 3, y, v + 3, w - 6, tall * 0.2, w - 6);
    y += tall * 0.2;
    // A floodlit crown, in steps up to a spire.
    for (int i = 0; i < 6; i++) {
      double in = 4.5 + i * 1.6;
      double step = tall * 0.028;
      block(STONE, 0xE8D8B0, u + in, y, v + in, w - 2 * in, step, w - 2 * in);
      V middle = at(u + w / 2, y - 1, v - 7);
      lights.add(new Light(middle, new V(1.0, 0.78, 0.45).times(80)));
      y += step;
    }
    V foot = at(u + w / 2, y, v + w / 2);
    beam(STONE, 0xE8D8B0, foot, foot.plus(new V(0, 17, 0)), 1.1);
    bulb(LAMP, 0xFFF0D0, foot.plus(new V(0, 17.5, 0)), 1.2);
  }

  private void farBank() {
    double z = 620;
    for (int i = 0; i < 60; i++) {
      double x = -360 + i * 9.5 + between(-3, 3);
      double w = between(8, 20);
      double tall = between(6, 26) * (1 + 0.9 * Noise.perlin(x / 60, 3, 1));
      int id = ++buildings;
      V o = new V(x, 0, z + between(0, 60));
      mesh.quad(FACADE, 4 * id, o, new V(w, 0, 0), new V(0, tall, 0));
    }
    for (int i = 0; i < 90; i++) {
      int color = i % 4 == 0 ? 0xFFE8C8 : 0xFF9A3C;
      bulb(LAMP, color, new V(-380 + i * 5.1 + between(-2, 2), between(2.5, 5), z - 12), 0.9);
    }
  }

  /** A hanging bridge: towers, cables hung with bulbs, hangers, and a deck with lamps. */
  private void bridge() {
    double v = 52;
    double near = -47;
    double span = 190;
    double high = 38;
    double deck = 9;
    V a = at(-26, deck, v);
    V b = at(near - span - 60, deck, v);
    beam(METAL, 0x5A5F66, a, b, 1.4);
    beam(METAL, 0x5A5F66, a.plus(new V(0, 1.3, 6)), b.plus(new V(0, 1.3, 6)), 0.5);
    for (double u : new double[] {near, near - span}) {
      for (double side : new double[] {0, 8}) {
        block(STONE, 0xA8A194, u - 1.2, -1, v - 1 + side, 2.4, high + 1, 2.4);
      }
      for (double y : new double[] {deck + 9, deck + 20, high - 2}) {
        block(STONE, 0xA8A194, u - 0.9, y, v, 1.8, 2.4, 9);
      }
      lights.add(new Light(at(u, deck + 3, v - 9), new V(1.0, 0.8, 0.5).times(110)));
      lights.add(new Light(at(u, deck + 18, v - 9), new V(1.0, 0.8, 0.5).times(90)));
      bulb(LAMP, 0xFF2418, at(u, high + 1.4, v + 5), 0.6);
    }
    int next = 6;
    for (double u = -26; u > near - span; u -= 1.7) {
      double hang = (u - near + span / 2) / (span / 2);
      double y =
          u > near
              ? deck + 2 + (high - deck - 2) * Math.pow((-26 - u) / (-26 - near), 1.25)
              : deck + 3.5 + (high - deck - 3.5) * hang * hang;
      V p = at(u, y, v);
      bulb(LAMP, 0xFFE2B0, p, 0.36);
      if (--next == 0) {
        next = 6;
        lamp(at(u, deck + 0.6, v - 0.4), 3.4, SODIUM, 12);
      } else if (next % 3 == 0) {
        beam(METAL, 0x3A3E42, p, at(u, deck, v), 0.12);
      }
    }
  }

  /** A passenger ferry, lit on two decks. */
  private void ferry(V place, double half) {
    V f = at(1, 0, 0).minus(at(0, 0, 0));
    V s = at(0, 0, 1).minus(at(0, 0, 0));
    V up = V.UP;
    V[] low = new V[5];
    V[] high = new V[5];
    double[][] plan = {{-1, -0.24}, {0.62, -0.26}, {1, 0}, {0.62, 0.26}, {-1, 0.24}};
    for (int i = 0; i < 5; i++) {
      V p = place.plus(plan[i][0] * half, f).plus(plan[i][1] * half, s);
      low[i] = p.plus(-0.8, up);
      high[i] = p.plus(i == 2 ? 3.0 : 2.1, up).plus(i == 2 ? 1.2 : 0, f);
    }
    for (int i = 0; i < 5; i++) {
      int j = (i + 1) % 5;
      mesh.face(METAL, 0x24344A, low[i], low[j], high[j], high[i]);
    }
    mesh.face(METAL, 0x8A8F92, high[0], high[1], high[3], high[4]);
    mesh.triangle(METAL, 0x8A8F92, high[1], high[2], high[3], 0, 0, 1, 0, 0, 1);
    int id = 1 << 20;
    V o = place.plus(-0.86 * half, f).plus(-0.2 * half, s).plus(2.1, up);
    V across = s.times(0.4 * half);
    for (int deck = 0; deck < 2; deck++) {
      V along = f.times((1.36 - 0.4 * deck) * half);
      mesh.quad(FACADE, 4 * id, o, along, up.times(2.7));
      mesh.quad(FACADE, 4 * id + 1, o.plus(along), across, up.times(2.7));
      mesh.quad(FACADE, 4 * id + 2, o.plus(across), across.times(-1), up.times(2.7));
      mesh.quad(METAL, 0xB0B4B8, o.plus(2.7, up), along, across);
      o = o.plus(2.8, up).plus(0.15 * half, f);
      lights.add(new Light(o.plus(0.5 * half, f).plus(-3, s), WHITE.times(16)));
    }
    V funnel = o.plus(0.25 * half, f).plus(0.12 * half, s);
    mesh.box(METAL, 0xA03020, funnel, f.times(2.2), up.times(2.6), s.times(2.2));
    beam(
        METAL,
        0xB8BCC0,
        o.plus(0.75 * half, f).plus(0.2 * half, s),
        o.plus(0.75 * half, f).plus(0.2 * half, s).plus(5, up),
        0.16);
    bulb(LAMP, 0xFFF4E0, o.plus(0.75 * half, f).plus(0.2 * half, s).plus(5.2, up), 0.5);
    bulb(LAMP, 0x30FF60, high[1].plus(1.2, up), 0.4);
  }

  /** Small boats at the quay, each with a lantern. */
  private void boats() {
    for (int i = 0; i < 9; i++) {
      double u = -24 + i * 12 + between(-2, 2);
      if (Math.abs(u - 26) < 16) {
        continue;
      }
      double v = -4 - between(0, 3);
      double w = between(5, 8);
      V a = at(u, -0.3, v);
      V b = at(u + w, -0.3, v);
      V c = at(u + w + 1.6, -0.3, v + 1);
      V d = at(u + w, -0.3, v + 2);
      V e = at(u, -0.3, v + 2);
      V rise = new V(0, 1.3, 0);
      V[] low = {a, b, c, d, e};
      int paint = new int[] {0xD8D4C8, 0x7A2E26, 0x2C4A66, 0xC9C2A8}[i % 4];
      for (int k = 0; k < 5; k++) {
        V p = low[k];
        V q = low[(k + 1) % 5];
        mesh.face(METAL, paint, p, q, q.plus(rise), p.plus(rise));
      }
      mesh.face(METAL, 0x8A7A60, a.plus(rise), b.plus(rise), d.plus(rise), e.plus(rise));
      V foot = at(u + w * 0.6, 0.8, v + 1);
      V tip = foot.plus(new V(0, between(7, 10), 0));
      beam(METAL, 0xB0B0A8, foot, tip, 0.14);
      bulb(LAMP, i % 3 == 0 ? 0xFFF0D8 : 0xFFB860, foot.plus(new V(0, 2.2, 0)), 0.34);
      lights.add(new Light(foot.plus(new V(0, 2.2, -0.8)), SODIUM.mix(WHITE, 0.5).times(4)));
    }
  }
}
