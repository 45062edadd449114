import java.util.Arrays;

/**
 * Triangles, and the first one along a ray.
 *
 * <p>Tracing rays, rather than filling outlines, is what gives the harbor its believable light:
 * cast shadows, dark corners, and a river that reflects what really stands behind it.
 */
final class Mesh {
  /** What a ray met: how far away, which triangle, and where in it. */
  static final class Hit {
    double t;
    double b1;
    double b2;
    int triangle;
    private final int[] stack = new int[96];
  }

  private static final int LEAF = 4;

  int count;
  private float[] points = new float[9 << 12];
  private float[] textures = new float[6 << 12];
  private byte[] materials = new byte[1 << 12];
  private int[] colors = new int[1 << 12];

  /** Where in the tree each node's children or triangles are, and its bounds. */
  private float[] bounds;

  private int[] first;
  private int[] size;
  private int[] order;
  private float[] centers;
  private int nodes;

  /** Adds a triangle whose corners have texture coordinates in meters. */
  void triangle(int material, int color, V a, V b, V c, double... uv) {
    if (count == colors.length) {
      points = Arrays.copyOf(points, points.length * 2);
      textures = Arrays.copyOf(textures, textures.length * 2);
      materials = Arrays.copyOf(materials, count * 2);
      colors = Arrays.copyOf(colors, count * 2);
    }
    int p = 9 * count;
    for (V v : new V[] {a, b, c}) {
      points[p++] = (float) v.x();
      points[p++] = (float) v.y();
      points[p++] = (float) v.z();
    }
    for (int i = 0; i < uv.length; i++) {
      textures[6 * count + i] = (float) uv[i];
    }
    materials[count] = (byte) material;
    colors[count++] = color;
  }

  /** Adds a parallelogram at {@code o} with the sides {@code a} and {@code b}. */
  void quad(int material, int color, V o, V a, V b) {
    double u = a.length();
    double v = b.length();
    V p = o.plus(a);
    V q = p.plus(b);
    triangle(material, color, o, p, q, 0, 0, u, 0, u, v);
    triangle(material, color, o, q, o.plus(b), 0, 0, u, v, 0, v);
  }

  /** Adds any four-cornered face; texture coordinates run along its first side and up. */
  void face(int material, int color, V a, V b, V c, V d) {
    V right = b.minus(a).unit();
    V up = right.cross(b.minus(a).cross(d.minus(a))).unit().times(-1);
    double[] t = new double[8];
    V[] corners = {a, b, c, d};
    for (int i = 0; i < 4; i++) {
      t[2 * i] = corners[i].minus(a).dot(right);
      t[2 * i + 1] = corners[i].minus(a).dot(up);
    }
    triangle(material, color, a, b, c, t[0], t[1], t[2], t[3], t[4], t[5]);
    triangle(material, color, a, c, d, t[0], t[1], t[4], t[5], t[6], t[7]);
  }

  /** Adds a box at {@code o} with the sides {@code a}, {@code b} and {@code c}. */
  void box(int material, int color, V o, V a, V b, V c) {
    quad(material, color, o, a, b);
    quad(material, color, o.plus(c), a, b);
    quad(material, color, o, c, b);
    quad(material, color, o.plus(a), c, b);
    quad(material, color, o, a, c);
    quad(material, color, o.plus(b), a, c);
  }

  int material(int i) {
    return materials[i];
  }

  int color(int i) {
    return colors[i];
  }

  V corner(int i, int k) {
    int p = 9 * i + 3 * k;
    return new V(points[p], points[p + 1], points[p + 2]);
  }

  double texture(int i, int k, int axis) {
    return textures[6 * i + 2 * k + axis];
  }

  /** Sorts the triangles into a tree of bounding boxes; call once, after the last one is added. */
  void index() {
    order = new int[count];
    centers = new float[3 * count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
      for (int k = 0; k < 3; k++) {
        centers[3 * i + k] = points[9 * i + k] + points[9 * i + 3 + k] + points[9 * i + 6 + k];
      }
    }
    bounds = new float[12 * count];
    first = new int[2 * count];
    size = new int[2 * count];
    nodes = 1;
    build(0, 0, count);
  }

  private void build(int node, int from, int to) {
    float[] box = new float[6];
    float[] span = new float[6];
    Arrays.fill(box, 0, 3, Float.MAX_VALUE);
    Arrays.fill(box, 3, 6, -Float.MAX_VALUE);
    Arrays.fill(span, 0, 3, Float.MAX_VALUE);
    Arrays.fill(span, 3, 6, -Float.MAX_VALUE);
    for (int i = from; i < to; i++) {
      grow(box, order[i]);
      for (int k = 0; k < 3; k++) {
        float c = centers[3 * order[i] + k];
        span[k] = Math.min(span[k], c);
        span[3 + k] = Math.max(span[3 + k], c);
      }
    }
    System.arraycopy(box, 0, bounds, 6 * node, 6);
    int split = to - from <= LEAF ? -1 : partition(span, from, to);
    if (split < 0) {
      first[node] = from;
      size[node] = to - from;
      return;
    }
    int child = nodes;
    nodes += 2;
    first[node] = child;
    size[node] = 0;
    build(child, from, split);
    build(child + 1, split, to);
  }

  private void grow(float[] box, int triangle) {
    for (int k = 0; k < 9; k++) {
      float p = points[9 * triangle + k];
      box[k % 3] = Math.min(box[k % 3], p);
      box[3 + k % 3] = Math.max(box[3 + k % 3], p);
    }
  }

  /** Parts triangles where the surface area heuristic, over 12 bins an axis, is least. */
  private int partition(float[] span, int from, int to) {
    int bins = 12;
    double best = Double.MAX_VALUE;
    int bestAxis = -1;
    int bestBin = 0;
    for (int axis = 0; axis < 3; axis++) {
      float width = span[3 + axis] - span[axis];
      if (width <= 1e-6f) {
        continue;
      }
      float[][] boxes = new float[bins][6];
      int[] counts = new int[bins];
      for (float[] box : boxes) {
        Arrays.fill(box, 0, 3, Float.MAX_VALUE);
        Arrays.fill(box, 3, 6, -Float.MAX_VALUE);
      }
      for (int i = from; i < to; i++) {
        int bin = bin(order[i], axis, span, bins);
        counts[bin]++;
        grow(boxes[bin], order[i]);
      }
      double[] left = new double[bins];
      float[] box = boxes[0].clone();
      int n = 0;
      for (int b = 0; b < bins - 1; b++) {
        n += counts[b];
        join(box, boxes[b]);
        left[b] = n == 0 ? 0 : n * area(box);
      }
      box = boxes[bins - 1].clone();
      n = 0;
      for (int b = bins - 2; b >= 0; b--) {
        n += counts[b + 1];
        join(box, boxes[b + 1]);
        double cost = left[b] + (n == 0 ? 0 : n * area(box));
        if (n > 0 && n < to - from && cost < best) {
          best = cost;
          bestAxis = axis;
          bestBin = b;
        }
      }
    }
    if (bestAxis < 0) {
      return -1;
    }
    int i = from;
    int j = to - 1;
    while (i <= j) {
      if (bin(order[i], bestAxis, span, bins) <= bestBin) {
        i++;
      } else {
        int swap = order[i];
        order[i] = order[j];
        order[j--] = swap;
      }
    }
    return i;
  }

  private int bin(int triangle, int axis, float[] span, int bins) {
    float place = (centers[3 * triangle + axis] - span[axis]) / (span[3 + axis] - span[axis]);
    return Math.min(bins - 1, (int) (place * bins));
  }

  private static void join(float[] box, float[] other) {
    for (int k = 0; k < 3; k++) {
      box[k] = Math.min(box[k], other[k]);
      box[3 + k] = Math.max(box[3 + k], other[3 + k]);
    }
  }

  private static double area(float[] box) {
    double x = box[3] - box[0];
    double y = box[4] - box[1];
    double z = box[5] - box[2];
    return x * y + y * z + z * x;
  }

  /** Finds the nearest triangle within {@code limit}, or, if {@code any}, just some triangle. */
  boolean trace(V o, V d, double limit, boolean any, Hit hit) {
    double ox = o.x();
    double oy = o.y();
    double oz = o.z();
    double ix = 1 / d.x();
    double iy = 1 / d.y();
    double iz = 1 / d.z();
    int[] stack = hit.stack;
    int top = 0;
    stack[top++] = 0;
    hit.t = limit;
    hit.triangle = -1;
    while (top > 0) {
      int node = stack[--top];
      if (enter(node, ox, oy, oz, ix, iy, iz, hit.t) == Double.MAX_VALUE) {
        continue;
      }
      if (size[node] == 0) {
        int child = first[node];
        double left = enter(child, ox, oy, oz, ix, iy, iz, hit.t);
        double right = enter(child + 1, ox, oy, oz, ix, iy, iz, hit.t);
        int near = left <= right ? child : child + 1;
        if (Math.max(left, right) != Double.MAX_VALUE) {
          stack[top++] = 2 * child + 1 - near;
        }
        if (Math.min(left, right) != Double.MAX_VALUE) {
          stack[top++] = near;
        }
        continue;
      }
      for (int i = first[node]; i < first[node] + size[node]; i++) {
        if (meets(order[i], ox, oy, oz, d, hit) && any) {
          return true;
        }
      }
    }
    return hit.triangle >= 0;
  }

  private double enter(
      int node, double ox, double oy, double oz, double ix, double iy, double iz, double limit) {
    int b = 6 * node;
    double x0 = (bounds[b] - ox) * ix;
    double x1 = (bounds[b + 3] - ox) * ix;
    double y0 = (bounds[b + 1] - oy) * iy;
    double y1 = (bounds[b + 4] - oy) * iy;
    double z0 = (bounds[b + 2] - oz) * iz;
    double z1 = (bounds[b + 5] - oz) * iz;
    double near =
        Math.max(Math.max(Math.min(x0, x1), Math.min(y0, y1)), Math.max(Math.min(z0, z1), 0));
    double far =
        Math.min(Math.min(Math.max(x0, x1), Math.max(y0, y1)), Math.min(Math.max(z0, z1), limit));
    return near <= far ? near : Double.MAX_VALUE;
  }

  private boolean meets(int i, double ox, double oy, double oz, V d, Hit hit) {
    int p = 9 * i;
    double ax = points[p];
    double ay = points[p + 1];
    double az = points[p + 2];
    double ux = points[p + 3] - ax;
    double uy = points[p + 4] - ay;
    double uz = points[p + 5] - az;
    double vx = points[p + 6] - ax;
    double vy = points[p + 7] - ay;
    double vz = points[p + 8] - az;
    double px = d.y() * vz - d.z() * vy;
    double py = d.z() * vx - d.x() * vz;
    double pz = d.x() * vy - d.y() * vx;
    double det = ux * px + uy * py + uz * pz;
    if (Math.abs(det) < 1e-12) {
      return false;
    }
    double inverse = 1 / det;
    double sx = ox - ax;
    double sy = oy - ay;
    double sz = oz - az;
    double b1 = (sx * px + sy * py + sz * pz) * inverse;
    if (b1 < 0 || b1 > 1) {
      return false;
    }
    double qx = sy * uz - sz * uy;
    double qy = sz * ux - sx * uz;
    double qz = sx * uy - sy * ux;
    double b2 = (d.x() * qx + d.y() * qy + d.z() * qz) * inverse;
    if (b2 < 0 || b1 + b2 > 1) {
      return false;
    }
    double t = (vx * qx + vy * qy + vz * qz) * inverse;
    if (t < 1e-4 || t >= hit.t) {
      return false;
    }
    hit.t = t;
    hit.b1 = b1;
    hit.b2 = b2;
    hit.triangle = i;
    return true;
  }
}
