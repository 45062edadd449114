package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times the command line from outside: how soon it begins, and whole runs. */
final class RunTable {
  private static final int STARTS = 5;

  /** What the command line prints on the way: the first such line is of the first iterate. */
  private static final Pattern ITERATE = Pattern.compile("\\s*\\d+%.*");

  private final Table table;

  private RunTable(int size) {
    this.table =
        new Table(
            "runs_" + size,
            "The command line as a process of its own, embedded network, without the launcher's"
                + " archive of classes",
            new Column("run", "run", "%s"),
            new Column("processes", "processes", "%d"),
            new Column("first_iterate_s", "first iterate after (s)", "%.2f"),
            new Column("seconds", "median (s)", "%.2f"),
            new Column("least_s", "least", "%.2f"),
            new Column("most_s", "most", "%.2f"),
            new Column("megabytes", "memory (MB)", "%d"));
  }

  static Table measure(int size) throws IOException, InterruptedException {
    RunTable runs = new RunTable(size);
    Path result = Files.createTempFile("impasto-bench", ".png");
    try {
      List<String> transfer =
          List.of(
              "transfer",
              "examples/content/harbor-town.jpg",
              "examples/style/swirling-night.jpg",
              "-o",
              result.toString(),
              "--size",
              Integer.toString(size));
      runs.run("--version", STARTS, List.of("--version"));
      List<String> single = new ArrayList<>(transfer);
      single.addAll(List.of("--scales", "1", "--iterations", "1"));
      runs.run("one step at %d px".formatted(size), STARTS, single);
      runs.run("whole transfer at %d px, all defaults".formatted(size), 1, transfer);
    } finally {
      Files.delete(result);
    }
    return runs.table;
  }

  private void run(String name, int processes, List<String> arguments)
      throws IOException, InterruptedException {
    System.err.printf("measuring %s%n", name);
    List<Double> seconds = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    long megabytes = -1;
    for (int i = 0; i < processes; i++) {
      WatchedProcess process =
          WatchedProcess.run(JavaCommand.impasto(arguments), Path.of(""), Map.of());
      seconds.add(process.seconds());
      process.firstAt(ITERATE).ifPresent(first::add);
      megabytes = Math.max(megabytes, process.megabytes());
    }
    Samples all = new Samples(seconds);
    @Nullable Double iterate = first.isEmpty() ? null : new Samples(first).median();
    table.row(
        name,
        processes,
        iterate,
        all.median(),
        all.least(),
        all.most(),
        megabytes < 0 ? null : megabytes);
  }
}
