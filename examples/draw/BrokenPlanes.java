import java.awt.BasicStroke;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A style: angular and curved planes in reds, yellows and blues, crossed by black lines.
 *
 * <p>Each plane is spread with a palette knife in a direction of its own; where two meet, the edge
 * stays sharp. So the style has large calm patches, hard corners, and lines of every weight.
 */
final class BrokenPlanes {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 760;

  private static final int[] COLORS = {
    0xC8281E, 0xE04A22, 0xF0B41E, 0xF6D04A, 0x1D4E9E, 0x2F7FBF, 0x12284F, 0xEADFC2, 0xD9772A,
    0x2E7D6B, 0x7A1F2B, 0xF2E7D0, 0x8C4C86, 0x86B4C4
  };

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1913, Canvas.color(0xE5D6B2));

  static BufferedImage draw() {
    return new BrokenPlanes().paint();
  }

  private BufferedImage paint() {
    ground();
    planes();
    discs();
    grids();
    lines();
    return canvas.finish(0.6);
  }

  /** Broad thin strokes over all of it, warm in the middle and cool at the sides. */
  private void ground() {
    int[] warm = {0xEADDBB, 0xF0D9A0, 0xE6C98C, 0xE3B58A};
    int[] cool = {0xB9CDD0, 0x9FBCCB, 0xD6D9CB, 0xC4B3C2};
    for (int i = 0; i < 2600; i++) {
      double x = canvas.between(-20, WIDTH + 20);
      double y = canvas.between(-20, HEIGHT + 20);
      double side = Noise.fractal(x / 300, y / 300, 3, 2) + Math.abs(x - 480) / 900 - 0.2;
      int[] from = canvas.between(-0.25, 0.25) < side ? cool : warm;
      V color = canvas.near(Canvas.color(from[canvas.random.nextInt(4)]), 0.06);
      double angle = 2.4 * Noise.fractal(x / 260, y / 260, 9, 2);
      canvas.dab(Canvas.Brush.KNIFE, color, x, y, angle, canvas.between(40, 95), 22);
    }
  }

  /** Spreads a plane: knife strokes side by side, the paint changing from one color to another. */
  private void spread(Shape shape, V from, V to, double angle, double wide) {
    Rectangle2D box = shape.getBounds2D();
    canvas.mask(shape::contains);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double reach = Math.hypot(box.getWidth(), box.getHeight()) / 2 + wide;
    for (int layer = 0; layer < 2; layer++) {
      for (double across = -reach; across < reach; across += wide * 0.55) {
        double along = -reach;
        while (along < reach) {
          double length = canvas.between(2.5, 6) * wide;
          double middle = along + length / 2;
          double x = box.getCenterX() + cos * middle - sin * across;
          double y = box.getCenterY() + sin * middle + cos * across;
          double t = (across / reach + 1) / 2 + canvas.between(-0.18, 0.18);
          V color = from.mix(to, Math.max(0, Math.min(1, t)));
          if (wide > 11 && canvas.random.nextInt(16) == 0) {
            color = color.mix(Canvas.color(COLORS[canvas.random.nextInt(COLORS.length)]), 0.4);
          }
          canvas.dab(
              Canvas.Brush.KNIFE,
              canvas.near(color, 0.08),
              x,
              y,
              angle + canvas.between(-0.12, 0.12),
              length * 1.2,
              wide * canvas.between(0.7, 1.1));
          along += length * 0.8;
        }
      }
    }
    canvas.mask((x, y) -> true);
  }

  private V pick() {
    return Canvas.color(COLORS[canvas.random.nextInt(COLORS.length)]);
  }

  private void planes() {
    for (int i = 0; i < 120; i++) {
      // Planes gather about a slanting axis and are flung outward from it.
      double t = canvas.between(-0.05, 1.05);
      double loose = i < 40 ? 330 : 190;
      double cx = 90 + 820 * t + canvas.between(-loose, loose);
      double cy = 640 - 500 * t + canvas.between(-loose, loose);
      double size = i < 40 ? canvas.between(110, 230) : canvas.between(38, 110);
      double angle = canvas.between(0, Math.PI);
      V from = pick();
      V to = canvas.random.nextInt(3) == 0 ? pick() : canvas.near(from, 0.35);
      spread(plane(i % 5, cx, cy, size, angle), from, to, angle, i < 40 ? 20 : 12);
    }
  }

  private Shape plane(int kind, double cx, double cy, double size, double angle) {
    Path2D path = new Path2D.Double();
    switch (kind) {
      case 0, 1 -> {
        path.moveTo(-size, -size * canvas.between(0.1, 0.4));
        path.lineTo(size * canvas.between(0.6, 1.2), -size * canvas.between(0.2, 0.5));
        path.lineTo(size * canvas.between(0.2, 0.9), size * canvas.between(0.3, 0.8));
        if (kind == 1) {
          path.lineTo(-size * canvas.between(0.3, 0.8), size * canvas.between(0.2, 0.5));
        }
        path.closePath();
      }
      case 2 -> {
        path.moveTo(-size, 0);
        path.curveTo(-size * 0.4, -size, size * 0.6, -size * 0.8, size, size * 0.1);
        path.curveTo(size * 0.4, -size * 0.3, -size * 0.3, -size * 0.4, -size, 0);
      }
      case 3 ->
          path.append(
              new Arc2D.Double(
                  -size * 0.7,
                  -size * 0.7,
                  size * 1.4,
                  size * 1.4,
                  0,
                  canvas.between(80, 200),
                  Arc2D.PIE),
              false);
      default -> {
        path.moveTo(-size * 1.3, -size * 0.1);
        path.lineTo(size * 1.3, -size * 0.22);
        path.lineTo(size * 1.3, size * 0.05);
        path.lineTo(-size * 1.3, size * 0.18);
        path.closePath();
      }
    }
    AffineTransform turn = AffineTransform.getTranslateInstance(cx, cy);
    turn.rotate(angle);
    return turn.createTransformedShape(path);
  }

  private static Shape disc(double x, double y, double r) {
    return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
  }

  private void discs() {
    double[][] places = {
      {235, 205, 104},
      {735, 505, 72},
      {560, 290, 46},
      {868, 140, 40},
      {110, 575, 48},
      {430, 650, 30},
      {640, 110, 24},
      {935, 650, 26}
    };
    int[][] rings = {
      {0x12284F, 0xC8281E, 0xF0B41E, 0x1D4E9E}, {0xF6D04A, 0xE04A22, 0x12284F, 0xF2E7D0},
      {0xC8281E, 0xF2E7D0, 0x2F7FBF, 0x12284F}, {0x2F7FBF, 0xF6D04A, 0xC8281E, 0x12284F}
    };
    for (int i = 0; i < places.length; i++) {
      double[] p = places[i];
      int[] colors = rings[i % rings.length];
      int n = p[2] > 50 ? 4 : p[2] > 32 ? 3 : 2;
      for (int k = 0; k < n; k++) {
        double r = p[2] * (1 - k / (n + 0.35));
        Area ring = new Area(disc(p[0] + (p[2] - r) * 0.55, p[1] - (p[2] - r) * 0.4, r));
        if (k % 2 == 1) {
          // Half a ring, where the disc is broken by a plane.
          ring.subtract(new Area(new Rectangle2D.Double(p[0] - p[2], p[1], 2 * p[2], p[2])));
        }
        V c = Canvas.color(colors[k]);
        spread(ring, c, canvas.near(c, 0.3), i + k * 0.9, Math.max(6, r * 0.16));
      }
      spread(
          new BasicStroke(4).createStrokedShape(disc(p[0], p[1], p[2] + 2)),
          Canvas.color(0x17130F),
          Canvas.color(0x2A2420),
          i,
          8);
    }
  }

  private void grids() {
    double[][] boards = {{560, 560, 0.35, 30}, {330, 60, -0.5, 24}, {820, 330, 0.9, 26}};
    for (double[] b : boards) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 5; j++) {
          Polygon cell = new Polygon();
          for (int k = 0; k < 4; k++) {
            double u = (j + (k == 1 || k == 2 ? 1 : 0)) * b[3];
            double v = (i + (k > 1 ? 1 : 0)) * b[3] * (1 - 0.05 * j);
            cell.addPoint(
                (int) (b[0] + u * Math.cos(b[2]) - v * Math.sin(b[2])),
                (int) (b[1] + u * Math.sin(b[2]) + v * Math.cos(b[2])));
          }
          V c = (i + j) % 2 == 0 ? Canvas.color(0x1B1714) : pick();
          spread(cell, c, canvas.near(c, 0.2), b[2] + (i + j) % 2 * 1.57, 9);
        }
      }
    }
  }

  private void line(double wide, double... points) {
    int n = points.length / 2;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = points[2 * i];
      ys[i] = points[2 * i + 1];
    }
    Canvas.Brush brush = new Canvas.Brush(1.4, 0.15, 0.12, 1.1, 0.97);
    canvas.stroke(brush, canvas.near(Canvas.color(0x15110E), 0.2), wide, xs, ys);
  }

  private void lines() {
    line(9, 20, 735, 330, 480, 640, 250, 985, 30);
    line(7, 10, 300, 260, 380, 560, 410, 990, 470);
    line(6, 640, 750, 600, 500, 690, 240, 650, 10);
    line(5, 150, 20, 300, 330, 420, 560, 450, 755);
    for (int i = 0; i < 7; i++) {
      line(3.5, 690 + i * 17, 640 + i * 9, 800 + i * 15, 560 + i * 14, 960 + i * 4, 600 + i * 19);
      line(3, 30 + i * 13, 400 + i * 12, 130 + i * 12, 350 + i * 16, 235 + i * 9, 400 + i * 12);
    }
    for (int i = 0; i < 34; i++) {
      double x = canvas.between(30, WIDTH - 30);
      double y = canvas.between(30, HEIGHT - 30);
      double a = canvas.between(0, 6.28);
      double s = canvas.between(40, 190);
      double bend = canvas.random.nextInt(3) == 0 ? 0 : canvas.between(-0.6, 0.6) * s;
      line(
          canvas.between(2, 6),
          x,
          y,
          x + s / 2 * Math.cos(a) - bend * Math.sin(a),
          y + s / 2 * Math.sin(a) + bend * Math.cos(a),
          x + s * Math.cos(a),
          y + s * Math.sin(a));
    }
    double[] zig = new double[22];
    for (int i = 0; i < 11; i++) {
      zig[2 * i] = 470 + i * 27;
      zig[2 * i + 1] = 690 - i * 5 + (i % 2) * 30;
    }
    for (int i = 0; i < 10; i++) {
      line(4.5, zig[2 * i], zig[2 * i + 1], zig[2 * i + 2], zig[2 * i + 3]);
    }
    for (int i = 0; i < 60; i++) {
      V c = i % 3 == 0 ? Canvas.color(0x17130F) : pick();
      double r = canvas.between(5, 12);
      canvas.dab(
          Canvas.Brush.ROUND,
          c,
          canvas.between(20, WIDTH - 20),
          canvas.between(20, HEIGHT - 20),
          canvas.between(0, 3),
          r * 1.6,
          r);
    }
  }
}
