import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The content picture: {@link HarborTown} in late-afternoon light, as a camera would see it.
 *
 * <p>It has to work as a photograph does, so the light is computed rather than painted: sun with
 * soft shadows, sky light with one bounce off what stands around, haze with distance, and a river
 * whose ripples reflect the scene. A little glow, vignette and grain come from the "camera".
 */
final class Harbor {
  private static final V EYE = new V(0, 7.4, 0);
  private static final V SUN = new V(-0.74, 0.50, -0.36).unit();
  private static final V SUNLIGHT = new V(3.7, 3.05, 2.2);
  private static final V HAZE = new V(0.60, 0.72, 0.88);

  private static final int SKY_WIDTH = 1300;
  private static final int SKY_HEIGHT = 560;
  private static final double SKY_SIDE = 0.75;
  private static final double SKY_TOP = 0.62;

  private final Mesh mesh = new HarborTown().mesh;
  private final V[] sky = new V[SKY_WIDTH * SKY_HEIGHT];

  private Harbor() {
    IntStream.range(0, SKY_HEIGHT).parallel().forEach(this::skyRow);
  }

  static BufferedImage draw(int width, int height, int samples) {
    return new Harbor().photograph(width, height, samples);
  }

  private BufferedImage photograph(int width, int height, int samples) {
    int side = (int) Math.round(Math.sqrt(samples));
    Film.Camera camera = new Film.Camera(24.5, 0.535, side, 4);
    V[] film = camera.expose(width, height, (ray, random, hit) -> look(EYE, ray, 0, random, hit));
    return develop(film, width, height);
  }

  /** The light that comes along a ray: depth 0 from the camera, 1 by way of a reflection. */
  private V look(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    if (!mesh.trace(from, ray, 1e9, false, hit)) {
      return clouds(ray);
    }
    double distance = hit.t;
    V color = shade(from, ray, depth, random, hit);
    double haze = 1 - Math.exp(-Math.max(0, distance - 40) * 0.00052);
    double towardSun = Math.max(0, ray.dot(SUN));
    V veil = HAZE.times(0.78).plus(0.25 * towardSun, SUNLIGHT.times(0.2));
    return color.mix(veil, haze);
  }

  private V shade(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    int i = hit.triangle;
    int material = mesh.material(i);
    V p = from.plus(hit.t, ray);
    if (material == HarborTown.WATER) {
      return water(p, ray, hit.t, depth, random, hit);
    }
    V a = mesh.corner(i, 0);
    V e1 = mesh.corner(i, 1).minus(a);
    V e2 = mesh.corner(i, 2).minus(a);
    V normal = e1.cross(e2).unit();
    if (normal.dot(ray) > 0) {
      normal = normal.times(-1);
    }
    double b0 = 1 - hit.b1 - hit.b2;
    double u =
        b0 * mesh.texture(i, 0, 0)
            + hit.b1 * mesh.texture(i, 1, 0)
            + hit.b2 * mesh.texture(i, 2, 0);
    double v =
        b0 * mesh.texture(i, 0, 1)
            + hit.b1 * mesh.texture(i, 1, 1)
            + hit.b2 * mesh.texture(i, 2, 1);
    double[] bump = new double[3];
    V tint = material == HarborTown.GLASS ? V.rgb(0x1B2226) : V.rgb(mesh.color(i));
    V albedo = surface(material, tint, p, u, v, mesh.color(i), bump);
    V geometric = normal;
    normal = normal.plus(new V(bump[0], bump[1], bump[2])).unit();
    V start = p.plus(0.003, geometric);
    boolean leafy = material == HarborTown.LEAF || material == HarborTown.BLADE;

    V light = sun(start, normal, leafy, random, hit);
    light =
        light.plus(depth == 0 ? around(start, normal, random, hit) : ambient(normal).times(0.7));
    V color = albedo.times(light);
    if (material == HarborTown.GLASS && depth == 0) {
      V bent = normal.plus(0.012, wobble(p)).unit();
      V mirror = ray.plus(-2 * ray.dot(bent), bent);
      double facing = Math.max(0, -ray.dot(bent));
      double reflect = 0.16 + 0.84 * Math.pow(1 - facing, 4);
      color = color.mix(look(start, mirror, 1, random, hit), reflect);
    } else if (material == HarborTown.PAINT || material == HarborTown.SLATE || leafy) {
      V half = SUN.minus(ray).unit();
      double gloss = Math.pow(Math.max(0, normal.dot(half)), 40) * (leafy ? 0.35 : 0.5);
      color = color.plus(gloss, light.times(0.25));
    }
    return color;
  }

  private static V wobble(V p) {
    return new V(
        Noise.perlin(p.x() * 0.9, p.y() * 0.9, p.z()),
        Noise.perlin(p.x() * 0.9 + 9, p.y() * 0.9, p.z()),
        Noise.perlin(p.x() * 0.9, p.y() * 0.9 + 9, p.z()));
  }

  private V sun(V start, V normal, boolean leafy, SplittableRandom random, Mesh.Hit hit) {
    double facing = normal.dot(SUN);
    // Light shines through a leaf: its far side glows too, a little less.
    double lit = leafy ? (facing > 0 ? facing : -0.7 * facing) + 0.12 : facing;
    if (lit <= 0) {
      return new V(0, 0, 0);
    }
    double r = 0.011;
    V toward =
        SUN.plus(
            new V(
                r * (random.nextDouble() - 0.5) * 2,
                r * (random.nextDouble() - 0.5) * 2,
                r * (random.nextDouble() - 0.5) * 2));
    return mesh.trace(start, toward, 1e9, true, hit) ? new V(0, 0, 0) : SUNLIGHT.times(lit);
  }

  private static V ambient(V normal) {
    return new V(0.40, 0.52, 0.72).times(0.62 + 0.38 * normal.y());
  }

  /** Sky light and light off other things, by one ray in a random direction. */
  private V around(V start, V normal, SplittableRandom random, Mesh.Hit hit) {
    double y = 1 - 2 * random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    double r = Math.sqrt(Math.max(0, 1 - y * y));
    V d = normal.plus(0.999, new V(r * Math.cos(angle), y, r * Math.sin(angle))).unit();
    if (!mesh.trace(start, d, 1e9, false, hit)) {
      double up = Math.max(0, d.y());
      return new V(0.80, 0.86, 0.94).mix(new V(0.34, 0.52, 0.88), Math.sqrt(up)).times(0.95);
    }
    int i = hit.triangle;
    V p = start.plus(hit.t, d);
    if (mesh.material(i) == HarborTown.WATER) {
      return new V(0.17, 0.22, 0.25);
    }
    V n =
        mesh.corner(i, 1)
            .minus(mesh.corner(i, 0))
            .cross(mesh.corner(i, 2).minus(mesh.corner(i, 0)));
    n = n.unit();
    if (n.dot(d) > 0) {
      n = n.times(-1);
    }
    V tint = mesh.material(i) == HarborTown.GLASS ? V.rgb(0x30383C) : V.rgb(mesh.color(i));
    boolean leafy = mesh.material(i) == HarborTown.LEAF;
    V light = sun(p.plus(0.003, n), n, leafy, random, hit).plus(ambient(n).times(0.45));
    return tint.times(light);
  }

  private V water(V p, V ray, double distance, int depth, SplittableRandom random, Mesh.Hit hit) {
    double patch = Noise.step(-0.35, 0.45, Noise.fractal(p.x() / 34, 1.5, p.z() / 13, 3));
    double rough = 0.018 + 0.06 * patch;
    double e = 0.02;
    double h = ripple(p.x(), p.z());
    double dx = (ripple(p.x() + e, p.z()) - h) / e;
    double dz = (ripple(p.x(), p.z() + e) - h) / e;
    V normal = new V(-dx * rough, 1, -dz * rough).unit();
    V mirror = ray.plus(-2 * ray.dot(normal), normal);
    if (mirror.y() < 0.01) {
      mirror = new V(mirror.x(), 0.01, mirror.z()).unit();
    }
    double facing = Math.max(0.02, -ray.dot(normal));
    double fresnel = 0.02 + 0.98 * Math.pow(1 - facing, 4.2);
    V start = p.plus(new V(0, 0.004, 0));
    boolean lit = depth > 0 || !mesh.trace(start, SUN, 1e9, true, hit);
    double murk = 0.8 + 0.4 * Noise.fractal(p.x() / 9, 4, p.z() / 9, 3);
    V body = new V(0.034, 0.058, 0.046).times(murk * (lit ? 1.7 : 0.75));
    if (depth > 0) {
      return body.mix(HAZE.times(0.7), fresnel);
    }
    return body.mix(look(start, mirror, 1, random, hit), Math.min(1, fresnel + 0.08));
  }

  /** How high the water stands: swell, chop and what is finer. */
  static double ripple(double x, double z) {
    double bend = 0.8 * Noise.perlin(x / 7, 0.5, z / 7);
    double swell = Noise.perlin(x / 3.2 + bend, 2.5, z / 1.6 + bend) * 1.5;
    double chop = Noise.perlin(x / 0.95 + bend, 8.5, z / 0.6) * 0.55;
    double fine = Noise.perlin(x / 0.3, 5.5, z / 0.2) * 0.14;
    return swell + chop + fine;
  }

  /** What a surface looks like close up: its color at a point, and how its normal leans there. */
  private static V surface(
      int material, V tint, V p, double u, double v, int color, double[] bump) {
    double x = p.x();
    double y = p.y();
    double z = p.z();
    switch (material) {
      case HarborTown.PLASTER -> {
        double blotch = Noise.fractal(x * 0.6, y * 0.6, z * 0.6, 5);
        double streak = Noise.fractal(x * 2.2, y * 0.22, z * 2.2, 4);
        double damp = Noise.step(5.6, 3.0, y + 1.2 * blotch) * 0.35;
        double bare = Noise.step(0.42, 0.5, Noise.fractal(x * 0.45, y * 0.55, z * 0.45 + color, 5));
        grain(bump, p, 5, 0.16);
        V base = tint.times(0.94 + 0.2 * blotch + 0.16 * Math.min(0, streak));
        base = base.mix(new V(0.26, 0.2, 0.155), 0.65 * bare);
        return base.mix(new V(0.12, 0.11, 0.09), damp);
      }
      case HarborTown.TILES -> {
        double row = v / 0.34;
        int r = (int) Math.floor(row);
        double column = u / 0.24 + 0.5 * (r & 1);
        int c = (int) Math.floor(column);
        double in = row - r;
        double across = column - c - 0.5;
        double each = Noise.at(r, c, color);
        double weather = Noise.fractal(x * 0.5, y * 0.5, z * 0.5, 4);
        double moss = Noise.step(0.1, 0.45, Noise.fractal(x * 0.8, y * 0.8, z * 0.8 + 40, 4));
        double edge =
            1 - 0.55 * Noise.step(0.82, 1, in) - 0.35 * Noise.step(0.36, 0.5, Math.abs(across));
        grain(bump, p, 3, 0.1);
        bump[0] += across * 0.5;
        bump[1] += 0.2 * (each - 0.5);
        bump[2] += 0.22 * (Noise.at(c, r, 4) - 0.5);
        V base = tint.times((0.62 + 0.6 * each) * (1 + 0.4 * weather) * edge);
        if (each > 0.93) {
          base = base.mix(new V(0.5, 0.42, 0.34), 0.35);
        }
        return base.mix(new V(0.10, 0.105, 0.04), 0.55 * moss);
      }
      case HarborTown.STONE -> {
        double tall = 0.46;
        double row = v / tall + 0.12 * Noise.perlin(u * 0.4, 2, v * 0.2);
        int r = (int) Math.floor(row);
        double wide = 0.75 + 0.5 * Noise.at(r, 3, 7);
        double column = u / wide + Noise.at(r, 1, 9) + 0.1 * Noise.perlin(u, v * 0.7, 3);
        int c = (int) Math.floor(column);
        double gap =
            Math.min(
                Math.min(row - r, r + 1 - row) * tall, Math.min(column - c, c + 1 - column) * wide);
        double joint = Noise.step(0.045, 0.012, gap + 0.02 * Noise.perlin(x * 6, y * 6, z * 6));
        double each = Noise.at(r, c, 21);
        double pits = Noise.fractal(x * 2.4, y * 2.4, z * 2.4, 5);
        grain(bump, p, 4, 0.42);
        bump[1] += 0.35 * Noise.step(0.1, 0, gap) * ((row - r) > 0.5 ? 1 : -1);
        V base = tint.times((0.66 + 0.5 * each) * (1 + 0.5 * pits));
        base = base.mix(new V(0.27, 0.2, 0.13), 0.4 * Noise.at(c, r, 31));
        base = base.mix(base.times(0.3), joint);
        double wet = Noise.step(1.0, 0.1, y + 0.5 * Noise.fractal(x * 0.5, y, z * 0.5, 4));
        return base.mix(new V(0.045, 0.06, 0.03), 0.85 * wet);
      }
      case HarborTown.PAVING -> {
        double stone = Noise.cells(x * 3, z * 3, 11);
        grain(bump, p, 3, 0.3);
        return tint.times((1.15 - 0.6 * stone) * (1 + 0.4 * Noise.fractal(x, y, z, 4)));
      }
      case HarborTown.WOOD -> {
        double fiber = Noise.fractal(x * 9, y * 2, z * 9, 4);
        grain(bump, p, 9, 0.15);
        return tint.times(0.92 + 0.5 * fiber);
      }
      case HarborTown.GLASS -> {
        double curtain = Noise.at(color, 4, 4);
        double fold = 0.8 + 0.35 * Noise.perlin(u * 9, v * 0.4, color & 255);
        boolean drawn = curtain > 0.55 && v > 0.5 || curtain > 0.85;
        return drawn ? new V(0.34, 0.32, 0.28).times(fold) : tint.times(0.7 + 0.8 * curtain);
      }
      case HarborTown.BARK -> {
        double crack = Noise.fractal(x * 7, y * 1.6, z * 7, 4);
        grain(bump, p, 6, 0.5);
        return tint.times(0.9 + 0.7 * crack);
      }
      case HarborTown.LEAF, HarborTown.BLADE -> {
        return tint.times(0.95 + 0.35 * Noise.perlin(x * 0.8, y * 0.8, z * 0.8));
      }
      case HarborTown.GROUND -> {
        double clump = Noise.fractal(x * 1.7, y, z * 1.7, 5);
        grain(bump, p, 3, 0.5);
        V base = tint.times(0.55 + 0.5 * clump);
        return base.mix(new V(0.09, 0.075, 0.05), Noise.step(0.7, 0.1, y));
      }
      case HarborTown.HILL -> {
        return hill(tint, x, y, z, bump);
      }
      case HarborTown.SLATE -> {
        double row = v / 0.5;
        double each = Noise.at((int) Math.floor(row), (int) Math.floor(u / 0.6), 5);
        grain(bump, p, 3, 0.2);
        V stained = tint.mix(new V(0.07, 0.075, 0.07), 0.5 + 0.8 * Noise.fractal(x, y * 0.3, z, 4));
        return stained.times((0.7 + 0.5 * each) * (row - Math.floor(row) > 0.85 ? 0.6 : 1));
      }
      default -> {
        grain(bump, p, 3, 0.05);
        return tint.times(0.96 + 0.22 * Noise.fractal(x * 1.4, y * 1.4, z * 1.4, 4));
      }
    }
  }

  private static V hill(V tint, double x, double y, double z, double[] bump) {
    double wood = HarborTown.wooded(x, z);
    double tuft = Noise.fractal(x / 2.5, y / 2.5, z / 2.5, 4);
    bump[0] = 0.55 * tuft * wood;
    bump[1] = 0.4 * Noise.perlin(x / 1.2, y, z / 1.2) * wood;
    bump[2] = 0.5 * Noise.perlin(x / 1.7 + 30, y, z / 1.7) * wood;
    double kind = Noise.fractal(x / 26, 3, z / 26, 4);
    V trees =
        tint.times(0.62 + 0.45 * tuft + 0.35 * kind).mix(new V(0.16, 0.13, 0.035), 0.3 * kind);
    // Fields in strips, some of them vineyards with rows running up the slope.
    int strip = (int) Math.floor((x + 0.4 * z) / 38 + 0.7 * Noise.perlin(x / 90, 8, z / 90));
    double shade = Noise.at(strip, (int) Math.floor(z / 70), 12);
    V field = new V(0.20, 0.235, 0.075).mix(new V(0.36, 0.30, 0.12), shade);
    double vines = shade > 0.5 ? 0.8 + 0.3 * Math.sin(x * 1.9) : 1;
    return field.times(vines * (0.9 + 0.35 * Noise.fractal(x / 6, 1, z / 6, 4))).mix(trees, wood);
  }

  /** Leans the normal by the slope of fine noise. */
  private static void grain(double[] bump, V p, double scale, double depth) {
    double x = p.x() * scale;
    double y = p.y() * scale;
    double z = p.z() * scale;
    bump[0] += depth * Noise.fractal(x, y, z, 3);
    bump[1] += depth * Noise.fractal(x + 50, y, z, 3);
    bump[2] += depth * Noise.fractal(x, y + 50, z, 3);
  }

  private V clouds(V ray) {
    double x = (Math.atan2(ray.x(), ray.z()) / SKY_SIDE + 1) / 2 * (SKY_WIDTH - 1);
    double y = Math.asin(Math.min(1, Math.max(0, ray.y()))) / SKY_TOP * (SKY_HEIGHT - 1);
    x = Math.max(0, Math.min(SKY_WIDTH - 1.001, x));
    y = Math.max(0, Math.min(SKY_HEIGHT - 1.001, y));
    int i = (int) x;
    int j = (int) y;
    V low = sky[j * SKY_WIDTH + i].mix(sky[j * SKY_WIDTH + i + 1], x - i);
    V high = sky[(j + 1) * SKY_WIDTH + i].mix(sky[(j + 1) * SKY_WIDTH + i + 1], x - i);
    return low.mix(high, y - j);
  }

  /** Clouds take many steps along a ray, so the sky is computed once and then looked up. */
  private void skyRow(int j) {
    double up = SKY_TOP * j / (SKY_HEIGHT - 1);
    for (int i = 0; i < SKY_WIDTH; i++) {
      double side = SKY_SIDE * (2.0 * i / (SKY_WIDTH - 1) - 1);
      V ray =
          new V(
              Math.sin(side) * Math.cos(up),
              Math.max(0.004, Math.sin(up)),
              Math.cos(side) * Math.cos(up));
      V blue =
          new V(0.66, 0.76, 0.88)
              .mix(new V(0.14, 0.30, 0.62), Math.pow(Noise.step(-0.12, 0.58, up), 0.85));
      double warm = Math.exp(-up * 9) * (0.5 - 0.5 * Math.sin(side));
      blue = blue.plus(warm, new V(0.16, 0.08, -0.03));
      double wisp = Noise.fractal(ray.x() / ray.y() * 0.7, 3, ray.z() / ray.y() * 0.25, 6);
      blue =
          blue.mix(
              new V(0.9, 0.92, 0.95),
              0.4 * Noise.step(0.05, 0.7, wisp) * Noise.step(0.08, 0.3, up));
      sky[j * SKY_WIDTH + i] = cumulus(ray, blue);
    }
  }

  private static final double BASE = 800;
  private static final double TOP = 1750;

  private static V cumulus(V ray, V behind) {
    double from = BASE / ray.y();
    double to = TOP / ray.y();
    if (from > 24000) {
      return behind;
    }
    to = Math.min(to, from + 9000);
    int steps = 48;
    double stride = (to - from) / steps;
    double clear = 1;
    V light = new V(0, 0, 0);
    double jitter = Noise.at((int) (ray.x() * 1e5), (int) (ray.y() * 1e5), 3);
    for (int s = 0; s < steps && clear > 0.02; s++) {
      double t = from + (s + jitter) * stride;
      V p = ray.times(t);
      double d = density(p, 6);
      if (d <= 0) {
        continue;
      }
      double shadow = 0;
      for (int k = 1; k <= 5; k++) {
        shadow += density(p.plus(k * k * 14.0, SUN), 4) * k * 14;
      }
      double beer = Math.exp(-shadow * 0.016);
      double powder = 1 - 0.5 * Math.exp(-d * 5);
      double high = (p.y() - BASE) / (TOP - BASE);
      V glow =
          SUNLIGHT
              .times(0.50 * (0.9 * beer + 0.1) * powder)
              .plus(new V(0.30, 0.37, 0.48).times(0.62 + 0.5 * high));
      double passed = Math.exp(-d * stride * 0.017);
      light = light.plus(clear * (1 - passed), glow);
      clear *= passed;
    }
    double far = Math.exp(-from / 15000);
    return behind.mix(light.plus(clear, behind), far);
  }

  private static double density(V p, int octaves) {
    double high = (p.y() - BASE) / (TOP - BASE);
    if (high < 0 || high > 1) {
      return 0;
    }
    double cover = Noise.fractal(p.x() / 2300 + 4.3, 0.5, p.z() / 2300 + 1.4, 2);
    // Flat below, piled up above: what cover there is narrows with height.
    double shape =
        0.05 + 1.25 * cover - 0.75 * Math.pow(high, 1.3) - 0.7 * Noise.step(0.1, 0, high);
    if (shape < -0.55) {
      return 0;
    }
    double detail = Noise.fractal(p.x() / 620, p.y() / 520, p.z() / 620, octaves);
    return Math.min(1, Math.max(0, (shape + 0.75 * detail) * 2.2));
  }

  private static BufferedImage develop(V[] film, int width, int height) {
    V[] glow = Film.blur(film, width, height, Math.max(2, width / 90));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        V c = film[y * width + x].mix(glow[y * width + x], 0.07);
        double dx = (x - width / 2.0) / width;
        double dy = (y - height / 2.0) / width;
        double vignette = 1 / Math.pow(1 + 0.55 * (dx * dx + dy * dy), 2);
        double grain = 0;
        for (int k = 0; k < 4; k++) {
          grain += Noise.at(x, y, 100 + k) - 0.5;
        }
        // Film does not hold the purest colors.
        double gray = 0.3 * c.x() + 0.55 * c.y() + 0.15 * c.z();
        c = c.mix(new V(gray, gray, gray), 0.13);
        double[] channels = {c.x(), c.y(), c.z()};
        int rgb = 0;
        for (int k = 0; k < 3; k++) {
          double tone = Film.tone(1.02 * Math.pow(channels[k] * vignette * 0.8, 1.1));
          double own = Noise.at(x, y, 200 + k) - 0.5;
          double value = tone + 0.011 * grain + 0.012 * own;
          rgb = rgb << 8 | (int) Math.max(0, Math.min(255, 255 * value + 0.5));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
