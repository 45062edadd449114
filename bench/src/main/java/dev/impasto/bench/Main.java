package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures, and prints tables.
 *
 * <p>Arguments: a picture's side and a number of evaluations (512 9), with {@code --precision
 * f32,bf16} in each of these, in turns; or {@code layers [SIZE]} and {@code growth [SIZE…]} and
 * {@code tiles [SIZE]}, with a table for each {@code --precision}; {@code runs [SIZE]}, {@code load
 * [RUNS]}, {@code all}; {@code --json FILE}, where the same numbers go as JSON, {@code --plot
 * FILE}, where growth is drawn (SVG), and {@code --embedded}, for the layers of the embedded
 * network. What follows {@code operations} are JMH's arguments.
 */
public final class Main {
  private static final int SIZE = 512;
  private static final int RUNS = 9;
  private static final String OPERATIONS = "operations";

  private Main() {}

  /** Runs the measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    try {
      List<String> given = new ArrayList<>(List.of(arguments));
      if (given.indexOf(OPERATIONS) == 0) {
        Operations.run(given.subList(1, given.size()));
      } else {
        run(given);
      }
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(List<String> arguments) throws IOException, InterruptedException {
    Optional<Path> json = file("--json", arguments);
    Optional<Path> plot = file("--plot", arguments);
    boolean embedded = arguments.remove("--embedded");
    List<Precision> precisions = PrecisionOption.takeAll(arguments);
    boolean named = !arguments.isEmpty() && !arguments.get(0).matches("-?\\d+");
    String command = named ? arguments.remove(0) : "evaluation";
    List<Integer> numbers = arguments.stream().map(Main::number).toList();
    int most = command.equals("growth") ? Integer.MAX_VALUE : named ? 1 : 2;
    require(numbers.size() <= most, "%s takes at most %d numbers, not %s", command, most, numbers);
    if (!command.equals("load")) {
      numbers.stream().limit(named ? most : 1).forEach(Main::requireSize);
    }
    require(
        plot.isEmpty() || command.equals("growth") || command.equals("all"),
        "--plot belongs to growth, not to %s",
        command);
    require(
        precisions.equals(List.of(Precision.F32))
            || List.of("evaluation", "layers", "growth", "tiles").contains(command),
        "--precision is for an evaluation, such as '512 9', for layers, growth and tiles, not for %s",
        command);
    require(
        !embedded || command.equals("layers"), "--embedded belongs to layers, not to %s", command);
    Report report = new Report(precisions);
    int first = numbers.isEmpty() ? SIZE : numbers.get(0);
    switch (command) {
      case "evaluation" ->
          report.add(
              EvaluationTable.measure(
                  first, numbers.size() > 1 ? numbers.get(1) : RUNS, precisions));
      case "layers" -> {
        for (Precision precision : precisions) {
          report.add(LayerTable.measure(first, network(embedded), embedded, precision));
        }
      }
      case "tiles" ->
          precisions.forEach(precision -> report.add(TileTable.measure(first, precision)));
      case "growth" ->
          growth(report, numbers.isEmpty() ? GrowthTable.SIZES : numbers, precisions, plot);
      case "runs" -> report.add(RunTable.measure(first));
      case "load" -> report.add(LoadNetwork.measure(numbers.isEmpty() ? RUNS : first));
      case "all" -> {
        require(numbers.isEmpty(), "all takes no number, not %s", numbers);
        report.add(LayerTable.measure(SIZE, network(false), false, Precision.F32));
        growth(report, GrowthTable.SIZES, precisions, plot);
        report.add(RunTable.measure(SIZE));
        report.add(LoadNetwork.measure(RUNS));
      }
      default ->
          throw new InvalidInputException(
              "there is no '%s'; there are layers, operations, growth, tiles, runs, load and all"
                  .formatted(command));
    }
    if (json.isPresent()) {
      report.write(json.get());
    }
  }

  private static Network network(boolean embedded) {
    return embedded ? Network.embedded() : RandomVgg.network(Preprocessing.TORCHVISION);
  }

  /** Takes an option and the file that it names out of the arguments. */
  private static Optional<Path> file(String option, List<String> arguments) {
    int at = arguments.indexOf(option);
    if (at < 0) {
      return Optional.empty();
    }
    require(at + 1 < arguments.size(), "%s needs the name of a file", option);
    Path file = Path.of(arguments.remove(at + 1)).toAbsolutePath();
    arguments.remove(at);
    return Optional.of(file);
  }

  private static void growth(
      Report report, List<Integer> sizes, List<Precision> precisions, Optional<Path> plot)
      throws IOException, InterruptedException {
    List<GrowthPlot.Panel> panels = new ArrayList<>();
    for (Precision precision : precisions) {
      Table table = GrowthTable.measure(sizes, precision);
      report.add(table);
      panels.addAll(GrowthTable.panels(table, precision));
    }
    if (plot.isPresent()) {
      GrowthPlot.write(panels, plot.get());
    }
  }

  private static int number(String argument) {
    try {
      int number = Integer.parseInt(argument);
      require(number >= 1, "a size or number of runs must be 1 or more, not %d", number);
      return number;
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'%s' is no whole number".formatted(argument), e);
    }
  }

  /** Pooling must leave something of the picture, and its responses must be countable. */
  private static void requireSize(int size) {
    require(size >= 16 && size <= 4096, "a size must be 16 to 4096, not %d", size);
  }
}
