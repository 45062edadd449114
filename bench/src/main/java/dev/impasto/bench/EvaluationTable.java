package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times whole evaluations, each beside the best matrix products of that moment. */
final class EvaluationTable {
  private static final int PRODUCTS = 8;

  /** How long it is evaluated before it is timed, so that everything is compiled, in seconds. */
  private static final double WARM_UP = 3;

  private EvaluationTable() {}

  /** The evaluations at one precision. */
  private record Runs(Engine engine, Evaluation evaluation, double[] seconds, double[] peaks)
      implements AutoCloseable {
    static Runs open(Precision precision, int size, int runs) {
      Engine engine = Engine.open(0, precision);
      return new Runs(engine, new Evaluation(engine, size), new double[runs], new double[runs]);
    }

    @Override
    public void close() {
      evaluation.close();
      engine.close();
    }
  }

  static Table measure(int size, int runs, List<Precision> precisions) {
    List<Runs> all = new ArrayList<>();
    try {
      precisions.forEach(precision -> all.add(Runs.open(precision, size, runs)));
      Runs first = all.get(0);
      first.evaluation.once();
      long memory = PeakMemory.megabytes();
      time(all, runs);
      Table table = table();
      for (Runs measured : all) {
        row(table, size, measured, first, measured.equals(first) ? memory : null);
      }
      return table;
    } finally {
      all.forEach(Runs::close);
    }
  }

  private static void time(List<Runs> all, int runs) {
    try (MatmulPeak matmul = new MatmulPeak(2048)) {
      matmul.once();
      for (Runs each : all) {
        for (double warm = 0; warm < WARM_UP; ) {
          warm += each.evaluation.once();
        }
      }
      for (int i = 0; i < runs; i++) {
        for (Runs each : all) {
          each.peaks[i] = matmul.best(PRODUCTS);
          each.seconds[i] = each.evaluation.once();
        }
      }
    }
  }

  private static Table table() {
    return new Table(
        "evaluation",
        "Loss and gradient, full-width VGG-19 through conv5_1; operations counted as direct"
            + " convolution; peak: f32 matrix product, 2048x2048; memory: the process's most by"
            + " the end of the first evaluation",
        new Column("size", "size (px)", "%d"),
        new Column("precision", "precision", "%s"),
        new Column("runs", "runs", "%d"),
        new Column("ms", "median (ms)", "%.0f"),
        new Column("least_ms", "least", "%.0f"),
        new Column("most_ms", "most", "%.0f"),
        new Column("ratio", "ratio to the first", "%.3f"),
        new Column("gflop", "GFLOP", "%.1f"),
        new Column("gflops", "GFLOP/s", "%.1f"),
        new Column("peak_gflops", "peak", "%.1f"),
        new Column("share", "share of peak", "%.3f"),
        new Column("share_of_pairs", "median of pairs", "%.3f"),
        new Column("megabytes", "memory (MB)", "%d"));
  }

  private static void row(Table table, int size, Runs measured, Runs first, @Nullable Long memory) {
    int runs = measured.seconds.length;
    double operations = measured.evaluation.operations();
    Samples time = new Samples(measured.seconds);
    Samples peak = new Samples(measured.peaks);
    table.row(
        size,
        measured.engine.precision(),
        runs,
        1000 * time.median(),
        1000 * time.least(),
        1000 * time.most(),
        Samples.of(runs, i -> measured.seconds[i] / first.seconds[i]).median(),
        operations / 1e9,
        operations / time.median() / 1e9,
        peak.most() / 1e9,
        operations / time.median() / peak.most(),
        Samples.of(runs, i -> operations / measured.seconds[i] / measured.peaks[i]).median(),
        memory);
  }
}
