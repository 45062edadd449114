package dev.impasto.bench;

/** Times an operation, beside the best matrix product of the same moments. */
final class Stopwatch {
  /** How long an operation is repeated before it is timed, so that it is compiled. */
  private static final double WARM_UP = 0.6;

  private static final int WARM_UP_RUNS = 3;

  /** An operation that is shorter is timed several times in a row, in seconds. */
  private static final double SHORTEST = 0.01;

  private static final int PRODUCTS = 2;

  private final MatmulPeak matmul;
  private final int runs;

  Stopwatch(MatmulPeak matmul, int runs) {
    this.matmul = matmul;
    this.runs = runs;
  }

  /**
   * What an operation took.
   *
   * @param seconds the median
   * @param possible how many floating-point operations the matrix product does in that time, the
   *     median of pairs
   */
  record Timing(double seconds, double possible) {
    /** The share of the matrix product's rate, by its count of operations. */
    double share(double operations) {
      return operations / possible;
    }
  }

  Timing time(Runnable operation) {
    int warm = 0;
    long began = System.nanoTime();
    while (warm < WARM_UP_RUNS || System.nanoTime() - began < WARM_UP * 1e9) {
      operation.run();
      warm++;
    }
    double each = (System.nanoTime() - began) / 1e9 / warm;
    int repeats = (int) Math.max(1, Math.ceil(SHORTEST / each));
    double[] seconds = new double[runs];
    double[] peaks = new double[runs];
    for (int i = 0; i < runs; i++) {
      peaks[i] = matmul.best(PRODUCTS);
      long start = System.nanoTime();
      for (int k = 0; k < repeats; k++) {
        operation.run();
      }
      seconds[i] = (System.nanoTime() - start) / 1e9 / repeats;
    }
    return new Timing(
        new Samples(seconds).median(), Samples.of(runs, i -> seconds[i] * peaks[i]).median());
  }
}
