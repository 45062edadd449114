import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A style: a seated guitar player, taken apart into facets of brown, ocher and gray.
 *
 * <p>Each facet is hatched with short parallel strokes, dark along one edge and light toward the
 * next, and left open on one side, so that planes slide into each other.
 */
final class FacetedFigure {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 800;

  /** Browns and ochers, from dark to light. */
  private static final V[] WARM = {
    Canvas.color(0x1B140F),
    Canvas.color(0x3A2A1C),
    Canvas.color(0x5F442B),
    Canvas.color(0x86653D),
    Canvas.color(0xAC8B57),
    Canvas.color(0xCDB384),
    Canvas.color(0xE6D8B4)
  };

  /** Grays, from dark to light. */
  private static final V[] COOL = {
    Canvas.color(0x191A19),
    Canvas.color(0x33352F),
    Canvas.color(0x51534A),
    Canvas.color(0x727367),
    Canvas.color(0x949486),
    Canvas.color(0xB5B4A4),
    Canvas.color(0xD8D5C6)
  };

  /** The directions that edges keep to, in degrees. */
  private static final double[] AXES = {88, 64, 117, 32, 148, 8};

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 1911, Canvas.color(0x8C7C5C));

  static BufferedImage draw() {
    return new FacetedFigure().paint();
  }

  private BufferedImage paint() {
    ground();
    facets(150, 150, 290, 640, 450);
    facets(130, 90, 170, 400, 400);
    body();
    facets(100, 54, 110, 230, 350);
    guitar();
    head();
    lines();
    return canvas.finish(0.5);
  }

  private V tone(double light, double cool) {
    double t = Math.max(0, Math.min(WARM.length - 1.001, light * (WARM.length - 1)));
    int i = (int) t;
    return WARM[i].mix(WARM[i + 1], t - i).mix(COOL[i].mix(COOL[i + 1], t - i), cool);
  }

  private static double coolness(double x, double y) {
    double side = Math.abs(x - 510) / 480;
    return Noise.step(0.1, 1.0, side + 0.5 * Noise.fractal(x / 190, y / 190, 6, 2));
  }

  /** Light falls on the figure, a pyramid with its tip at the head; the corners stay dim. */
  private static double light(double x, double y) {
    double half = 70 + 0.36 * Math.max(0, y - 60);
    double inside = Noise.step(1.25, 0.5, Math.abs(x - 510) / half);
    return 0.36 + 0.26 * inside + 0.36 * Noise.fractal(x / 130, y / 130, 2, 3);
  }

  private void ground() {
    Canvas.Brush thin = new Canvas.Brush(1.0, 0.16, 0.6, 0.6, 0.8);
    for (int i = 0; i < 6500; i++) {
      double x = canvas.between(-10, WIDTH + 10);
      double y = canvas.between(-10, HEIGHT + 10);
      double angle = Math.toRadians(20 + 50 * Noise.fractal(x / 200, y / 200, 4, 1));
      V color = tone(0.10 + light(x, y), coolness(x, y));
      canvas.dab(thin, canvas.near(color, 0.09), x, y, angle, canvas.between(16, 34), 9);
    }
  }

  private void facets(int count, double least, double most, double wide, double high) {
    for (int i = 0; i < count; i++) {
      double x = 510 + wide * (canvas.between(-1, 1) + canvas.between(-1, 1)) * 0.6;
      double y = 410 + high * canvas.between(-1, 1);
      double size = canvas.between(least, most);
      int first = canvas.random.nextInt(AXES.length);
      int second = (first + 1 + canvas.random.nextInt(AXES.length - 1)) % AXES.length;
      double a = Math.toRadians(AXES[first] + canvas.between(-4, 4));
      double b = Math.toRadians(AXES[second] + canvas.between(-4, 4));
      double s = size * canvas.between(0.8, 1.4);
      double t = size * canvas.between(0.45, 0.9);
      double[][] p = new double[4][2];
      for (int k = 0; k < 4; k++) {
        double u = k == 0 || k == 3 ? -0.5 : 0.5;
        double v = k < 2 ? -0.5 : 0.5;
        // The far side is shorter or longer than the near one.
        double taper = v > 0 ? canvas.between(0.4, 1.2) : 1;
        p[k][0] = x + s * u * taper * Math.cos(a) + t * v * Math.cos(b);
        p[k][1] = y + s * u * taper * Math.sin(a) + t * v * Math.sin(b);
      }
      facet(p, light(x, y), coolness(x, y), i % 6 == 0 ? canvas.between(-0.3, 0.3) : 0);
    }
  }

  /** Paints a four-cornered facet whose first side is its dark edge and whose third is open. */
  private void facet(double[][] p, double light, double cool, double bulge) {
    double dx = p[1][0] - p[0][0];
    double dy = p[1][1] - p[0][1];
    double length = Math.hypot(dx, dy);
    Path2D path = new Path2D.Double();
    path.moveTo(p[0][0], p[0][1]);
    double[] arc = {(p[0][0] + p[1][0]) / 2 + bulge * dy, (p[0][1] + p[1][1]) / 2 - bulge * dx};
    path.quadTo(
        2 * arc[0] - (p[0][0] + p[1][0]) / 2,
        2 * arc[1] - (p[0][1] + p[1][1]) / 2,
        p[1][0],
        p[1][1]);
    path.lineTo(p[2][0], p[2][1]);
    path.lineTo(p[3][0], p[3][1]);
    path.closePath();
    double nx = -dy / length;
    double ny = dx / length;
    double deep = Math.max(side(p[2], p[0], nx, ny), side(p[3], p[0], nx, ny));
    if (deep < 0) {
      nx = -nx;
      ny = -ny;
      deep = Math.max(side(p[2], p[0], nx, ny), side(p[3], p[0], nx, ny));
    }
    double slant = canvas.random.nextInt(3) == 0 ? 0.5 : 1.35;
    hatch(path, p[0], nx, ny, deep, Math.atan2(dy, dx) + slant, light, cool);
    double weight = Math.max(0.5, Math.min(1, length / 110));
    edge(p[0], arc, p[1], weight * canvas.between(2.6, 5));
    if (canvas.random.nextInt(3) > 0) {
      edge(p[1], middle(p[1], p[2]), p[2], weight * canvas.between(1.8, 3.2));
    }
    if (canvas.random.nextInt(3) == 0) {
      edge(p[0], middle(p[0], p[3]), p[3], weight * canvas.between(1.6, 2.6));
    }
  }

  private static double[] middle(double[] a, double[] b) {
    return new double[] {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2};
  }

  private static double side(double[] p, double[] from, double nx, double ny) {
    return (p[0] - from[0]) * nx + (p[1] - from[1]) * ny;
  }

  private void hatch(
      Shape shape,
      double[] from,
      double nx,
      double ny,
      double deep,
      double angle,
      double light,
      double cool) {
    Rectangle2D box = shape.getBounds2D();
    canvas.mask(shape::contains);
    double size = Math.sqrt(box.getWidth() * box.getHeight());
    double wide = Math.max(3.2, Math.min(8, size / 13));
    Canvas.Brush brush = new Canvas.Brush(1.1, 0.18, 0.55, 0.9, 0.82);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double reach = Math.hypot(box.getWidth(), box.getHeight()) / 2 + wide;
    double contrast = canvas.between(0.45, 0.8);
    for (double across = -reach; across < reach; across += wide * 0.7) {
      double along = -reach + canvas.between(-2, 0) * wide;
      while (along < reach) {
        double stroke = wide * canvas.between(2.2, 4.2);
        double x = box.getCenterX() + cos * along - sin * across;
        double y = box.getCenterY() + sin * along + cos * across;
        along += stroke * 0.72;
        double into = ((x - from[0]) * nx + (y - from[1]) * ny) / Math.max(1, deep);
        // Toward the open side more and more of what lies below shows through.
        if (into > 0.45 && canvas.random.nextDouble() < (into - 0.45) * 1.5) {
          continue;
        }
        double shade = Noise.step(-0.05, 0.75, into) - 0.55;
        V color = tone(light + contrast * shade, cool);
        double turn = angle + canvas.between(-0.08, 0.08);
        canvas.dab(brush, canvas.near(color, 0.07), x, y, turn, stroke, wide);
      }
    }
    canvas.mask((x, y) -> true);
  }

  /** A dark edge that swells and breaks off as a loaded brush does. */
  private void edge(double[] a, double[] b, double[] c, double wide) {
    Canvas.Brush brush = new Canvas.Brush(1.5, 0.2, 0.35, 0.7, 0.82);
    double over = canvas.between(-0.06, 0.1);
    canvas.stroke(
        brush,
        canvas.near(Canvas.color(0x1C1510), 0.06),
        wide,
        new double[] {a[0] + over * (a[0] - c[0]), b[0], c[0] + over * (c[0] - a[0])},
        new double[] {a[1] + over * (a[1] - c[1]), b[1], c[1] + over * (c[1] - a[1])});
  }

  private void plane(double light, double cool, double bulge, double... at) {
    double[][] p = {{at[0], at[1]}, {at[2], at[3]}, {at[4], at[5]}, {at[6], at[7]}};
    facet(p, light, cool, bulge);
  }

  /** Shoulders, arms and knees, as large planes. */
  private void body() {
    plane(0.72, 0.2, 0.16, 330, 330, 462, 232, 500, 300, 400, 420);
    plane(0.62, 0.3, -0.14, 700, 340, 560, 232, 528, 310, 628, 430);
    plane(0.50, 0.1, 0.1, 300, 560, 338, 330, 412, 360, 398, 580);
    plane(0.78, 0.1, -0.1, 742, 552, 694, 338, 622, 366, 640, 570);
    plane(0.46, 0.5, 0, 440, 420, 470, 250, 560, 250, 590, 430);
    plane(0.66, 0.2, 0.14, 250, 770, 330, 590, 470, 640, 440, 790);
    plane(0.58, 0.3, -0.14, 800, 770, 712, 600, 560, 640, 590, 790);
    plane(0.34, 0.4, 0, 470, 790, 480, 620, 570, 620, 580, 790);
  }

  private void guitar() {
    // The body in two halves that do not quite agree, then its hole, its neck and its strings.
    plane(0.76, 0, 0.34, 402, 520, 500, 452, 520, 560, 452, 640);
    plane(0.60, 0, 0.34, 500, 452, 600, 500, 590, 600, 516, 580);
    plane(0.82, 0, -0.3, 420, 640, 560, 660, 560, 570, 440, 560);
    plane(0.52, 0.1, 0.36, 606, 506, 596, 640, 520, 600, 530, 520);
    for (int i = 0; i < 60; i++) {
      double a = canvas.between(0, 2 * Math.PI);
      double r = 25 * Math.sqrt(canvas.random.nextDouble());
      V dark = canvas.near(tone(r > 17 ? 0.22 : 0.05, 0.2), 0.1);
      canvas.dab(
          Canvas.Brush.LOADED, dark, 508 + r * Math.cos(a), 548 + r * Math.sin(a), 0.6, 13, 6);
    }
    ring(508, 548, 30, 0.4, 3.9, 2.6);
    ring(508, 548, 38, 2.6, 5.4, 1.8);
    plane(0.30, 0, 0, 524, 520, 720, 372, 734, 392, 540, 546);
    plane(0.80, 0.1, 0, 716, 376, 768, 330, 786, 352, 738, 396);
    for (int i = 0; i < 6; i++) {
      double o = 3.4 * i;
      edge(
          new double[] {452 + o, 580 + o * 1.3},
          new double[] {590 + o, 474 + o * 1.25},
          new double[] {728 + o, 366 + o * 1.2},
          1.5);
    }
    for (int i = 0; i < 9; i++) {
      double x = 552 + 20 * i;
      double y = 500 - 15.4 * i;
      edge(new double[] {x, y}, new double[] {x + 8, y + 11}, new double[] {x + 16, y + 22}, 1.7);
    }
    // Two hands: fingers as rows of narrow planes.
    for (int i = 0; i < 4; i++) {
      double x = 430 + 15 * i;
      double y = 560 - 9 * i;
      plane(0.85, 0, 0.1, x, y, x + 44, y + 34, x + 38, y + 44, x - 6, y + 12);
      x = 640 + 17 * i;
      y = 430 - 13 * i;
      plane(0.80, 0.1, -0.1, x, y, x + 18, y + 44, x + 30, y + 38, x + 12, y - 8);
    }
  }

  private void ring(double x, double y, double r, double from, double to, double wide) {
    double[] xs = new double[9];
    double[] ys = new double[9];
    for (int i = 0; i < 9; i++) {
      double a = from + (to - from) * i / 8;
      xs[i] = x + r * Math.cos(a);
      ys[i] = y + r * Math.sin(a);
    }
    Canvas.Brush brush = new Canvas.Brush(1.5, 0.2, 0.25, 0.7, 0.85);
    canvas.stroke(brush, canvas.near(Canvas.color(0x1C1510), 0.06), wide, xs, ys);
  }

  private void head() {
    plane(0.36, 0.3, 0.3, 462, 210, 470, 96, 520, 90, 512, 220);
    plane(0.80, 0.1, 0.3, 520, 84, 572, 150, 552, 236, 512, 200);
    plane(0.66, 0.1, 0, 516, 130, 508, 196, 540, 192, 524, 124);
    plane(0.42, 0.4, -0.24, 470, 218, 540, 246, 552, 210, 484, 190);
    plane(0.88, 0, 0, 476, 126, 512, 118, 516, 142, 480, 152);
    plane(0.24, 0.3, 0.3, 456, 112, 560, 82, 566, 104, 470, 132);
    // One eye in front view, one in profile; then the beard.
    plane(0.16, 0.2, 0.2, 480, 150, 504, 142, 502, 152, 484, 158);
    ring(492, 150, 11, 3.4, 6.0, 2.6);
    plane(0.20, 0.2, 0, 530, 140, 556, 148, 550, 158, 532, 154);
    plane(0.30, 0.2, 0.1, 496, 206, 536, 204, 528, 214, 502, 216);
    ring(512, 160, 76, 0.4, 2.2, 2.6);
    ring(506, 158, 70, 3.4, 5.2, 2.6);
  }

  /** Long lines that tie the facets together, and small marks that catch the eye. */
  private void lines() {
    double[][] ties = {
      {250, 800, 500, 40}, {790, 800, 540, 60}, {120, 640, 470, 220}, {900, 610, 560, 220},
      {395, 0, 430, 330}, {640, 0, 610, 360}, {60, 420, 330, 350}, {960, 380, 700, 300}
    };
    for (double[] l : ties) {
      double bend = canvas.between(-10, 10);
      edge(
          new double[] {l[0], l[1]},
          new double[] {(l[0] + l[2]) / 2 + bend, (l[1] + l[3]) / 2},
          new double[] {l[2], l[3]},
          canvas.between(1.8, 3.4));
    }
    double[][] scrolls = {{214, 610, 32}, {828, 600, 36}};
    for (double[] s : scrolls) {
      // A chair's carved arm: each turn is a little smaller.
      for (int turn = 0; turn < 5; turn++) {
        double r = s[2] * (1 - 0.17 * turn);
        ring(s[0] + 3 * turn, s[1] + 2 * turn, r, 2.6 + 2.1 * turn, 5.0 + 2.1 * turn, 2.8);
      }
    }
    for (int i = 0; i < 70; i++) {
      double x = 510 + 300 * (canvas.between(-1, 1) + canvas.between(-1, 1)) * 0.7;
      double y = canvas.between(50, 760);
      double a = Math.toRadians(AXES[canvas.random.nextInt(AXES.length)]);
      V color = tone(0.2 + light(x, y), coolness(x, y));
      canvas.dab(Canvas.Brush.LOADED, canvas.near(color, 0.06), x, y, a, canvas.between(14, 34), 5);
    }
  }
}
