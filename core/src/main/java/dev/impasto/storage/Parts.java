package dev.impasto.storage;

import dev.impasto.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes once through vectors of one length, part by part, by threads that share the parts. Arrays
 * are used as they are; of files, each thread reads a part into an array of its own, and writes it
 * back where it may have changed. What a part computes is the same, wherever the vectors lie.
 */
public final class Parts {
  private static final ThreadLocal<List<float[]>> BUFFERS = ThreadLocal.withInitial(ArrayList::new);

  private final Parallel parallel;
  private final List<Vector> vectors = new ArrayList<>();

  /** A vector, and what is done with it. */
  private record Vector(Floats floats, boolean read, boolean written) {}

  /** What is done with a part of all vectors. */
  @FunctionalInterface
  public interface Kernel {
    /**
     * Does it.
     *
     * @param v the vectors, in the order in which they were named
     * @param from where the part begins in each of these
     * @param to where it ends
     */
    void over(float[][] v, int from, int to);
  }

  /** The same with sums. */
  @FunctionalInterface
  public interface Sums {
    /**
     * Does it.
     *
     * @param v the vectors, in the order in which they were named
     * @param from where the part begins in each of these
     * @param to where it ends
     * @param sums zeros, which receive the sums over the part
     */
    void over(float[][] v, int from, int to, double[] sums);
  }

  /** None yet, for threads that will share the parts. */
  public Parts(Parallel parallel) {
    this.parallel = parallel;
  }

  /** More vectors, which are not changed. */
  public Parts reading(Floats... more) {
    return with(true, false, more);
  }

  /** More vectors, whose values are read and changed. */
  public Parts changing(Floats... more) {
    return with(true, true, more);
  }

  /** More vectors, all of whose values are set; they have none before. */
  public Parts setting(Floats... more) {
    return with(false, true, more);
  }

  private Parts with(boolean read, boolean written, Floats... more) {
    for (Floats floats : more) {
      if (!vectors.isEmpty() && floats.length() != vectors.get(0).floats.length()) {
        throw new IllegalArgumentException(
            "vectors of %d and %d values"
                .formatted(vectors.get(0).floats.length(), floats.length()));
      }
      vectors.add(new Vector(floats, read, written));
    }
    return this;
  }

  /** Does something with each part. */
  public void each(Kernel kernel) {
    sums(0, (v, from, to, sums) -> kernel.over(v, from, to));
  }

  /** So many sums over all parts: those of the parts, added up in their order. */
  public double[] sums(int count, Sums kernel) {
    long length = vectors.get(0).floats.length();
    int parts = Math.toIntExact((length + Parallel.PART - 1) / Parallel.PART);
    double[][] sums = new double[count == 0 ? 0 : parts][count];
    double[] none = {};
    float[][] arrays =
        vectors.stream().flatMap(v -> v.floats.array().stream()).toArray(float[][]::new);
    boolean inHeap = arrays.length == vectors.size();
    Parallel threads = parts > 1 ? parallel : Parallel.ALONE;
    threads.run(
        parts,
        part -> {
          long from = (long) part * Parallel.PART;
          int size = (int) Math.min(Parallel.PART, length - from);
          double[] ofPart = count == 0 ? none : sums[part];
          if (inHeap) {
            kernel.over(arrays, (int) from, (int) from + size, ofPart);
          } else {
            copied(from, size, kernel, ofPart);
          }
        });
    double[] all = new double[count];
    for (double[] part : sums) {
      Arrays.setAll(all, i -> all[i] + part[i]);
    }
    return all;
  }

  private void copied(long at, int size, Sums kernel, double[] sums) {
    List<float[]> free = BUFFERS.get();
    while (free.size() < vectors.size()) {
      free.add(new float[Parallel.PART]);
    }
    float[][] copies = new float[vectors.size()][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = free.get(i);
      if (vectors.get(i).read) {
        vectors.get(i).floats.read(at, copies[i], 0, size);
      }
    }
    kernel.over(copies, 0, size, sums);
    for (int i = 0; i < copies.length; i++) {
      if (vectors.get(i).written) {
        vectors.get(i).floats.write(at, copies[i], 0, size);
      }
    }
  }
}
