import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A style that is a photograph: a {@link Skyline} at the end of dusk, across the water.
 *
 * <p>As in {@link Harbor} the light is computed rather than painted. Here it comes from thousands
 * of windows, from lamps that light what is near them, and from a sky that still glows.
 */
final class NightCity {
  private static final V EYE = new V(0, 9.5, 0);
  private static final V GLOW = new V(0.115, 0.085, 0.085);

  private static final V WHITE = new V(1, 1, 1);

  /** Light that comes from no lamp: the sky's. */
  private static final V DUSK = new V(0.028, 0.037, 0.07);

  /** Lamps farther from a place than this do not light it. */
  private static final double REACH = 45;

  private final Skyline city = new Skyline();

  private NightCity() {}

  static BufferedImage draw(int width, int height) {
    return new NightCity().photograph(width, height);
  }

  private BufferedImage photograph(int width, int height) {
    Film.Camera camera = new Film.Camera(24, 0.63, 5, 6);
    V[] film = camera.expose(width, height, (ray, random, hit) -> look(EYE, ray, 0, random, hit));
    return develop(film, width, height);
  }

  /** The light that comes along a ray: depth 0 from the camera, 1 by way of a reflection. */
  private V look(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    if (!city.mesh.trace(from, ray, 1e9, false, hit)) {
      return sky(ray);
    }
    double distance = hit.t;
    V color = shade(from, ray, depth, random, hit);
    return color.mix(GLOW.times(0.8), 1 - Math.exp(-Math.max(0, distance - 60) * 0.0011));
  }

  /** Deep blue, warm where it meets the city, with clouds that the city lights from below. */
  private static V sky(V ray) {
    double up = Math.asin(Math.max(0, Math.min(1, ray.y())));
    double side = Math.atan2(ray.x(), ray.z());
    V deep = new V(0.012, 0.026, 0.085);
    V low = new V(0.05, 0.075, 0.16);
    V blue = low.mix(deep, Noise.step(0.0, 0.5, up));
    double warmth = Math.exp(-up * 9) * (0.75 + 0.25 * Math.cos((side - 0.15) * 3));
    blue = blue.plus(warmth, new V(0.17, 0.075, 0.035));
    double flat = 0.12 + ray.y();
    double cloud =
        Noise.fractal(ray.x() / flat * 0.9 + 7, 2.5, ray.z() / flat * 0.45, 6)
            + 0.35 * Noise.fractal(ray.x() / flat * 3, 9, ray.z() / flat * 1.2, 4);
    double cover = Noise.step(-0.25, 0.5, cloud) * Noise.step(0.0, 0.08, up);
    V lit = new V(0.12, 0.08, 0.085).times(1.25 * Math.exp(-up * 2.2) + 0.25);
    blue = blue.mix(lit, 0.75 * cover);
    int i = (int) Math.floor(side * 1200);
    int j = (int) Math.floor(up * 1200);
    double star = Noise.at(i, j, 77);
    blue = blue.times(0.7);
    return star < 0.9994
        ? blue
        : blue.plus((star - 0.9994) * 900 * (1 - cover) * Noise.step(0.12, 0.4, up), WHITE);
  }

  private V shade(V from, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    int i = hit.triangle;
    int material = city.mesh.material(i);
    V p = from.plus(hit.t, ray);
    if (material == Skyline.WATER) {
      return water(p, ray, depth, random, hit);
    }
    V tint = V.rgb(city.mesh.color(i));
    if (material == Skyline.LAMP) {
      return tint.times(depth == 0 ? 9 : 22);
    }
    if (material == Skyline.SIGN) {
      return tint.times(1.7);
    }
    V normal =
        city.mesh
            .corner(i, 1)
            .minus(city.mesh.corner(i, 0))
            .cross(city.mesh.corner(i, 2).minus(city.mesh.corner(i, 0)))
            .unit();
    if (normal.dot(ray) > 0) {
      normal = normal.times(-1);
    }
    V light = light(p, normal, material == Skyline.LEAF);
    if (material == Skyline.FACADE) {
      return facade(i, p, light, hit);
    }
    double rough = 0.85 + 0.3 * Noise.fractal(p.x() * 1.7, p.y() * 1.7, p.z() * 1.7, 4);
    return tint.times(rough).times(light);
  }

  /** The sky's light, the haze's and that of the lamps around. */
  private V light(V p, V normal, boolean leafy) {
    V sum = DUSK.times(0.7 + 0.3 * normal.y()).plus(GLOW.times(0.35 * Math.exp(-p.y() / 30)));
    for (Skyline.Light lamp : city.lights) {
      V to = lamp.place().minus(p);
      double square = to.dot(to);
      if (square > REACH * REACH) {
        continue;
      }
      double distance = Math.sqrt(square);
      double facing = to.dot(normal) / distance;
      double lit = leafy ? 0.25 + 0.5 * Math.abs(facing) : Math.max(0, facing);
      double fade = 1 - square / (REACH * REACH);
      sum = sum.plus(lit * fade / (square + 1.5) * 0.8, lamp.color());
    }
    return sum;
  }

  private V facade(int triangle, V p, V light, Mesh.Hit hit) {
    double b0 = 1 - hit.b1 - hit.b2;
    double[] at = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      at[axis] =
          b0 * city.mesh.texture(triangle, 0, axis)
              + hit.b1 * city.mesh.texture(triangle, 1, axis)
              + hit.b2 * city.mesh.texture(triangle, 2, axis);
    }
    return Windows.of(city.mesh.color(triangle)).at(at[0], at[1], p, light);
  }

  private V water(V p, V ray, int depth, SplittableRandom random, Mesh.Hit hit) {
    V body = new V(0.004, 0.009, 0.016);
    if (depth > 0) {
      return body.plus(0.3, GLOW);
    }
    double calm = Noise.step(-0.4, 0.4, Noise.fractal(p.x() / 40, 1.5, p.z() / 15, 3));
    double rough = 0.03 + 0.035 * calm;
    double e = 0.03;
    double h = Harbor.ripple(p.x(), p.z());
    V normal =
        new V(
                -(Harbor.ripple(p.x() + e, p.z()) - h) / e * rough * 0.6,
                1,
                -(Harbor.ripple(p.x(), p.z() + e) - h) / e * rough)
            .unit();
    V mirror = ray.plus(-2 * ray.dot(normal), normal);
    if (mirror.y() < 0.01) {
      mirror = new V(mirror.x(), 0.01, mirror.z()).unit();
    }
    double facing = Math.max(0.02, -ray.dot(normal));
    double fresnel = 0.03 + 0.97 * Math.pow(1 - facing, 4);
    V start = p.plus(new V(0, 0.004, 0));
    return body.mix(look(start, mirror, 1, random, hit), Math.min(1, 0.06 + fresnel));
  }

  private static BufferedImage develop(V[] film, int width, int height) {
    V[] near = Film.blur(film, width, height, Math.max(1, width / 340));
    V[] wide = Film.blur(near, width, height, Math.max(2, width / 50));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        V c = film[at].mix(near[at], 0.16).mix(wide[at], 0.10);
        double dx = (x - width / 2.0) / width;
        double dy = (y - height / 2.0) / width;
        double vignette = 1 / Math.pow(1 + 0.5 * (dx * dx + dy * dy), 2);
        double grain = 0;
        for (int k = 0; k < 4; k++) {
          grain += Noise.at(x, y, 300 + k) - 0.5;
        }
        double[] channels = {c.x(), c.y(), c.z()};
        int rgb = 0;
        for (int k = 0; k < 3; k++) {
          double own = Noise.at(x, y, 400 + k) - 0.5;
          double value = Film.tone(1.5 * channels[k] * vignette) + 0.012 * grain + 0.016 * own;
          rgb = rgb << 8 | (int) Math.max(0, Math.min(255, 255 * value + 0.5));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
