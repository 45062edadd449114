package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs neural-style-pt and Impasto in turn: the same pictures, network at VGG-19's full width, loss
 * and start; prints the ratios.
 *
 * <p>Arguments, as {@code name=value}: {@code neural-style-pt}, its checkout, and what {@code
 * bench/README.md} lists.
 */
public final class PeerComparison {
  private static final List<String> NAMES =
      List.of(
          "neural-style-pt",
          "python",
          "network",
          "pooling",
          "precision",
          "size",
          "content",
          "style",
          "pairs",
          "iterations",
          "rounds",
          "to-loss",
          "keep");

  private PeerComparison() {}

  /** Runs the comparison. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    try {
      List<String> given = new ArrayList<>(List.of(arguments));
      given.remove("--peer"); // so may the peer's name=DIR be introduced
      compare(new Settings(given, NAMES));
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void compare(Settings settings) throws IOException, InterruptedException {
    Path checkout = Path.of(settings.text("neural-style-pt"));
    require(
        Files.exists(checkout.resolve("neural_style.py")),
        "%s is no checkout of neural-style-pt: there is no neural_style.py in it",
        checkout);
    NeuralStylePt neuralStyle = new NeuralStylePt(checkout, settings.text("python", "python3"));
    OwnProcess impasto = new OwnProcess(settings.text("precision", "f32"));
    int evaluations = settings.number("to-loss", 0, 0);
    int rounds = settings.number("rounds", evaluations > 0 ? 0 : 3, 0);
    int iterations = settings.number("iterations", 12, 2);
    List<Workload> workloads = workloads(settings);
    if (rounds > 0) {
      IterationComparison.run(workloads.get(0), neuralStyle, impasto, rounds, iterations);
    }
    if (evaluations > 0) {
      TimeToLoss times = new TimeToLoss(neuralStyle, impasto, evaluations);
      for (Workload workload : workloads) {
        times.measure(workload);
      }
      times.print();
    }
  }

  private static List<Workload> workloads(Settings settings) throws IOException {
    Path folder =
        settings.find("keep").isPresent()
            ? Path.of(settings.text("keep")).toAbsolutePath()
            : Files.createTempDirectory("impasto-peer");
    Path network = Workload.network(settings.text("network", "widened"), folder);
    String pairs =
        settings.text(
            "pairs",
            settings.text("content", "examples/content/harbor-town.jpg")
                + ":"
                + settings.text("style", "examples/style/swirling-night.jpg"));
    List<Workload> workloads = new ArrayList<>();
    for (String pair : pairs.split(",")) {
      String[] files = pair.split(":");
      require(files.length == 2, "'%s' is not of the form CONTENT:STYLE", pair);
      workloads.add(
          Workload.of(
              Path.of(files[0]),
              Path.of(files[1]),
              folder,
              network,
              settings.number("size", 512, 16),
              OwnRun.pooling(settings)));
    }
    return workloads;
  }
}
