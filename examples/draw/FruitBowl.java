import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A content picture: {@link StillLife} by the light of one window, as a camera would see it.
 *
 * <p>The window is a shining rectangle on the left, so shadows are sharp where things touch and
 * soften away from there. What it does not reach is lit by what the wall, the cloth and the things
 * themselves throw back.
 */
final class FruitBowl {
  private static final V EYE = new V(0.25, 3.35, -9.6);
  private static final double PITCH = Math.toRadians(14.0);

  /** The window: a corner, its sides, and its light. */
  private static final V WINDOW = new V(-9, 1.6, -6.5);

  private static final double WINDOW_HIGH = 6.5;
  private static final double WINDOW_WIDE = 5.5;
  private static final V DAYLIGHT = new V(1.0, 0.97, 0.90).times(4.6);
  private static final V ROOM = new V(0.085, 0.080, 0.078);

  private final Forms forms = new StillLife().forms;

  private FruitBowl() {}

  static BufferedImage draw(int width, int height, int side) {
    Film.Camera camera = new Film.Camera(19.5, 0.5, side, 6);
    FruitBowl bowl = new FruitBowl();
    double cos = Math.cos(PITCH);
    double sin = Math.sin(PITCH);
    V[] film =
        camera.expose(
            width,
            height,
            (ray, random, hit) ->
                bowl.look(
                    EYE,
                    new V(ray.x(), ray.y() * cos - ray.z() * sin, ray.z() * cos + ray.y() * sin),
                    0,
                    random,
                    hit));
    return develop(film, width, height);
  }

  /** The light that comes along a ray; depth counts how often it was thrown back. */
  private V look(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    if (!forms.mesh.trace(from, ray, 1e9, false, hit)) {
      return room(from, ray);
    }
    int material = forms.mesh.material(hit.triangle);
    V p = from.plus(hit.t, ray);
    V normal = forms.normal(hit, ray);
    double[] bump = new double[3];
    V albedo = paint(material, V.rgb(forms.mesh.color(hit.triangle)), p, hit, bump);
    normal = normal.plus(new V(bump[0], bump[1], bump[2])).unit();
    V start = p.plus(0.004, normal);
    V light = window(start, normal, random, hit);
    light = light.plus(depth == 0 ? around(start, normal, random, hit) : ROOM.times(1.6));
    V color = albedo.times(light);
    double gloss = gloss(material);
    if (gloss > 0 && depth == 0) {
      V rough = ball(random).times(roughness(material));
      V mirror = ray.plus(-2 * ray.dot(normal), normal).plus(rough).unit();
      if (mirror.dot(normal) > 0) {
        double facing = Math.max(0, -ray.dot(normal));
        double share = gloss * (0.045 + 0.955 * Math.pow(1 - facing, 5));
        color = color.mix(look(start, mirror, 2, random, hit), share);
      }
    }
    return color;
  }

  /** What is behind the camera: a dim room, and the window with its bars. */
  private static V room(V from, V ray) {
    if (ray.x() < -1e-6) {
      double t = (WINDOW.x() - from.x()) / ray.x();
      double y = (from.y() + t * ray.y() - WINDOW.y()) / WINDOW_HIGH;
      double z = (from.z() + t * ray.z() - WINDOW.z()) / WINDOW_WIDE;
      if (y > 0 && y < 1 && z > 0 && z < 1) {
        boolean bar = Math.abs(z - 0.5) < 0.035 || Math.abs(y * 3 % 1 - 0.5) > 0.46;
        return DAYLIGHT.times(bar ? 0.12 : 1.5);
      }
    }
    return ROOM.times(1 + 0.5 * ray.y());
  }

  private static V ball(SplittableRandom random) {
    double z = 2 * random.nextDouble() - 1;
    double a = 2 * Math.PI * random.nextDouble();
    double r = Math.sqrt(1 - z * z);
    return new V(r * Math.cos(a), r * Math.sin(a), z);
  }

  private V window(V p, V normal, SplittableRandom random, Mesh.Hit hit) {
    double y = WINDOW_HIGH * random.nextDouble();
    V to = WINDOW.plus(new V(0, y, WINDOW_WIDE * random.nextDouble())).minus(p);
    double distance = to.length();
    V way = to.times(1 / distance);
    double facing = way.dot(normal);
    if (facing <= 0 || forms.mesh.trace(p, way, distance, true, hit)) {
      return new V(0, 0, 0);
    }
    double share = facing * Math.abs(way.x()) / (Math.PI * distance * distance);
    return DAYLIGHT.times(share * WINDOW_HIGH * WINDOW_WIDE);
  }

  private V around(V p, V normal, SplittableRandom random, Mesh.Hit hit) {
    V way = normal.plus(ball(random)).unit();
    if (!forms.mesh.trace(p, way, 1e9, false, hit)) {
      return ROOM.times(1 + 0.5 * way.y());
    }
    return look(p, way, 1, random, hit);
  }

  private static double gloss(int material) {
    return switch (material) {
      case StillLife.BOWL, StillLife.JUG -> 1;
      case StillLife.APPLE, StillLife.GRAPE -> 0.8;
      case StillLife.ORANGE, StillLife.LEMON, StillLife.PEAR, StillLife.BANANA -> 0.5;
      case StillLife.WOOD -> 0.45;
      default -> 0;
    };
  }

  private static double roughness(int material) {
    return switch (material) {
      case StillLife.BOWL, StillLife.JUG -> 0.025;
      case StillLife.APPLE -> 0.07;
      case StillLife.GRAPE -> 0.1;
      default -> 0.2;
    };
  }

  /** The color of a surface close up, and how its normal leans there. */
  private V paint(int material, V tint, V p, Mesh.Hit hit, double[] bump) {
    double u = forms.place(hit, 0);
    double v = forms.place(hit, 1);
    switch (material) {
      case StillLife.WALL -> {
        double blotch = Noise.fractal(p.x() * 0.35, p.y() * 0.35, 3, 5);
        grain(bump, p, 6, 0.05);
        return V.rgb(0x9AA397).times(1 + 0.09 * blotch);
      }
      case StillLife.WOOD -> {
        double plank = Math.floor(p.z() / 1.35 + 0.3);
        double gap = Math.abs(p.z() / 1.35 + 0.3 - plank - 0.5);
        double x = p.x() + plank * 7.3;
        double ring = Noise.fractal(x * 0.12, plank * 5, p.z() * 1.1, 3) * 9;
        double fiber = Noise.fractal(x * 0.7, plank, p.z() * 16, 4);
        double age = 0.3 * Noise.at((int) plank, 3, 9);
        double dark = 0.5 + 0.3 * Math.sin(ring * 3) + 0.55 * fiber + age;
        bump[2] = 0.05 * fiber;
        V wood = V.rgb(0x8A5A34).mix(V.rgb(0x4A2A16), Math.max(0, Math.min(1, dark)));
        return wood.times(gap > 0.49 ? 0.35 : 1);
      }
      case StillLife.LINEN -> {
        double weave = Math.sin(u * 2600) * Math.sin(v * 1900);
        grain(bump, p, 9, 0.08);
        V white = V.rgb(0xE4DFD2).times(1 + 0.05 * weave);
        double edge = Math.min(v, 1 - v) * 4.9;
        boolean stripe = edge > 0.30 && edge < 0.42 || edge > 0.47 && edge < 0.50;
        return stripe ? V.rgb(0x3F5F8C).times(1 + 0.12 * weave) : white;
      }
      case StillLife.BOWL -> {
        return bowl(p.y() - StillLife.BOWL_FOOT.y(), u, v);
      }
      case StillLife.JUG -> {
        double y = p.y() - StillLife.JUG_FOOT.y();
        double run = 0.72 + 0.16 * Noise.fractal(u * 9, 2, 0, 2) + 0.05 * Math.sin(u * 44);
        double pale = Noise.step(-0.3, 0.6, Noise.fractal(p.x() * 1.5, y, p.z() * 1.5, 4));
        V glaze = V.rgb(0x2F6468).mix(V.rgb(0x6FA39A), pale);
        V clay = V.rgb(0xA98A62).times(1 + 0.2 * Noise.fractal(p.x() * 8, y * 8, p.z() * 8, 3));
        bump[1] = 0.03 * Math.sin(y * 40);
        return clay.mix(glaze, Noise.step(run - 0.012, run + 0.012, y));
      }
      default -> {
        return skin(material, tint, p, u, v, bump);
      }
    }
  }

  private static V bowl(double y, double u, double v) {
    V cream = V.rgb(0xE6E0D0);
    V blue = V.rgb(0x2C4A80);
    boolean outside = v < 0.58;
    boolean ring = y > 0.93 && y < 0.99 || y > 0.56 && y < 0.585 || y > 0.08 && y < 0.11;
    double a = u * 22 % 1 - 0.5;
    double across = (y - 0.75) / 0.13;
    double aside = Math.abs(a - 0.12 * across);
    boolean leaf = aside < 0.30 * (1 - across * across) && aside > 0.03;
    return outside && (ring || leaf) ? blue : cream;
  }

  /** The skins of fruit. */
  private static V skin(int material, V tint, V p, double u, double v, double[] bump) {
    double spots = Noise.cells(p.x() * 11, p.y() * 11 + p.z() * 7, 5);
    double mottle = Noise.fractal(p.x() * 3, p.y() * 3, p.z() * 3, 4);
    switch (material) {
      case StillLife.APPLE -> {
        double ring = 6.2832 * u;
        double streak = Noise.fractal(7 * Math.cos(ring), 7 * Math.sin(ring), v * 1.5, 4);
        V yellow = V.rgb(0xD9B44A);
        double red = Noise.step(-0.35, 0.2, streak + 0.5 * mottle + 1.4 * (v - 0.16));
        V color = yellow.mix(tint, 0.12 + 0.88 * red);
        return spots < 0.07 ? color.mix(V.rgb(0xE8D0A0), 0.35) : color;
      }
      case StillLife.ORANGE -> {
        grain(bump, p, 15, 0.30);
        return V.rgb(0xE07A18).mix(V.rgb(0xC85A10), Noise.step(-0.3, 0.5, mottle));
      }
      case StillLife.LEMON -> {
        grain(bump, p, 11, 0.22);
        return V.rgb(0xE8C52C).mix(V.rgb(0xC6B52E), Noise.step(0.0, 0.7, mottle));
      }
      case StillLife.PEAR -> {
        V green = V.rgb(0xB5B04A).mix(V.rgb(0xC9A23C), Noise.step(-0.4, 0.4, mottle + p.x() - 0.5));
        double blush = Noise.step(0.0, 0.6, mottle + 0.6 * (p.x() - 0.4));
        V color = green.mix(V.rgb(0xA8573A), 0.55 * blush);
        return spots < 0.16 ? color.times(0.72) : color;
      }
      case StillLife.BANANA -> {
        double tip = Noise.step(0.07, 0.02, v) + Noise.step(0.93, 0.97, v);
        double unripe = Noise.step(0.75, 0.98, v) + Noise.step(0.2, 0.02, v);
        V color = V.rgb(0xE3BC38).mix(V.rgb(0xB9A03A), unripe);
        double freckle = Noise.fractal(p.x() * 14, p.y() * 14, p.z() * 14, 2);
        color = color.mix(V.rgb(0x6B4A20), 0.8 * Noise.step(0.42, 0.55, freckle));
        return color.mix(V.rgb(0x35281A), Math.min(1, tip));
      }
      case StillLife.GRAPE -> {
        double bloom = Noise.step(-0.3, 0.6, Noise.fractal(p.x() * 5, p.y() * 5, p.z() * 5, 3));
        return tint.mix(V.rgb(0x7D7A96), 0.32 * bloom);
      }
      default -> {
        return tint.times(1 + 0.3 * mottle);
      }
    }
  }

  private static void grain(double[] bump, V p, double fine, double depth) {
    double x = p.x() * fine;
    double y = p.y() * fine;
    double z = p.z() * fine;
    bump[0] += depth * Noise.perlin(x, y, z);
    bump[1] += depth * Noise.perlin(x + 40, y, z);
    bump[2] += depth * Noise.perlin(x, y + 40, z);
  }

  /**
   * Evens out what chance has left: each pixel becomes the mean of those nearby that are like it.
   *
   * <p>They are compared in a slightly blurred picture, where chance counts for less.
   */
  private static V[] calm(V[] film, int width, int height) {
    V[] result = new V[film.length];
    V[] guide = Film.blur(film, width, height, 1);
    int reach = 3;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        V here = guide[y * width + x];
        double like = 1 / (0.0002 + 0.008 * here.dot(here));
        V sum = new V(0, 0, 0);
        double total = 0;
        for (int j = Math.max(0, y - reach); j <= Math.min(height - 1, y + reach); j++) {
          for (int i = Math.max(0, x - reach); i <= Math.min(width - 1, x + reach); i++) {
            V apart = guide[j * width + i].minus(here);
            double far = (i - x) * (i - x) + (j - y) * (j - y);
            double weight = Math.exp(-apart.dot(apart) * like - far / 7);
            sum = sum.plus(weight, film[j * width + i]);
            total += weight;
          }
        }
        result[y * width + x] = sum.times(1 / total);
      }
    }
    return result;
  }

  private static BufferedImage develop(V[] exposed, int width, int height) {
    V[] film = calm(exposed, width, height);
    V[] glow = Film.blur(film, width, height, Math.max(2, width / 80));
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
          double grain = 0.014 * (Noise.at(x, y, 500 + k) + Noise.at(x, y, 510) - 1);
          double value = Film.tone(1.9 * channels[k] * vignette) + grain;
          rgb = rgb << 8 | (int) Math.max(0, Math.min(255, 255 * value + 0.5));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
