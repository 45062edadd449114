package dev.impasto.bench;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The rate of the machine's best matrix product: what a convolution can at most come near.
 *
 * <p>It is computed from a thread of its own, for which oneDNN uses all processors; the engine has
 * it compute alone on those that it works on.
 */
final class MatmulPeak implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final int n;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  MatmulPeak(int n) {
    this.n = n;
    this.a = filled(n);
    this.b = filled(n);
    this.c = filled(n);
  }

  private static FloatPointer filled(int n) {
    FloatPointer matrix = new FloatPointer((long) n * n);
    float[] row = new float[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        row[j] = ((i * 31 + j * 17) % 101) / 101f;
      }
      matrix.position((long) i * n).put(row);
    }
    matrix.position(0);
    return matrix;
  }

  /** Multiplies once; returns floating-point operations a second. */
  double once() {
    try {
      return thread.submit(this::multiply).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the matrix product was not measured", e);
    }
  }

  private double multiply() {
    long began = System.nanoTime();
    int status = dnnl_sgemm((byte) 'N', (byte) 'N', n, n, n, 1f, a, n, b, n, 0f, c, n);
    if (status != 0) {
      throw new IllegalStateException("sgemm: status " + status);
    }
    return 2.0 * n * n * n / ((System.nanoTime() - began) / 1e9);
  }

  /** The best rate of several products. */
  double best(int products) {
    double best = 0;
    for (int i = 0; i < products; i++) {
      best = Math.max(best, once());
    }
    return best;
  }

  @Override
  public void close() {
    thread.shutdown();
    a.close();
    b.close();
    c.close();
  }
}
