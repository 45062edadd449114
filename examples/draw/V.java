/** A point, a direction or a linear color. */
record V(double x, double y, double z) {
  static final V UP = new V(0, 1, 0);

  /** The linear color of an sRGB hex triple such as 0xE8DCC0. */
  static V rgb(int hex) {
    return new V(linear(hex >> 16 & 255), linear(hex >> 8 & 255), linear(hex & 255));
  }

  private static double linear(int value) {
    return Math.pow(value / 255.0, 2.2);
  }

  V plus(V o) {
    return new V(x + o.x, y + o.y, z + o.z);
  }

  /** This plus {@code s} times another. */
  V plus(double s, V o) {
    return new V(x + s * o.x, y + s * o.y, z + s * o.z);
  }

  V minus(V o) {
    return new V(x - o.x, y - o.y, z - o.z);
  }

  V times(double s) {
    return new V(x * s, y * s, z * s);
  }

  V times(V o) {
    return new V(x * o.x, y * o.y, z * o.z);
  }

  double dot(V o) {
    return x * o.x + y * o.y + z * o.z;
  }

  V cross(V o) {
    return new V(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  V unit() {
    return times(1 / Math.max(1e-12, length()));
  }

  V mix(V o, double t) {
    return new V(x + (o.x - x) * t, y + (o.y - y) * t, z + (o.z - z) * t);
  }
}
