package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Times evaluations in tiles beside those of the whole picture, in turns. */
final class TileTable {
  private static final int RUNS = 3;

  /** The memory of each, as parts of that of the whole picture. */
  private static final List<Double> PARTS = List.of(1.0, 0.6, 0.35, 0.2);

  private TileTable() {}

  static Table measure(int size, Precision precision) {
    Table table =
        new Table(
            "tiles_" + precision,
            "Loss and gradient in tiles, full-width VGG-19 through conv5_1, %s, %dx%d; memory as"
                    .formatted(precision, size, size)
                + " planned for a tile; pixels: evaluated in all tiles, halos included; processor"
                + " time of all threads, in turns",
            new Column("megabytes", "tile (MB)", "%.0f"),
            new Column("pixels", "pixels, relative", "%.3f"),
            new Column("runs", "runs", "%d"),
            new Column("ms", "median (ms)", "%.0f"),
            new Column("least_ms", "least", "%.0f"),
            new Column("most_ms", "most", "%.0f"),
            new Column("ratio", "ratio to the whole, median of pairs", "%.3f"),
            new Column("difference", "gradient's relative difference", "%.1e"));
    List<Evaluation> all = new ArrayList<>();
    try (Engine engine = Engine.open(0, precision)) {
      double whole = 0;
      for (double part : PARTS) {
        Evaluation next =
            new Evaluation(engine, size, all.isEmpty() ? Double.POSITIVE_INFINITY : part * whole);
        all.add(next);
        whole = Math.max(whole, next.memory().tile());
        next.once();
      }
      double[][] times = new double[all.size()][RUNS];
      for (int run = 0; run < RUNS; run++) {
        for (int i = 0; i < times.length; i++) {
          double began = processorSeconds();
          all.get(i).once();
          times[i][run] = processorSeconds() - began;
        }
      }
      for (int i = 0; i < times.length; i++) {
        double[] own = times[i];
        Samples time = new Samples(own);
        table.row(
            all.get(i).memory().tile() / 1e6,
            all.get(i).memory().effort(),
            RUNS,
            1000 * time.median(),
            1000 * time.least(),
            1000 * time.most(),
            Samples.of(RUNS, run -> own[run] / times[0][run]).median(),
            i == 0 ? null : all.get(i).distance(all.get(0)));
      }
    } finally {
      all.forEach(Evaluation::close);
    }
    return table;
  }

  private static double processorSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
