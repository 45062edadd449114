/**
 * Hashed randomness and gradient noise.
 *
 * <p>Everything here is a pure function of its arguments, so a picture is the same whatever order
 * (and on however many threads) its pixels are computed in.
 */
final class Noise {
  private Noise() {}

  /** A well mixed 32-bit hash of three integers. */
  static int hash(int a, int b, int c) {
    int h = a * 0x9E3779B1 ^ b * 0x85EBCA77 ^ c * 0xC2B2AE3D;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return h ^ (h >>> 15);
  }

  /** A uniform value in 0..1 that belongs to three integers. */
  static double at(int a, int b, int c) {
    return (hash(a, b, c) >>> 8) * 0x1p-24;
  }

  private static double gradient(int h, double x, double y, double z) {
    return switch (h & 15) {
      case 0, 12 -> x + y;
      case 1, 13 -> -x + y;
      case 2 -> x - y;
      case 3 -> -x - y;
      case 4 -> x + z;
      case 5 -> -x + z;
      case 6 -> x - z;
      case 7 -> -x - z;
      case 8 -> y + z;
      case 9, 14 -> -y + z;
      case 10 -> y - z;
      default -> -y - z;
    };
  }

  private static double fade(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** Perlin's gradient noise, about -1..1. */
  static double perlin(double x, double y, double z) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    int k = (int) Math.floor(z);
    double fx = x - i;
    double fy = y - j;
    double fz = z - k;
    double u = fade(fx);
    double v = fade(fy);
    double near =
        mix(
            mix(
                gradient(hash(i, j, k), fx, fy, fz),
                gradient(hash(i + 1, j, k), fx - 1, fy, fz),
                u),
            mix(
                gradient(hash(i, j + 1, k), fx, fy - 1, fz),
                gradient(hash(i + 1, j + 1, k), fx - 1, fy - 1, fz),
                u),
            v);
    double far =
        mix(
            mix(
                gradient(hash(i, j, k + 1), fx, fy, fz - 1),
                gradient(hash(i + 1, j, k + 1), fx - 1, fy, fz - 1),
                u),
            mix(
                gradient(hash(i, j + 1, k + 1), fx, fy - 1, fz - 1),
                gradient(hash(i + 1, j + 1, k + 1), fx - 1, fy - 1, fz - 1),
                u),
            v);
    return mix(near, far, fade(fz));
  }

  /** Octaves of {@link #perlin}, each of half the size and half the weight: about -1..1. */
  static double fractal(double x, double y, double z, int octaves) {
    double sum = 0;
    double weight = 0.5;
    for (int o = 0; o < octaves; o++) {
      sum += weight * perlin(x, y, z);
      // Not exactly 2, lest the lattices of the octaves line up and show.
      x = x * 2.03 + 17.1;
      y = y * 2.03 + 5.7;
      z = z * 2.03 + 31.4;
      weight *= 0.5;
    }
    return sum * 1.5;
  }

  /**
   * Distance to the nearest of a jittered lattice of points: 0 at a point, about 1 far from all.
   */
  static double cells(double x, double y, int seed) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    double best = 9;
    for (int dj = -1; dj <= 1; dj++) {
      for (int di = -1; di <= 1; di++) {
        double dx = i + di + at(i + di, j + dj, seed) - x;
        double dy = j + dj + at(i + di, j + dj, seed + 1) - y;
        best = Math.min(best, dx * dx + dy * dy);
      }
    }
    return Math.sqrt(best);
  }

  /** 0 below {@code from}, 1 above {@code to}, smooth between. */
  static double step(double from, double to, double x) {
    double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
