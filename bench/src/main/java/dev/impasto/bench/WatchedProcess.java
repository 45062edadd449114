package dev.impasto.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that tells on its way how far it is, timed from outside.
 *
 * @param seconds from its start to its end
 * @param lines what it printed
 * @param megabytes the most memory that it held, where the system tells (Linux), else -1; seen
 *     whenever it printed a line
 */
record WatchedProcess(double seconds, List<Line> lines, long megabytes) {
  private static final Pattern ITERATION = Pattern.compile("Iteration (\\d+) / \\d+");
  private static final Pattern LOSS = Pattern.compile("\\s*Total loss: (\\S+)");

  /** Iterations at the beginning that are left out of {@link #medianIteration()}. */
  private static final int WARM_UP = 2;

  /** A line, and when it was printed, in seconds from the program's start. */
  record Line(double at, String text) {}

  /** Runs a program to its end. */
  static WatchedProcess run(List<String> command, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.start();
    long megabytes = -1;
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(new Line((System.nanoTime() - began) / 1e9, line));
        megabytes = Math.max(megabytes, PeakMemory.megabytes(process.pid()));
      }
    }
    int status = process.waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (status != 0) {
      List<String> said = lines.stream().map(Line::text).toList();
      throw new IOException(
          "%s ended with status %d:%n%s"
              .formatted(command, status, String.join(System.lineSeparator(), said)));
    }
    return new WatchedProcess(seconds, lines, megabytes);
  }

  /** When the first such line was printed. */
  OptionalDouble firstAt(Pattern pattern) {
    return lines.stream()
        .filter(line -> pattern.matcher(line.text()).matches())
        .mapToDouble(Line::at)
        .findFirst();
  }

  /**
   * The median time of an evaluation, the first ones left out if there are more, of a program that
   * prints {@code Iteration 3 / 20} lines as neural-style does; not a number if it printed less
   * than two.
   */
  double medianIteration() {
    List<Double> seconds = new ArrayList<>();
    double before = 0;
    int iteration = 0;
    for (Line line : lines) {
      Matcher iterates = ITERATION.matcher(line.text());
      if (iterates.matches()) {
        int reached = Integer.parseInt(iterates.group(1));
        if (before != 0) {
          seconds.add((line.at() - before) / (reached - iteration));
        }
        before = line.at();
        iteration = reached;
      }
    }
    if (seconds.isEmpty()) {
      return Double.NaN;
    }
    int first = Math.min(WARM_UP, seconds.size() - 1);
    return new Samples(seconds.subList(first, seconds.size())).median();
  }

  /** The last loss of a program that prints {@code Total loss: 1.5} lines. */
  double lastLoss() {
    double loss = Double.NaN;
    for (Line line : lines) {
      Matcher loses = LOSS.matcher(line.text());
      if (loses.matches()) {
        loss = Double.parseDouble(loses.group(1));
      }
    }
    return loss;
  }
}
