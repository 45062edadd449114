import java.util.SplittableRandom;

/**
 * A place where something is built of triangles.
 *
 * <p>Lengths are meters, y is up and z away from the viewer. Most is laid out along a waterfront,
 * which runs at an angle, with u along it and v inland from its edge.
 */
abstract class Site {
  final Mesh mesh = new Mesh();
  final SplittableRandom random;
  private final double cos;
  private final double sin;
  private final double away;

  /**
   * An empty one.
   *
   * @param degrees how far the waterfront is turned
   * @param away how far away it is
   * @param seed of chance
   */
  Site(double degrees, double away, long seed) {
    cos = Math.cos(Math.toRadians(degrees));
    sin = Math.sin(Math.toRadians(degrees));
    this.away = away;
    random = new SplittableRandom(seed);
  }

  /** A point: u meters along the waterfront, y up, v inland. */
  final V at(double u, double y, double v) {
    return new V(u * cos + v * sin, y, away - u * sin + v * cos);
  }

  final double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  final void block(
      int material, int color, double u, double y, double v, double du, double dy, double dv) {
    V o = at(u, y, v);
    mesh.box(
        material, color, o, at(u + du, y, v).minus(o), new V(0, dy, 0), at(u, y, v + dv).minus(o));
  }

  final void beam(int material, int color, V from, V to, double thick) {
    V along = to.minus(from);
    V side = along.cross(Math.abs(along.y()) > 0.9 * along.length() ? new V(1, 0, 0) : V.UP);
    V a = side.unit().times(thick);
    V b = along.cross(a).unit().times(thick);
    mesh.box(material, color, from.minus(a.times(0.5)).minus(b.times(0.5)), along, b, a);
  }
}
