import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What a camera makes of light: a picture of it, its tones, and the glow around what is bright. */
final class Film {
  private Film() {}

  /** The light that comes to the camera along a ray. */
  interface Light {
    V along(V ray, SplittableRandom random, Mesh.Hit hit);
  }

  /**
   * A camera that looks along z.
   *
   * @param degrees half of what it sees from left to right
   * @param horizon how far down in the picture the horizon is, 0 to 1
   * @param side the square root of the number of rays for each pixel
   * @param brightest a brighter ray is dimmed, lest a glint make a lone white pixel
   */
  record Camera(double degrees, double horizon, int side, double brightest) {
    V[] expose(int width, int height, Light light) {
      V[] film = new V[width * height];
      IntStream.range(0, height)
          .parallel()
          .forEach(
              y -> {
                Mesh.Hit hit = new Mesh.Hit();
                for (int x = 0; x < width; x++) {
                  film[y * width + x] = pixel(x, y, width, height, light, hit);
                }
              });
      return film;
    }

    private V pixel(int px, int py, int width, int height, Light light, Mesh.Hit hit) {
      SplittableRandom random = new SplittableRandom(py * 100_003L + px);
      double zoom = 2 * Math.tan(Math.toRadians(degrees)) / width;
      V sum = new V(0, 0, 0);
      for (int s = 0; s < side * side; s++) {
        double x = px + (s % side + random.nextDouble()) / side - width / 2.0;
        double y = height * horizon - (py + (s / side + random.nextDouble()) / side);
        V color = light.along(new V(x * zoom, y * zoom, 1).unit(), random, hit);
        double peak = Math.max(color.x(), Math.max(color.y(), color.z()));
        sum = sum.plus(peak > brightest ? brightest / peak : 1, color);
      }
      return sum.times(1.0 / (side * side));
    }
  }

  /** A film-like curve: a soft toe, a long shoulder. */
  static double tone(double x) {
    double y = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
    return Math.pow(Math.max(0, Math.min(1, y)), 1 / 2.2);
  }

  /** A picture out of focus: what scatters in a lens, as a share of the sharp one. */
  static V[] blur(V[] film, int width, int height, int radius) {
    V[] source = film;
    for (int pass = 0; pass < 4; pass++) {
      V[] result = new V[film.length];
      int across = pass % 2 == 0 ? 1 : width;
      int length = pass % 2 == 0 ? width : height;
      int lines = pass % 2 == 0 ? height : width;
      for (int line = 0; line < lines; line++) {
        int start = pass % 2 == 0 ? line * width : line;
        for (int i = 0; i < length; i++) {
          V sum = new V(0, 0, 0);
          for (int k = -radius; k <= radius; k++) {
            int at = Math.max(0, Math.min(length - 1, i + k));
            sum = sum.plus(source[start + at * across]);
          }
          result[start + i * across] = sum.times(1.0 / (2 * radius + 1));
        }
      }
      source = result;
    }
    return source;
  }
}
