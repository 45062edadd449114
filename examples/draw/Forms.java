import java.util.Arrays;

/** A {@link Mesh} of curved forms: its corners have normals, so that light glides over them. */
final class Forms {
  /** A surface: its point for u and v, each in 0..1. */
  interface Surface {
    V at(double u, double v);
  }

  final Mesh mesh = new Mesh();
  private V[] normals = new V[3 << 12];

  /** Adds a surface as a net of so many cells; those that lie wholly below {@code floor} not. */
  void sheet(int material, int color, int across, int along, double floor, Surface surface) {
    V[][] p = new V[along + 1][across + 1];
    for (int j = 0; j <= along; j++) {
      for (int i = 0; i <= across; i++) {
        p[j][i] = surface.at(i / (double) across, j / (double) along);
      }
    }
    V[][] n = new V[along + 1][across + 1];
    for (int j = 0; j <= along; j++) {
      for (int i = 0; i <= across; i++) {
        n[j][i] = normal(p, i, j, across, along);
      }
    }
    for (int j = 0; j < along; j++) {
      for (int i = 0; i < across; i++) {
        double high = Math.max(p[j][i].y(), p[j][i + 1].y());
        if (Math.max(high, Math.max(p[j + 1][i].y(), p[j + 1][i + 1].y())) < floor) {
          continue;
        }
        double u = i / (double) across;
        double v = j / (double) along;
        double uu = (i + 1) / (double) across;
        double vv = (j + 1) / (double) along;
        lean(n[j][i], n[j][i + 1], n[j + 1][i + 1]);
        mesh.triangle(material, color, p[j][i], p[j][i + 1], p[j + 1][i + 1], u, v, uu, v, uu, vv);
        lean(n[j][i], n[j + 1][i + 1], n[j + 1][i]);
        mesh.triangle(material, color, p[j][i], p[j + 1][i + 1], p[j + 1][i], u, v, uu, vv, u, vv);
      }
    }
  }

  private static V normal(V[][] p, int i, int j, int across, int along) {
    // A form that closes on itself has no seam.
    boolean closed = p[along / 2][0].minus(p[along / 2][across]).length() < 1e-9;
    int left = i > 0 ? i - 1 : closed ? across - 1 : 0;
    int right = i < across ? i + 1 : closed ? 1 : across;
    V du = p[j][right].minus(p[j][left]);
    V dv = p[Math.min(along, j + 1)][i].minus(p[Math.max(0, j - 1)][i]);
    if (du.length() < 1e-7) {
      // At a pole all columns meet; the next row knows where the form faces.
      int next = j == 0 ? 1 : j - 1;
      V sum = new V(0, 0, 0);
      for (int k = 0; k < across; k++) {
        sum = sum.plus(p[next][k].minus(p[j][i]).cross(p[next][k + 1].minus(p[j][i])));
      }
      return sum.times(j == 0 ? -1 : 1).unit();
    }
    return du.cross(dv).unit();
  }

  private void lean(V a, V b, V c) {
    int at = 3 * mesh.count;
    if (at + 3 > normals.length) {
      normals = Arrays.copyOf(normals, 2 * normals.length);
    }
    normals[at] = a;
    normals[at + 1] = b;
    normals[at + 2] = c;
  }

  /** Adds what a profile, turned about an upright axis, makes; it goes through (r, y) pairs. */
  void lathe(int material, int color, V foot, double[] profile, int around, int along) {
    sheet(
        material,
        color,
        around,
        along,
        -1e9,
        (u, v) -> {
          double[] p = spline(profile, 2, v);
          double a = 2 * Math.PI * (u == 1 ? 0 : u);
          return foot.plus(new V(p[0] * Math.cos(a), p[1], p[0] * Math.sin(a)));
        });
  }

  /** Adds a tube along a curve through (x, y, z, radius) points. */
  void tube(int material, int color, V from, double[] path, int around, int along) {
    sheet(
        material,
        color,
        around,
        along,
        -1e9,
        (u, v) -> {
          double[] p = spline(path, 4, v);
          double[] q = spline(path, 4, Math.min(1, v + 0.01));
          double[] o = spline(path, 4, Math.max(0, v - 0.01));
          V way = new V(q[0] - o[0], q[1] - o[1], q[2] - o[2]).unit();
          V side = way.cross(new V(0.13, 0.21, 0.97)).unit();
          V up = side.cross(way);
          double a = 2 * Math.PI * (u == 1 ? 0 : u);
          double r = Math.max(1e-9, p[3]);
          return from.plus(new V(p[0], p[1], p[2]))
              .plus(r * Math.cos(a), side)
              .plus(r * Math.sin(a), up);
        });
  }

  /** A smooth curve (Catmull-Rom) through points of {@code n} numbers each. */
  static double[] spline(double[] points, int n, double v) {
    int last = points.length / n - 1;
    int k = Math.min(last - 1, (int) (v * last));
    double t = v * last - k;
    double[] result = new double[n];
    for (int c = 0; c < n; c++) {
      double b = points[k * n + c];
      double d = points[(k + 1) * n + c];
      double a = k > 0 ? points[(k - 1) * n + c] : b;
      double e = k + 2 <= last ? points[(k + 2) * n + c] : d;
      result[c] =
          0.5
              * (2 * b
                  + (d - a) * t
                  + (2 * a - 5 * b + 4 * d - e) * t * t
                  + (3 * b - a - 3 * d + e) * t * t * t);
    }
    return result;
  }

  /** The normal where a ray met the mesh, turned toward where it came from. */
  V normal(Mesh.Hit hit, V ray) {
    int i = hit.triangle;
    V a = mesh.corner(i, 0);
    V flat = mesh.corner(i, 1).minus(a).cross(mesh.corner(i, 2).minus(a)).unit();
    V n = flat;
    int at = 3 * i;
    if (at < normals.length && normals[at] != null) {
      n =
          normals[at]
              .times(1 - hit.b1 - hit.b2)
              .plus(hit.b1, normals[at + 1])
              .plus(hit.b2, normals[at + 2])
              .unit();
      n = n.dot(flat) < 0 ? n.times(-1) : n;
    }
    return flat.dot(ray) > 0 ? n.times(-1) : n;
  }

  /** Where in its surface a ray met it: u or v. */
  double place(Mesh.Hit hit, int axis) {
    int i = hit.triangle;
    return (1 - hit.b1 - hit.b2) * mesh.texture(i, 0, axis)
        + hit.b1 * mesh.texture(i, 1, axis)
        + hit.b2 * mesh.texture(i, 2, axis);
  }
}
