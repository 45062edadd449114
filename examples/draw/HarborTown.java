/**
 * An invented town on a river: quay, houses, church, bridge, boats, trees and hills as triangles.
 */
final class HarborTown extends Site {
  static final int PLASTER = 0;
  static final int TILES = 1;
  static final int STONE = 2;
  static final int WOOD = 3;
  static final int GLASS = 4;
  static final int LEAF = 5;
  static final int BARK = 6;
  static final int BLADE = 7;
  static final int GROUND = 8;
  static final int HILL = 9;
  static final int WATER = 10;
  static final int PAINT = 11;
  static final int SLATE = 12;
  static final int PAVING = 13;

  private static final double QUAY = 3.0;

  HarborTown() {
    super(20, 82, 1477);
    quay();
    town();
    church();
    bridge();
    boats();
    trees();
    bank();
    hills();
    double far = 6000;
    mesh.quad(WATER, 0x2A3A36, new V(-far, 0, -50), new V(2 * far, 0, 0), new V(0, 0, 2 * far));
    mesh.index();
  }

  private void quay() {
    V o = at(-20, -2, 0);
    mesh.quad(STONE, 0x968B78, o, at(60, -2, 0).minus(o), new V(0, QUAY + 2, 0));
    mesh.quad(STONE, 0x968B78, o, at(-20, -2, 120).minus(o), new V(0, QUAY + 2, 0));
    V top = at(-20, QUAY, 0);
    mesh.quad(PAVING, 0xA39A8A, top, at(60, QUAY, 0).minus(top), at(-20, QUAY, 160).minus(top));
    block(STONE, 0xA79C88, -20.15, QUAY - 0.1, -0.15, 80, 0.32, 0.75);
    // A landing stair down to the water, and a few iron mooring posts.
    for (int i = 0; i < 12; i++) {
      block(STONE, 0x8B816F, 9 + i * 0.45, -1, -1.5, 0.46, 3.9 - i * 0.27, 1.6);
    }
    for (int i = 0; i < 9; i++) {
      double u = -17 + i * 6.5;
      block(PAINT, 0x2B2B2C, u, QUAY, 0.25, 0.28, 0.75, 0.28);
      block(PAINT, 0x232324, u - 0.08, QUAY + 0.65, 0.17, 0.44, 0.16, 0.44);
    }
    for (int i = 0; i < 5; i++) {
      double u = -12 + i * 10.3;
      beam(PAINT, 0x262B2A, at(u, QUAY, 1.4), at(u, QUAY + 4.2, 1.4), 0.11);
      block(PAINT, 0xD9D3BE, u - 0.22, QUAY + 4.2, 1.18, 0.44, 0.55, 0.44);
      block(PAINT, 0x262B2A, u - 0.3, QUAY + 4.75, 1.1, 0.6, 0.12, 0.6);
    }
  }

  private void town() {
    int[] walls = {
      0xE3C98F, 0xC9745A, 0xEFE6D2, 0xA9B9B4, 0xE0A56C, 0xF0DFB4, 0xB98A78, 0xDCD3C4, 0xC8B27C
    };
    int[] roofs = {0x935640, 0x7F4B3C, 0x9E6448, 0x6F463B, 0x8A5A47};
    int[] shutters = {0x47624F, 0, 0x5C3B2B, 0x44586C, 0, 0x35564A, 0x7A3B30};
    boolean[] gable = {true, false, true, true, false, true, false, true, true};
    double[] widths = {7.6, 10.4, 6.8, 8.4, 11.2, 7.4, 9.8, 8.2, 9.0};
    double[] heights = {9.0, 7.4, 10.2, 8.6, 9.4, 11.4, 8.0, 10.0, 9.0};
    double u = -18.5;
    for (int i = 0; i < widths.length; i++) {
      house(
          u,
          6.5 + between(-0.5, 0.6),
          widths[i],
          between(10, 13),
          heights[i],
          gable[i] ? widths[i] * between(0.62, 0.78) : between(4.6, 5.6),
          gable[i],
          walls[i],
          roofs[i % roofs.length],
          shutters[i % shutters.length],
          i == 2 || i == 6);
      u += widths[i] + (i % 4 == 1 ? 1.1 : 0.06);
    }
    for (int row = 0; row < 2; row++) {
      u = -19;
      for (int i = 0; i < 8; i++) {
        double width = between(7, 11);
        house(
            u,
            26 + row * 20 + between(-2, 2),
            width,
            10,
            between(9, 11.5) + row * 2.5,
            between(4.5, 6.5),
            random.nextInt(3) == 0,
            walls[random.nextInt(walls.length)],
            roofs[random.nextInt(roofs.length)],
            0,
            false);
        u += width + between(0.2, 3.5);
      }
    }
  }

  private void house(
      double u,
      double v,
      double width,
      double depth,
      double height,
      double rise,
      boolean gable,
      int wall,
      int roof,
      int shutter,
      boolean timber) {
    double y = QUAY;
    double top = y + height;
    double w = u + width;
    double d = v + depth;
    mesh.face(PLASTER, wall, at(u, y, v), at(w, y, v), at(w, top, v), at(u, top, v));
    mesh.face(PLASTER, wall, at(u, y, d), at(u, y, v), at(u, top, v), at(u, top, d));
    mesh.face(PLASTER, wall, at(w, y, v), at(w, y, d), at(w, top, d), at(w, top, v));
    block(STONE, 0x8D8475, u - 0.05, y, v - 0.08, width + 0.1, 0.8, 0.2);
    double over = 0.45;
    if (gable) {
      double middle = u + width / 2;
      double ridge = top + rise;
      V a = at(u, top, v);
      mesh.triangle(
          PLASTER,
          wall,
          a,
          at(w, top, v),
          at(middle, ridge, v),
          0,
          height,
          width,
          height,
          width / 2,
          height + rise);
      double slope = rise / (width / 2) * over;
      for (int layer = 0; layer < 2; layer++) {
        double lift = layer == 0 ? 0.0 : 0.22;
        int material = layer == 0 ? WOOD : TILES;
        int color = layer == 0 ? 0x5B4638 : roof;
        mesh.face(
            material,
            color,
            at(u - over, top - slope + lift, d + over),
            at(u - over, top - slope + lift, v - over),
            at(middle, ridge + lift, v - over),
            at(middle, ridge + lift, d + over));
        mesh.face(
            material,
            color,
            at(w + over, top - slope + lift, v - over),
            at(w + over, top - slope + lift, d + over),
            at(middle, ridge + lift, d + over),
            at(middle, ridge + lift, v - over));
      }
      // Barge boards close the edge of the roof over the gable.
      V tip = at(middle, ridge + 0.1, v - over);
      beam(WOOD, 0x6B5443, at(u - over, top - slope + 0.1, v - over), tip, 0.26);
      beam(WOOD, 0x6B5443, at(w + over, top - slope + 0.1, v - over), tip, 0.26);
    } else {
      double middle = v + depth / 2;
      double ridge = top + rise;
      double slope = rise / (depth / 2) * over;
      for (double side : new double[] {u, w}) {
        mesh.triangle(
            PLASTER,
            wall,
            at(side, top, v),
            at(side, top, d),
            at(side, ridge, middle),
            0,
            height,
            depth,
            height,
            depth / 2,
            height + rise);
      }
      for (int layer = 0; layer < 2; layer++) {
        double lift = layer == 0 ? 0.0 : 0.22;
        int material = layer == 0 ? WOOD : TILES;
        int color = layer == 0 ? 0x5B4638 : roof;
        mesh.face(
            material,
            color,
            at(u - 0.25, top - slope + lift, v - over),
            at(w + 0.25, top - slope + lift, v - over),
            at(w + 0.25, ridge + lift, middle),
            at(u - 0.25, ridge + lift, middle));
        mesh.face(
            material,
            color,
            at(w + 0.25, top - slope + lift, d + over),
            at(u - 0.25, top - slope + lift, d + over),
            at(u - 0.25, ridge + lift, middle),
            at(w + 0.25, ridge + lift, middle));
      }
      block(
          PAINT, 0x6E6A62, u - 0.25, top - slope - 0.02, v - over - 0.12, width + 0.5, 0.16, 0.14);
      int dormers = (int) (width / 3.4);
      for (int i = 0; i < dormers; i++) {
        dormer(
            u + (i + 0.5) * width / dormers, top + 0.25 * rise, v + 0.25 * depth / 2, wall, roof);
      }
    }
    int floors = (int) (height / 2.9);
    int columns = (int) (width / 1.95);
    double storey = height / floors;
    double bay = width / columns;
    int door = random.nextInt(columns);
    int frame = random.nextInt(3) == 0 ? 0xC9BBA0 : 0xE9E4D8;
    for (int f = 0; f < floors; f++) {
      for (int c = 0; c < columns; c++) {
        double x = u + (c + 0.5) * bay;
        double sill = y + f * storey + 0.95;
        if (f == 0 && c == door) {
          block(STONE, 0xB5AA96, x - 0.75, y, v - 0.12, 1.5, 2.6, 0.15);
          block(WOOD, 0x4A3528, x - 0.55, y, v - 0.14, 1.1, 2.4, 0.05);
          block(STONE, 0x9A907E, x - 0.9, y, v - 0.7, 1.8, 0.18, 0.7);
        } else {
          window(x, sill, v, 0.98, storey * 0.53, frame, f > 0 ? shutter : 0);
        }
      }
    }
    if (gable) {
      for (int f = 0; f * storey + 2 < rise; f++) {
        double half = (width / 2) * (1 - (f * storey + 2.1) / rise);
        int n = Math.max(1, (int) (2 * half / 1.9));
        for (int c = 0; c < n; c++) {
          double x = u + width / 2 + (c - (n - 1) / 2.0) * 1.75;
          window(x, top + f * storey + 0.45, v, 0.8, 1.15, frame, 0);
        }
      }
      if (rise > 4) {
        beam(
            WOOD,
            0x4B3A2C,
            at(u + width / 2, top + rise - 0.9, v + 1),
            at(u + width / 2, top + rise - 0.9, v - 1.1),
            0.2);
      }
    }
    if (timber) {
      timber(u, y, v, width, height, rise, gable, floors, columns);
    } else {
      // A painted band under every storey and at the corners gives the wall relief.
      for (int f = 1; f < floors; f++) {
        block(PLASTER, 0xD8CFBF, u, y + f * storey + 0.1, v - 0.06, width, 0.2, 0.1);
      }
    }
    int chimneys = 1 + random.nextInt(2);
    for (int i = 0; i < chimneys; i++) {
      double cu = u + width * between(0.2, 0.8);
      double cv = v + depth * between(0.35, 0.65);
      double base = top + 0.3 * rise;
      double tall = rise * 0.7 + between(0.7, 1.5);
      block(STONE, 0x8C5A48, cu, base, cv, 0.75, tall, 0.75);
      block(STONE, 0x9B938A, cu - 0.1, base + tall, cv - 0.1, 0.95, 0.16, 0.95);
      for (int p = 0; p < 2; p++) {
        block(
            PAINT, 0xA0583C, cu + 0.08 + p * 0.36, base + tall + 0.16, cv + 0.25, 0.24, 0.45, 0.24);
      }
    }
  }

  private void dormer(double u, double y, double v, int wall, int roof) {
    double w = 0.75;
    double top = y + 1.45;
    block(PLASTER, wall, u - w, y - 0.4, v, 2 * w, 1.85, 2.6);
    window(u, y + 0.1, v, 0.8, 1.1, 0xE9E4D8, 0);
    mesh.triangle(
        PLASTER,
        wall,
        at(u - w, top, v),
        at(u + w, top, v),
        at(u, top + 0.75, v),
        0,
        0,
        1.5,
        0,
        0.75,
        0.7);
    double o = 0.22;
    mesh.face(
        TILES,
        roof,
        at(u - w - o, top - 0.15, v + 2.8),
        at(u - w - o, top - 0.15, v - o),
        at(u, top + 0.85, v - o),
        at(u, top + 0.85, v + 2.8));
    mesh.face(
        TILES,
        roof,
        at(u + w + o, top - 0.15, v - o),
        at(u + w + o, top - 0.15, v + 2.8),
        at(u, top + 0.85, v + 2.8),
        at(u, top + 0.85, v - o));
  }

  private void window(double u, double y, double v, double w, double h, int frame, int shutter) {
    double l = u - w / 2;
    double e = 0.13;
    block(GLASS, random.nextInt(), l, y, v - 0.03, w, h, 0.02);
    block(PAINT, frame, l - e, y - 0.06, v - 0.16, e, h + 0.2, 0.16);
    block(PAINT, frame, l + w, y - 0.06, v - 0.16, e, h + 0.2, 0.16);
    block(PAINT, frame, l - e, y + h, v - 0.18, w + 2 * e, 0.17, 0.18);
    block(STONE, 0xB8AE9C, l - e - 0.08, y - 0.16, v - 0.28, w + 2 * e + 0.16, 0.13, 0.28);
    block(PAINT, frame, u - 0.04, y, v - 0.08, 0.08, h, 0.05);
    block(PAINT, frame, l, y + h * 0.62, v - 0.075, w, 0.07, 0.05);
    if (shutter != 0) {
      boolean open = random.nextInt(9) > 0;
      double s = w * 0.5;
      double wide = open ? s : s * 0.98;
      double left = open ? l - e - s : l;
      double right = open ? l + w + e : l + w / 2;
      for (double x : new double[] {left, right}) {
        block(WOOD, shutter, x, y - 0.02, v - 0.12, wide, h + 0.04, 0.06);
        // Slats, so that a shutter is not a flat board.
        for (int i = 0; i < 6; i++) {
          block(
              WOOD,
              shutter,
              x + 0.06,
              y + 0.1 + i * (h - 0.1) / 6,
              v - 0.15,
              wide - 0.12,
              0.1,
              0.04);
        }
      }
    }
    if (shutter != 0 && random.nextInt(4) == 0) {
      block(WOOD, 0x7A4E35, l, y - 0.08, v - 0.5, w, 0.22, 0.24);
      for (int i = 0; i < 160; i++) {
        V p = at(l + between(0, w), y + 0.12 + between(0, 0.3), v - 0.4 + between(-0.2, 0.15));
        leaf(
            p, 0.11, random.nextInt(3) > 0 ? 0x4F7A35 : random.nextBoolean() ? 0xD23B3B : 0xE889A0);
      }
    }
  }

  private void timber(
      double u,
      double y,
      double v,
      double width,
      double height,
      double rise,
      boolean gable,
      int floors,
      int columns) {
    int brown = 0x54392A;
    double storey = height / floors;
    double bay = width / columns;
    double b = v - 0.03;
    for (int f = 1; f <= floors; f++) {
      block(WOOD, brown, u, y + f * storey - 0.12, b - 0.05, width, 0.26, 0.1);
      block(WOOD, brown, u, y + (f - 1) * storey + (f == 1 ? 0.75 : 0.72), b, width, 0.16, 0.06);
    }
    for (int c = 0; c <= columns; c++) {
      double x = u + c * bay;
      beam(WOOD, brown, at(x, y + storey, b), at(x, y + height, b), 0.2);
    }
    for (int f = 1; f < floors; f++) {
      double low = y + f * storey + 0.1;
      beam(WOOD, brown, at(u + 0.1, low, b), at(u + bay * 0.5, low + storey - 0.3, b), 0.17);
      beam(
          WOOD,
          brown,
          at(u + width - 0.1, low, b),
          at(u + width - bay * 0.5, low + storey - 0.3, b),
          0.17);
    }
    if (gable) {
      double top = y + height;
      for (int f = 1; f * 1.7 < rise; f++) {
        double half = width / 2 * (1 - f * 1.7 / rise);
        double x = u + width / 2;
        beam(WOOD, brown, at(x - half, top + f * 1.7, b), at(x + half, top + f * 1.7, b), 0.2);
      }
      for (int c = 1; c < columns; c++) {
        double x = u + c * bay;
        double high = rise * (1 - Math.abs(c * bay - width / 2) / (width / 2));
        beam(WOOD, brown, at(x, top, b), at(x, top + high, b), 0.18);
      }
    }
  }

  private void church() {
    double u = 3;
    double v = 44;
    double w = 7.2;
    double tall = 27;
    block(STONE, 0xB3A488, u, QUAY, v, w, tall, w);
    for (int i = 0; i < 4; i++) {
      double y = QUAY + 6.5 * (i + 1);
      block(STONE, 0xBCAF96, u - 0.25, y, v - 0.25, w + 0.5, 0.45, w + 0.5);
    }
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < 2; i++) {
        double k = 1.5 + i * 2.7;
        double y = QUAY + 20.6;
        if (side == 0) {
          block(PAINT, 0x2B2622, u + k, y, v - 0.06, 1.5, 4.2, 0.1);
          block(STONE, 0xC6BAA2, u + k - 0.2, y - 0.3, v - 0.2, 1.9, 0.3, 0.3);
          for (int s = 0; s < 7; s++) {
            block(WOOD, 0x6A5A4A, u + k, y + 0.2 + s * 0.58, v - 0.22, 1.5, 0.2, 0.2);
          }
        } else {
          block(PAINT, 0x2B2622, u - 0.06, y, v + k, 0.1, 4.2, 1.5);
        }
      }
    }
    for (int i = 0; i < 24; i++) {
      double a = i * Math.PI / 12;
      double b = a + Math.PI / 12;
      V c = at(u + w / 2, QUAY + 17, v - 0.1);
      V p = at(u + w / 2 + 1.6 * Math.cos(a), QUAY + 17 + 1.6 * Math.sin(a), v - 0.1);
      V q = at(u + w / 2 + 1.6 * Math.cos(b), QUAY + 17 + 1.6 * Math.sin(b), v - 0.1);
      mesh.triangle(PAINT, 0xEDE3C8, c, p, q, 0, 0, 0, 0, 0, 0);
      beam(PAINT, 0x3A2F22, p.plus(new V(-0.03, 0, -0.05)), q.plus(new V(-0.03, 0, -0.05)), 0.16);
    }
    V hub = at(u + w / 2, QUAY + 17, v - 0.2);
    beam(PAINT, 0x241E1A, hub, at(u + w / 2 + 0.7, QUAY + 17.6, v - 0.2), 0.16);
    beam(PAINT, 0x241E1A, hub, at(u + w / 2 - 0.3, QUAY + 18.3, v - 0.2), 0.12);
    double o = 0.5;
    V apex = at(u + w / 2, QUAY + tall + 17, v + w / 2);
    V[] base = {
      at(u - o, QUAY + tall, v - o),
      at(u + w + o, QUAY + tall, v - o),
      at(u + w + o, QUAY + tall, v + w + o),
      at(u - o, QUAY + tall, v + w + o)
    };
    V[] waist = new V[4];
    for (int i = 0; i < 4; i++) {
      // The eaves flare: steep above, flatter below.
      waist[i] = base[i].mix(apex, 0.22).mix(at(u + w / 2, QUAY + tall + 3.6, v + w / 2), 0.22);
    }
    for (int i = 0; i < 4; i++) {
      int j = (i + 1) % 4;
      mesh.face(SLATE, 0x5F7468, base[i], base[j], waist[j], waist[i]);
      mesh.triangle(SLATE, 0x5F7468, waist[i], waist[j], apex, 0, 4, 6, 4, 3, 18);
    }
    beam(PAINT, 0xB8983C, apex, apex.plus(new V(0, 2.6, 0)), 0.14);
    beam(PAINT, 0xB8983C, apex.plus(new V(-0.6, 1.8, 0)), apex.plus(new V(0.6, 1.8, 0)), 0.14);
    house(u + w, v, 11, 24, 12, 8, true, 0xC8BA9C, 0x7E4434, 0, false);
  }

  private void bridge() {
    int stone = 0xAA9C84;
    double from = -20;
    double span = 15;
    double pier = 3;
    int arches = 5;
    double front = 3;
    double back = 10;
    double length = arches * (span + pier) + pier;
    int steps = 300;
    for (int i = 0; i < steps; i++) {
      double s = length * i / steps;
      double t = length * (i + 1) / steps;
      double[] low = {underside(s, span, pier), underside(t, span, pier)};
      double[] high = {deck(s, length), deck(t, length)};
      V a = at(from - s, low[0], front);
      V b = at(from - t, low[1], front);
      V c = at(from - t, high[1], front);
      V d = at(from - s, high[0], front);
      mesh.triangle(STONE, stone, a, b, c, s, low[0], t, low[1], t, high[1]);
      mesh.triangle(STONE, stone, a, c, d, s, low[0], t, high[1], s, high[0]);
      mesh.face(STONE, 0x8C806C, a, at(from - s, low[0], back), at(from - t, low[1], back), b);
      mesh.face(PAVING, 0x9A907F, d, at(from - s, high[0], back), at(from - t, high[1], back), c);
      for (double v : new double[] {front - 0.15, back}) {
        V o = at(from - s, high[0], v);
        mesh.box(
            STONE,
            0xB3A68E,
            o,
            at(from - t, high[1], v).minus(o),
            new V(0, 0.95, 0),
            at(from - s, high[0], v + 0.45).minus(o));
      }
      double in = s % (span + pier);
      if (in > pier - 0.7 && low[0] > 0.4) {
        // A ring of cut stones, proud of the wall, rims every arch.
        V o = at(from - s, low[0], front - 0.1);
        mesh.box(
            PLASTER,
            i % 2 == 0 ? 0xBFB29A : 0xA99B82,
            o,
            at(from - t, low[1], front - 0.1).minus(o),
            new V(0, 0.6, 0),
            at(from - s, low[0], front).minus(o));
      }
    }
    for (int i = 0; i <= arches; i++) {
      double u = from - i * (span + pier) - pier;
      // A pointed breakwater at the foot of each pier.
      V nose = at(u + pier / 2, 0, front - 2.2);
      V up = new V(0, 4.2, 0);
      V down = new V(0, -2, 0);
      V l = at(u, 0, front);
      V r = at(u + pier, 0, front);
      mesh.face(STONE, stone, l.plus(down), nose.plus(down), nose.plus(0.8, up), l.plus(up));
      mesh.face(STONE, stone, nose.plus(down), r.plus(down), r.plus(up), nose.plus(0.8, up));
      V tip = at(u + pier / 2, 5, front);
      mesh.triangle(STONE, stone, l.plus(up), nose.plus(0.8, up), tip, 0, 0, 2, 0, 1, 2);
      mesh.triangle(STONE, stone, nose.plus(0.8, up), r.plus(up), tip, 0, 0, 2, 0, 1, 2);
    }
  }

  private static double deck(double s, double length) {
    double t = 2 * s / length - 1;
    return QUAY + 4.6 - 1.9 * t * t;
  }

  private static double underside(double s, double span, double pier) {
    double in = s % (span + pier) - pier;
    if (in < 0) {
      return -2;
    }
    double t = 2 * in / span - 1;
    return -0.4 + 5.3 * Math.sqrt(Math.max(0, 1 - t * t));
  }

  private void boats() {
    boat(at(-9, 0, -4.5), -0.10, 6.2, 1.9, 0x2F5D73, 0xE8E0CC, false);
    boat(at(-1.5, 0, -3.2), 0.06, 5.4, 1.7, 0x8C3A2B, 0xD8C8A4, false);
    boat(at(20, 0, -4.2), 0.03, 10.5, 3.1, 0xE9E4D6, 0x3A5B46, true);
    boat(at(31, 0, -4), -0.03, 6.0, 1.9, 0x4C6E4A, 0xE6D9B8, false);
    boat(new V(-5.0, 0, 40), 0.62, 6.4, 1.9, 0x3B5D50, 0xA88A5E, false);
    boat(at(-31, 0, -8), 0.3, 9.0, 2.7, 0x24405E, 0xE9DFC6, true);
  }

  private void boat(
      V place, double turn, double length, double wide, int paint, int inside, boolean mast) {
    double heading = turn + Math.toRadians(20);
    V forward = new V(Math.cos(heading), 0, -Math.sin(heading));
    V side = new V(Math.sin(heading), 0, Math.cos(heading));
    int n = 28;
    int m = 8;
    for (int layer = 0; layer < 2; layer++) {
      double in = layer == 0 ? 1 : 0.9;
      for (int i = 0; i < n; i++) {
        for (int j = -m; j < m; j++) {
          V[] p = new V[4];
          for (int k = 0; k < 4; k++) {
            double s = (i + (k == 1 || k == 2 ? 1 : 0)) / (double) n;
            double t = (j + (k > 1 ? 1 : 0)) / (double) m;
            double full = Math.pow(Math.sin(Math.PI * Math.min(1, 0.12 + 0.88 * s)), 0.7);
            double sheer = 0.19 * wide * (1 + 0.5 * Math.pow(Math.max(0, 2 * s - 1), 2));
            double y = sheer + 0.06 * wide - (1 - Math.pow(Math.abs(t), 2.6)) * 0.4 * wide * in;
            double half = wide / 2 * full * in * Math.signum(t) * Math.pow(Math.abs(t), 0.6);
            p[k] =
                place
                    .plus((s - 0.5) * length * (layer == 0 ? 1 : 0.97), forward)
                    .plus(half, side)
                    .plus(new V(0, y, 0));
          }
          int rim = Math.abs(j + 0.5) > m - 1.6 ? inside : paint;
          mesh.face(layer == 0 ? PAINT : WOOD, layer == 0 ? rim : inside, p[0], p[1], p[2], p[3]);
        }
      }
    }
    // The transom closes the stern.
    V stern = place.plus(-0.5 * length, forward);
    double half = wide / 2 * Math.pow(Math.sin(Math.PI * 0.12), 0.7);
    mesh.quad(
        WOOD,
        paint,
        stern.plus(-half, side).plus(new V(0, -0.2 * wide, 0)),
        side.times(2 * half),
        new V(0, 0.45 * wide, 0));
    double y = 0.12 * wide;
    for (double s : new double[] {-0.25, 0.02, 0.27}) {
      V o = place.plus(s * length, forward).plus(-0.4 * wide, side).plus(new V(0, y, 0));
      mesh.box(WOOD, 0xA8855A, o, forward.times(0.32), new V(0, 0.06, 0), side.times(0.8 * wide));
    }
    if (!mast) {
      V o = place.plus(new V(0, y + 0.16, 0));
      beam(
          WOOD,
          0xC8A873,
          o.plus(-0.3 * length, forward).plus(-0.2, side),
          o.plus(0.25 * length, forward).plus(0.3, side),
          0.08);
      beam(
          WOOD,
          0xB8935C,
          o.plus(-0.2 * length, forward).plus(0.25, side),
          o.plus(0.3 * length, forward).plus(-0.1, side),
          0.08);
      return;
    }
    V deck = place.plus(-0.33 * length, forward).plus(-0.33 * wide, side).plus(new V(0, y, 0));
    mesh.box(
        WOOD,
        0xB89468,
        deck.plus(0.4 * length, forward),
        forward.times(0.3 * length),
        new V(0, 0.12, 0),
        side.times(0.66 * wide));
    V cabin = place.plus(0.0 * length, forward).plus(-0.25 * wide, side).plus(new V(0, y, 0));
    mesh.box(
        PAINT,
        0xE6DFCF,
        cabin,
        forward.times(0.24 * length),
        new V(0, 0.85, 0),
        side.times(0.5 * wide));
    mesh.box(
        GLASS,
        7,
        cabin.plus(0.02 * length, forward).plus(new V(0, 0.4, 0)).plus(-0.02, side),
        forward.times(0.2 * length),
        new V(0, 0.25, 0),
        side.times(0.52 * wide));
    V foot = place.plus(0.05 * length, forward);
    V head = foot.plus(new V(0, 1.15 * length, 0));
    beam(WOOD, 0xB48A54, foot, head, 0.17);
    V boom = foot.plus(new V(0, 1.9, 0));
    V end = boom.plus(-0.46 * length, forward);
    beam(WOOD, 0xA87F4C, boom, end, 0.13);
    // The furled sail: an uneven roll of cloth on the boom.
    for (int i = 0; i < 22; i++) {
      V a = boom.mix(end, i / 22.0).plus(new V(0, 0.2, 0));
      V b = boom.mix(end, (i + 1) / 22.0).plus(new V(0, 0.2, 0));
      beam(PLASTER, 0xE9E0C8, a, b, 0.3 + 0.1 * Noise.perlin(i * 0.8, length, 0));
    }
    for (double s : new double[] {-0.48, 0.48}) {
      beam(PAINT, 0x3A3833, place.plus(s * length, forward).plus(new V(0, 0.8, 0)), head, 0.04);
    }
    for (double s : new double[] {-0.45, 0.45}) {
      beam(PAINT, 0x3A3833, place.plus(s * wide, side).plus(new V(0, 0.6, 0)), head, 0.04);
    }
  }

  private void trees() {
    tree(at(-15.5, QUAY, 3.6), 7.5, 0x5E8038, 9000, 0.24);
    tree(at(15.6, QUAY, 3.2), 6.5, 0x6C8A3A, 8000, 0.22);
    tree(at(29, QUAY, 3.2), 7.5, 0x557A36, 9000, 0.24);
    tree(at(-21, QUAY, 20), 13, 0x4A6B30, 9000, 0.36);
    tree(at(-24, QUAY - 2, 34), 15, 0x3F6130, 9000, 0.4);
    tree(at(20, QUAY + 2, 68), 20, 0x456B33, 8000, 0.5);
    tree(at(34, QUAY + 2, 72), 22, 0x3E602E, 8000, 0.5);
    tree(at(-12, QUAY + 2, 66), 20, 0x4C7036, 8000, 0.5);
    for (int i = 0; i < 26; i++) {
      double u = -32 - i * 5.2 + between(-2, 2);
      double v = 42 + between(0, 30) + (i % 5) * 4;
      tree(at(u, 0.5, v), between(9, 17), i % 4 == 0 ? 0x6F8A3C : 0x486B33, 3600, 0.55);
    }
    // The near tree only leans into the picture: its trunk stands just outside.
    tree(new V(-15.4, 2.5, 27), 13.5, 0x86A348, 58000, 0.135);
    for (int i = 0; i < 30; i++) {
      bush(
          at(-18 + between(0, 52), QUAY - 0.2, 1.2 + between(0, 1.2)),
          between(0.3, 0.75),
          0x55803A);
    }
    for (int i = 0; i < 26; i++) {
      // Ivy and weeds hang from the joints of the quay wall.
      V p = at(-19 + between(0, 60), between(1, QUAY), -0.1);
      int n = 60 + random.nextInt(200);
      for (int k = 0; k < n; k++) {
        double drop = random.nextDouble();
        V q =
            p.plus(
                new V(
                    between(-0.9, 0.9) * (1 - drop),
                    -drop * 1.7,
                    -0.05 - 0.15 * random.nextDouble()));
        leaf(q, 0.16, 0x4B7030);
      }
    }
  }

  private void tree(V foot, double height, int color, int leaves, double size) {
    int tips = 5 * 4 * 4 * 3;
    branch(
        foot,
        new V(between(-0.08, 0.08), 1, between(-0.08, 0.08)).unit(),
        height * 0.34,
        height * 0.026,
        0,
        height,
        color,
        leaves / tips,
        size);
  }

  private void branch(
      V from,
      V along,
      double length,
      double radius,
      int depth,
      double height,
      int color,
      int leaves,
      double size) {
    V to = from.plus(length, along);
    V side = along.cross(new V(0.3, 0.2, 0.9)).unit();
    V other = along.cross(side).unit();
    int sides = depth < 2 ? 7 : 4;
    for (int i = 0; i < sides; i++) {
      double a = 2 * Math.PI * i / sides;
      double b = 2 * Math.PI * (i + 1) / sides;
      V p = side.times(Math.cos(a)).plus(Math.sin(a), other);
      V q = side.times(Math.cos(b)).plus(Math.sin(b), other);
      mesh.face(
          BARK,
          0x5D4C3C,
          from.plus(radius, p),
          from.plus(radius, q),
          to.plus(radius * 0.7, q),
          to.plus(radius * 0.7, p));
    }
    if (depth == 4) {
      for (int i = 0; i < leaves; i++) {
        double spread = 0.085 * height;
        V p = from.plus(new V(spread * gauss(), spread * 0.75 * gauss(), spread * gauss()));
        leaf(p, size * between(0.7, 1.3), color);
      }
      return;
    }
    int children = depth == 0 ? 5 : depth == 3 ? 3 : 4;
    double spin = between(0, 6.28);
    for (int i = 0; i < children; i++) {
      double a = spin + 2 * Math.PI * i / children + between(-0.4, 0.4);
      double lean = i == 0 ? between(0.05, 0.3) : between(0.55, 1.05);
      V out = side.times(Math.cos(a)).plus(Math.sin(a), other);
      V d = along.plus(Math.tan(Math.min(1.2, lean)), out).plus(new V(0, 0.18, 0)).unit();
      double start = depth == 0 ? between(0.75, 1) : between(0.45, 1);
      branch(
          from.mix(to, start),
          d,
          length * between(0.58, 0.78),
          radius * 0.58,
          depth + 1,
          height,
          color,
          leaves,
          size);
    }
  }

  /** Near enough to a normal deviate, and cheap. */
  private double gauss() {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
  }

  private void bush(V center, double radius, int color) {
    int n = (int) (260 + 500 * radius);
    for (int i = 0; i < n; i++) {
      V d = new V(gauss(), Math.abs(gauss()), gauss());
      leaf(center.plus(radius * 0.7, d), 0.15, color);
    }
  }

  private void leaf(V center, double size, int color) {
    V a = new V(gauss(), gauss(), gauss()).unit();
    V b = a.cross(new V(gauss(), gauss() + 0.4, gauss())).unit();
    V tip = center.plus(size, a);
    V tail = center.plus(-size, a);
    mesh.triangle(LEAF, vary(color, 26), tail, center.plus(size * 0.55, b), tip, 0, 0, 1, 0, 1, 1);
    mesh.triangle(LEAF, vary(color, 26), tail, tip, center.plus(-size * 0.55, b), 0, 0, 1, 1, 0, 1);
  }

  private int vary(int color, int by) {
    int shade = random.nextInt(2 * by) - by;
    int warm = random.nextInt(by) - by / 2;
    int r = Math.max(0, Math.min(255, (color >> 16 & 255) + shade + warm));
    int g = Math.max(0, Math.min(255, (color >> 8 & 255) + shade));
    int b = Math.max(0, Math.min(255, (color & 255) + shade / 2 - warm));
    return r << 16 | g << 8 | b;
  }

  /** The height of the near bank: grass that falls away to the river. */
  private static double bankHeight(double x, double z) {
    double shore = 22.3 - 0.32 * x + 1.8 * Noise.perlin(x * 0.12, 3.3, 0.5);
    if (x < -4) {
      shore += 0.05 * (x + 4) * (x + 4);
    }
    double t = Noise.step(shore, shore - 10, z);
    double bumps = 0.35 * Noise.fractal(x * 0.35, z * 0.35, 9, 3);
    return -0.5 + 4.4 * Math.pow(t, 0.75) + bumps * (0.3 + t);
  }

  private void bank() {
    double cell = 0.5;
    for (double x = -34; x < 24; x += cell) {
      for (double z = 3; z < 46; z += cell) {
        V a = new V(x, bankHeight(x, z), z);
        V b = new V(x + cell, bankHeight(x + cell, z), z);
        V c = new V(x + cell, bankHeight(x + cell, z + cell), z + cell);
        V d = new V(x, bankHeight(x, z + cell), z + cell);
        if (Math.max(a.y(), c.y()) > -0.4) {
          mesh.triangle(GROUND, 0x5C5A32, a, b, c, 0, 0, 1, 0, 1, 1);
          mesh.triangle(GROUND, 0x5C5A32, a, c, d, 0, 0, 1, 1, 0, 1);
        }
      }
    }
    int[] flowers = {0xF2EFE2, 0xEBCB3C, 0xC7423A, 0x8C6BB8};
    for (int i = 0; i < 170000; i++) {
      double z = 8 + 26 * random.nextDouble();
      double x = between(-0.62, 0.58) * z;
      double y = bankHeight(x, z);
      if (y < -0.05 || Noise.fractal(x * 0.4, z * 0.4, 4, 3) < between(-0.8, 0.1)) {
        continue;
      }
      double tall = between(0.2, 0.6) * (1 + 0.6 * Noise.perlin(x * 0.5, 7, z * 0.5));
      boolean reed = y < 0.25;
      if (reed) {
        tall *= 2.2;
      }
      V lean = new V(gauss() * 0.35 + 0.12, 1, gauss() * 0.3).unit();
      V root = new V(x, y - 0.03, z);
      V middle = root.plus(tall * 0.6, lean);
      V tip = middle.plus(tall * 0.5, lean.plus(new V(gauss() * 0.5 + 0.15, -0.15, gauss() * 0.4)));
      V wide = new V(0.012 + 0.01 * random.nextDouble(), 0, gauss() * 0.008);
      int color = vary(random.nextInt(7) == 0 ? 0xB5A65E : reed ? 0x7F8C48 : 0x6C8638, 22);
      mesh.triangle(BLADE, color, root.minus(wide), root.plus(wide), middle, 0, 0, 0, 0, 0, 1);
      mesh.triangle(BLADE, color, middle.minus(wide), middle.plus(wide), tip, 0, 1, 0, 1, 0, 1);
      if (!reed && i % 60 == 0 && Noise.perlin(x * 0.3, 1, z * 0.3) > -0.1) {
        int petal = flowers[(int) (4 * Noise.at((int) (x / 3), (int) (z / 3), 8))];
        for (int k = 0; k < 6; k++) {
          leaf(tip.plus(new V(gauss() * 0.03, gauss() * 0.02 + 0.1, gauss() * 0.03)), 0.05, petal);
        }
        beam(BLADE, 0x6C8638, root, tip.plus(new V(0, 0.1, 0)), 0.012);
      }
    }
    for (int i = 0; i < 9; i++) {
      double z = between(12, 27);
      double x = between(-0.5, 0.5) * z;
      if (bankHeight(x, z) > 0.2) {
        bush(new V(x, bankHeight(x, z) - 0.2, z), between(0.3, 0.6), 0x4F7434);
      }
    }
  }

  private void hills() {
    // Rows grow apart with distance, so that every triangle is about as large in the picture.
    hill(130, 1000, 330, 560, false);
    hill(1300, 3800, 150, 420, true);
  }

  private void hill(double near, double far, int rows, int columns, boolean distant) {
    V[][] p = new V[rows + 1][columns + 1];
    for (int i = 0; i <= rows; i++) {
      double z = near * Math.pow(far / near, i / (double) rows);
      for (int j = 0; j <= columns; j++) {
        double x = z * (-0.62 + 1.24 * j / columns);
        p[i][j] = new V(x, distant ? farHeight(x, z) : hillHeight(x, z), z);
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (p[i][j].y() > -3 || p[i + 1][j + 1].y() > -3) {
          mesh.triangle(HILL, 0x46602F, p[i][j], p[i][j + 1], p[i + 1][j + 1], 0, 0, 0, 0, 0, 0);
          mesh.triangle(HILL, 0x46602F, p[i][j], p[i + 1][j + 1], p[i + 1][j], 0, 0, 0, 0, 0, 0);
        }
      }
    }
  }

  /** How wooded a place is, 0 field to 1 forest. */
  static double wooded(double x, double z) {
    return Noise.step(-0.12, 0.02, Noise.fractal(x / 130, 2.2, z / 130, 3));
  }

  private static double hillHeight(double x, double z) {
    double valley = x + 0.30 * z - 20 * Math.sin(z / 90);
    double right = Noise.step(20, 240, valley) * 78;
    double left = Noise.step(60, 330, -valley) * 58;
    double far = Noise.step(480, 900, z) * 70;
    double rise = Math.max(right, left) * Noise.step(120, 420, z) + far;
    double land = Math.abs(valley) < 45 && z < 520 ? -6 : 1;
    double roll = 1 + 0.45 * Noise.fractal(x / 210, 0.7, z / 210, 3);
    double crowns = 6.5 * (1 - Noise.cells(x / 8, z / 8, 5)) + 1.8 * Noise.perlin(x / 2, 1, z / 2);
    double wood = wooded(x, z) * (land > 0 ? 1 : 0);
    return land + rise * roll + Math.max(0, crowns) * wood;
  }

  private static double farHeight(double x, double z) {
    double ridge = 1 - Math.abs(Noise.fractal(x / 1500 + 3, 5, z / 1500, 5));
    return -30 + Noise.step(1300, 3300, z) * (330 * ridge * ridge + 40);
  }
}
