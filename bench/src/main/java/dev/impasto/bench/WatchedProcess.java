package dev.impasto.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that prints {@code Iteration 3 / 20} and {@code Total loss: 1.5} lines, as neural-style
 * does, timed from outside.
 *
 * @param seconds from its start to its end
 * @param iterationSeconds from each iteration's line to that of the next, for one evaluation
 * @param lastLoss the last total loss that it printed
 * @param megabytes the most memory that it held, where the system tells (Linux), else -1
 */
record WatchedProcess(
    double seconds, List<Double> iterationSeconds, double lastLoss, long megabytes) {
  private static final Pattern ITERATION = Pattern.compile("Iteration (\\d+) / \\d+");
  private static final Pattern LOSS = Pattern.compile("\\s*Total loss: (\\S+)");

  /** Iterations at the beginning that are left out of {@link #medianIteration()}. */
  private static final int WARM_UP = 2;

  /** Runs a program to its end. */
  static WatchedProcess run(List<String> command, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.start();
    long before = 0;
    int iteration = 0;
    long megabytes = -1;
    double loss = Double.NaN;
    List<Double> seconds = new ArrayList<>();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        Matcher loses = LOSS.matcher(line);
        if (loses.matches()) {
          loss = Double.parseDouble(loses.group(1));
          continue;
        }
        Matcher iterates = ITERATION.matcher(line);
        if (iterates.matches()) {
          long now = System.nanoTime();
          int reached = Integer.parseInt(iterates.group(1));
          if (before != 0) {
            seconds.add((now - before) / 1e9 / (reached - iteration));
          }
          before = now;
          iteration = reached;
          megabytes = Math.max(megabytes, peakMegabytes(process.pid()));
        }
      }
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          "%s ended with status %d:%n%s"
              .formatted(command, status, String.join(System.lineSeparator(), said)));
    }
    return new WatchedProcess((System.nanoTime() - began) / 1e9, seconds, loss, megabytes);
  }

  /** The median time of an iteration, the first ones left out. */
  double medianIteration() {
    double[] sorted =
        iterationSeconds.stream().skip(WARM_UP).mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static long peakMegabytes(long process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Arrays.stream(Files.readString(status).split("\n", -1))
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
