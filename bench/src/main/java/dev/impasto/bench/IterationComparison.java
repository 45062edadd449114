package dev.impasto.bench;

import java.io.IOException;

/** Runs both programs in turn for the same few evaluations, and prints the ratios. */
final class IterationComparison {
  private IterationComparison() {}

  static void run(
      Workload workload, NeuralStylePt neuralStyle, OwnProcess impasto, int rounds, int iterations)
      throws IOException, InterruptedException {
    double[] times = new double[rounds];
    double[] memories = new double[rounds];
    double[] wholes = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      WatchedProcess peer = neuralStyle.run(workload, iterations);
      WatchedProcess own = impasto.run(workload, iterations);
      times[i] = own.medianIteration() / peer.medianIteration();
      memories[i] = (double) own.megabytes() / peer.megabytes();
      wholes[i] = own.seconds() / peer.seconds();
      System.out.printf(
          "round %d: an iteration %.0f ms, neural-style-pt %.0f ms; peak memory %d MB, %d MB;"
              + " the whole run %.1f s, %.1f s; last loss %.6g, %.6g%n",
          i + 1,
          1000 * own.medianIteration(),
          1000 * peer.medianIteration(),
          own.megabytes(),
          peer.megabytes(),
          own.seconds(),
          peer.seconds(),
          own.lastLoss(),
          peer.lastLoss());
    }
    print("an iteration's time", times);
    print("peak memory", memories);
    print("the whole run's time", wholes);
  }

  private static void print(String what, double[] values) {
    Samples ratios = new Samples(values);
    System.out.printf(
        "%s relative to neural-style-pt's: median %.3f (%.3f to %.3f, %d rounds)%n",
        what, ratios.median(), ratios.least(), ratios.most(), ratios.count());
  }
}
