import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A content picture: {@link Headland} on a clear day, as a camera would see it.
 *
 * <p>As in {@link Harbor} the light is computed: sun with soft shadows, the sky's light with one
 * bounce, and a sea that reflects both and breaks white at the rocks.
 */
final class Lighthouse {
  private static final V SUN = new V(-0.66, 0.56, -0.50).unit();
  private static final V SUNLIGHT = new V(3.3, 3.0, 2.5);
  private static final V HAZE = new V(0.52, 0.66, 0.82);

  private final Forms forms = new Headland().forms;
  private final Clouds clouds = new Clouds(SUN, SUNLIGHT);

  private Lighthouse() {}

  static BufferedImage draw(int width, int height, int side) {
    Lighthouse picture = new Lighthouse();
    Film.Camera camera = new Film.Camera(22.5, 0.63, side, 4);
    V[] film =
        camera.expose(
            width, height, (ray, random, hit) -> picture.look(Headland.EYE, ray, 0, random, hit));
    return develop(film, width, height);
  }

  /** The light that comes along a ray: depth 0 from the camera, 1 by way of a reflection. */
  private V look(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    if (!forms.mesh.trace(from, ray, 1e9, false, hit)) {
      return clouds.along(ray);
    }
    double distance = hit.t;
    V color = shade(from.plus(hit.t, ray), ray, depth, random, hit);
    return color.mix(HAZE, 1 - Math.exp(-Math.max(0, distance - 60) * 0.00030));
  }

  private V shade(V p, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    int material = forms.mesh.material(hit.triangle);
    if (material == Headland.SEA) {
      return sea(p, ray, hit.t, depth, random, hit);
    }
    V tint = V.rgb(forms.mesh.color(hit.triangle));
    V normal = forms.normal(hit, ray);
    double[] bump = new double[3];
    V albedo = paint(material, tint, p, normal, hit.t, bump);
    V geometric = normal;
    normal = normal.plus(new V(bump[0], bump[1], bump[2])).unit();
    V start = p.plus(0.02, geometric);
    boolean leafy = material == Headland.BLADE;
    V light = sun(start, normal, leafy, random, hit);
    light = light.plus(depth == 0 ? around(start, normal, random, hit) : ambient(normal));
    V color = albedo.times(light);
    if ((material == Headland.GLASS || material == Headland.ROOF) && depth == 0) {
      V mirror = ray.plus(-2 * ray.dot(normal), normal);
      double facing = Math.max(0, -ray.dot(normal));
      double share = (material == Headland.GLASS ? 0.35 : 0.05) + 0.6 * Math.pow(1 - facing, 4);
      color = color.mix(look(start, mirror, 1, random, hit), share);
    }
    return color;
  }

  private static V ball(SplittableRandom random) {
    double z = 2 * random.nextDouble() - 1;
    double a = 2 * Math.PI * random.nextDouble();
    double r = Math.sqrt(1 - z * z);
    return new V(r * Math.cos(a), r * Math.sin(a), z);
  }

  private V sun(V start, V normal, boolean leafy, SplittableRandom random, Mesh.Hit hit) {
    double facing = normal.dot(SUN);
    // Light shines through a blade of grass.
    double lit = leafy ? 0.25 + 0.65 * Math.abs(facing) : facing;
    if (lit <= 0) {
      return new V(0, 0, 0);
    }
    V toward = SUN.plus(0.012, ball(random)).unit();
    return forms.mesh.trace(start, toward, 1e9, true, hit)
        ? new V(0, 0, 0)
        : SUNLIGHT.times(0.62 * lit);
  }

  private static V ambient(V normal) {
    V sky = new V(0.36, 0.47, 0.66);
    return new V(0.15, 0.16, 0.14).mix(sky, 0.5 + 0.5 * normal.y());
  }

  private V around(V p, V normal, SplittableRandom random, Mesh.Hit hit) {
    V way = normal.plus(ball(random)).unit();
    if (!forms.mesh.trace(p, way, 90, false, hit)) {
      return ambient(way.y() > 0 ? V.UP : new V(0, -0.4, 0)).times(1.1);
    }
    int material = forms.mesh.material(hit.triangle);
    V bounce = material <= Headland.SEA ? new V(0.10, 0.10, 0.07) : new V(0.3, 0.28, 0.25);
    return bounce.times(0.8);
  }

  /** The color of a surface close up, and how its normal leans there. */
  private static V paint(int material, V tint, V p, V normal, double distance, double[] bump) {
    switch (material) {
      case Headland.LAND -> {
        return land(p, normal, distance, bump);
      }
      case Headland.TOWER -> {
        double y = p.y() - Headland.FOOT.y();
        double streak = Noise.fractal(p.x() * 1.6, y * 0.14, p.z() * 1.6, 4);
        double course = Math.abs(y / 0.6 - Math.floor(y / 0.6) - 0.5);
        boolean red = y > 8.3 && y < 14.2;
        V color = red ? V.rgb(0xB3231C) : V.rgb(0xEDEAE2);
        double splash = Noise.step(1.5, -0.5, y + streak);
        double dirt = 1 - 0.16 * Noise.step(0.0, 0.7, streak) - 0.25 * splash;
        grain(bump, p, 2.5, 0.07);
        return color.times(dirt * (course > 0.46 ? 0.93 : 1));
      }
      case Headland.GLASS -> {
        return V.rgb(0x1E2A30);
      }
      case Headland.ROOF -> {
        grain(bump, p, 3, 0.05);
        return tint.times(1 + 0.15 * Noise.fractal(p.x() * 2, p.y() * 3, p.z() * 2, 3));
      }
      case Headland.HOUSE -> {
        grain(bump, p, 3, 0.06);
        return tint.times(1 + 0.07 * Noise.fractal(p.x() * 0.8, p.y() * 0.8, p.z(), 4));
      }
      default -> {
        return tint;
      }
    }
  }

  /** Meadow where it is flat, rock where it is steep, dark where the sea wets it. */
  private static V land(V p, V normal, double distance, double[] bump) {
    double x = p.x();
    double y = p.y();
    double z = p.z();
    double blotch = Noise.fractal(x / 9, y / 9, z / 9, 4);
    double grassy =
        Noise.step(0.58, 0.80, normal.y() + 0.22 * blotch) * Noise.step(7.5, 11, y + 3 * blotch);
    double fine = Noise.fractal(x * 1.4, y * 1.4, z * 1.4, 3);
    double layer = Noise.fractal(x / 14, y * 0.9 + 0.8 * blotch, z / 14, 4);
    V rock = V.rgb(0x84786A).mix(V.rgb(0x4C4540), Noise.step(-0.4, 0.45, layer + 0.5 * fine));
    rock = rock.mix(V.rgb(0xA8946E), 0.55 * Noise.step(0.1, 0.6, blotch - 0.3 * layer));
    rock = rock.mix(V.rgb(0x2A2A28), 0.85 * Noise.step(2.6, 0.7, y + blotch));
    double dry = Noise.fractal(x / 17, 2, z / 6, 4);
    V meadow = V.rgb(0x667F33).mix(V.rgb(0xA29A52), Noise.step(-0.25, 0.55, dry + 0.4 * fine));
    meadow = meadow.mix(V.rgb(0x44622A), 0.7 * Noise.step(0.05, 0.5, blotch + 0.4 * fine));
    double near = Math.min(1, 40 / distance);
    grain(bump, p, 0.9, 0.55 * (1 - grassy));
    grain(bump, p, 3.1, 0.40 * (1 - 0.4 * grassy) * Math.max(0.4, near));
    return rock.mix(meadow, grassy);
  }

  private static void grain(double[] bump, V p, double fine, double depth) {
    double x = p.x() * fine;
    double y = p.y() * fine;
    double z = p.z() * fine;
    bump[0] += depth * Noise.fractal(x, y, z, 2);
    bump[1] += depth * Noise.fractal(x + 40, y, z, 2);
    bump[2] += depth * Noise.fractal(x, y + 40, z, 2);
  }

  /** How high the sea stands: swell that comes in from the left, and waves across it. */
  private static double swell(double x, double z) {
    double bend = 1.6 * Noise.perlin(x / 30, 1, z / 30);
    double swing = Math.sin((0.8 * x - 0.5 * z) / 4.6 + 2.2 * bend);
    double cross = Noise.perlin(x / 5.5 + bend, 4, z / 4.0);
    double chop = Noise.perlin(x / 1.7 + bend, 7, z / 1.2 - bend);
    return 0.34 * swing + 0.5 * cross + 0.17 * chop + 0.05 * Noise.perlin(x / 0.5, 2, z / 0.4);
  }

  private V sea(V p, V ray, double distance, int depth, SplittableRandom random, Mesh.Hit hit) {
    double x = p.x();
    double z = p.z();
    double e = 0.05 + distance * 0.0008;
    double h = swell(x, z);
    double wind = 0.55 + 0.6 * Noise.step(-0.4, 0.4, Noise.fractal(x / 110, 6, z / 60, 3));
    double slope = wind * 0.36 / (1 + distance * 0.0012);
    V normal =
        new V(-(swell(x + e, z) - h) / e * slope, 1, -(swell(x, z + e) - h) / e * slope).unit();
    double shore = distance < 900 ? Headland.inland(x, z) : -99;
    double shallow = Noise.step(-34, -4, shore + 5 * Noise.fractal(x / 12, 3, z / 12, 2));
    V deep = new V(0.012, 0.062, 0.115);
    V body = deep.mix(new V(0.035, 0.19, 0.205), 0.85 * shallow);
    body = body.times(0.85 + 0.45 * h);
    if (depth > 0) {
      return body.mix(HAZE, 0.4);
    }
    V start = p.plus(new V(0, 0.02, 0));
    boolean lit = !forms.mesh.trace(start, SUN.plus(0.02, ball(random)).unit(), 1e9, true, hit);
    body = body.times(lit ? 1.25 : 0.6);
    V mirror = ray.plus(-2 * ray.dot(normal), normal);
    mirror = mirror.y() < 0.02 ? new V(mirror.x(), 0.02, mirror.z()).unit() : mirror;
    double facing = Math.max(0.03, -ray.dot(normal));
    double share = 0.02 + 0.78 * Math.pow(1 - facing, 5);
    V color = body.mix(look(start, mirror, 1, random, hit), share);
    double foam = foam(x, z, h, shore, distance);
    V white = new V(0.80, 0.84, 0.86).times(lit ? 1.25 : 0.5);
    return color.mix(white, foam);
  }

  /** White water: crests far out, and lace around the rocks. */
  private static double foam(double x, double z, double h, double shore, double distance) {
    double lace = 1 - Math.abs(Noise.fractal(x / 2.4 + h, 3, z / 2.4, 4)) * 2.4;
    double wash = Noise.step(-15, -7.5, shore + 3.5 * Noise.fractal(x / 6, 9, z / 6, 3));
    double wave = Math.sin(shore * 0.62 + 2.5 * Noise.fractal(x / 9, 5, z / 9, 2));
    double bands = Noise.step(0.3, 0.9, wave);
    double surf = wash * Noise.step(0.35 - 0.6 * wash, 0.95, lace);
    surf += 0.65 * Noise.step(-32, -14, shore) * bands * Noise.step(0.35, 0.9, lace);
    double crest = Noise.fractal(x / 7, 12, z / 3.4, 3) + 0.35 * h;
    double cap = Noise.step(0.50, 0.68, crest) * Noise.step(0.1, 0.7, lace);
    return Math.min(0.95, surf + 0.8 * cap / (1 + distance / 1500));
  }

  private static BufferedImage develop(V[] film, int width, int height) {
    V[] glow = Film.blur(film, width, height, Math.max(2, width / 90));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        V c = film[y * width + x].mix(glow[y * width + x], 0.06);
        double dx = (x - width / 2.0) / width;
        double dy = (y - height / 2.0) / width;
        double vignette = 1 / Math.pow(1 + 0.5 * (dx * dx + dy * dy), 2);
        double[] channels = {c.x(), c.y(), c.z()};
        int rgb = 0;
        for (int k = 0; k < 3; k++) {
          double grain = 0.014 * (Noise.at(x, y, 600 + k) + Noise.at(x, y, 610) - 1);
          double value = Film.tone(0.86 * Math.pow(channels[k] * vignette, 1.1)) + grain;
          rgb = rgb << 8 | (int) Math.max(0, Math.min(255, 255 * value + 0.5));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
