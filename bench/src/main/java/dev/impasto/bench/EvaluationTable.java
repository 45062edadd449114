package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import dev.impasto.engine.Engine;

/** Times whole evaluations, each beside the best matrix products of that moment. */
final class EvaluationTable {
  private static final int PRODUCTS = 8;

  /** How long it is evaluated before it is timed, so that everything is compiled, in seconds. */
  private static final double WARM_UP = 3;

  private EvaluationTable() {}

  static Table measure(int size, int runs) {
    double[] seconds = new double[runs];
    double[] peaks = new double[runs];
    double operations;
    long memory;
    try (Engine engine = Engine.open(0);
        Evaluation evaluation = new Evaluation(engine, size)) {
      operations = evaluation.operations();
      evaluation.once();
      memory = PeakMemory.megabytes();
      try (MatmulPeak matmul = new MatmulPeak(2048)) {
        matmul.once();
        for (double warm = 0; warm < WARM_UP; ) {
          warm += evaluation.once();
        }
        for (int i = 0; i < runs; i++) {
          peaks[i] = matmul.best(PRODUCTS);
          seconds[i] = evaluation.once();
        }
      }
    }
    Samples time = new Samples(seconds);
    Samples peak = new Samples(peaks);
    Table table =
        new Table(
            "evaluation",
            "Loss and gradient, full-width VGG-19 through conv5_1; operations counted as direct"
                + " convolution; peak: f32 matrix product, 2048x2048; memory: the process's most by"
                + " the end of the first evaluation",
            new Column("size", "size (px)", "%d"),
            new Column("runs", "runs", "%d"),
            new Column("ms", "median (ms)", "%.0f"),
            new Column("least_ms", "least", "%.0f"),
            new Column("most_ms", "most", "%.0f"),
            new Column("gflop", "GFLOP", "%.1f"),
            new Column("gflops", "GFLOP/s", "%.1f"),
            new Column("peak_gflops", "peak", "%.1f"),
            new Column("share", "share of peak", "%.3f"),
            new Column("share_of_pairs", "median of pairs", "%.3f"),
            new Column("megabytes", "memory (MB)", "%d"));
    table.row(
        size,
        runs,
        1000 * time.median(),
        1000 * time.least(),
        1000 * time.most(),
        operations / 1e9,
        operations / time.median() / 1e9,
        peak.most() / 1e9,
        operations / time.median() / peak.most(),
        Samples.of(runs, i -> operations / seconds[i] / peaks[i]).median(),
        memory);
    return table;
  }
}
