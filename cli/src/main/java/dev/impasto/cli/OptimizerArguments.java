package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Optimization;
import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a picture is moved towards a lower loss, and when that ends. */
final class OptimizerArguments implements SettingArguments {
  @Option(
      names = "--optimizer",
      paramLabel = "lbfgs|adam",
      description =
          "How to improve the picture; adam needs less memory (default:"
              + " ${bundle:default.optimizer}).")
  @Nullable OptimizerChoice optimizer;

  /** What minimizes. */
  enum OptimizerChoice {
    LBFGS,
    ADAM;

    /** With the usual options. */
    Optimizer usual() {
      return this == LBFGS ? TransferOptions.defaults().optimization().optimizer() : new Adam();
    }
  }

  @Option(
      names = "--history",
      paramLabel = "COUNT",
      description =
          "How many of its last steps L-BFGS learns from; each takes the memory of two pictures"
              + " (default: ${bundle:default.history}).")
  @Nullable Integer history;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description =
          "About how far Adam moves a color in one step, of a range of 1 (default:"
              + " ${bundle:adam.learning-rate} with adam).")
  @Nullable Double learningRate;

  @Option(
      names = "--learning-rate-decay",
      paramLabel = "NUMBER",
      description =
          "What Adam's learning rate is multiplied by after each step; each size begins with the"
              + " whole of it (default: ${bundle:adam.learning-rate-decay} with adam).")
  @Nullable Double learningRateDecay;

  @Option(
      names = "--betas",
      paramLabel = "B1,B2",
      description =
          "How much of its averages of the gradient and of the squared gradient Adam keeps at each"
              + " step, 0 to below 1 (default: ${bundle:adam.betas} with adam).",
      split = ",")
  double @Nullable [] betas;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER",
      description =
          "What keeps Adam's steps finite where the gradient is next to nothing (default:"
              + " ${bundle:adam.epsilon} with adam).")
  @Nullable Double epsilon;

  @Option(
      names = "--averaging",
      paramLabel = "NUMBER",
      description =
          "How much of the average of all pictures so far stays at each step, below 1; that average"
              + " is the result where it is better than the last of them; 0 keeps none (default:"
              + " ${bundle:default.averaging}; ${bundle:adam.averaging} with adam).")
  @Nullable Double averaging;

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description =
          "End a size early when its loss has fallen by no more than this share of itself in 20"
              + " steps; 0 takes all steps (default: ${bundle:default.tolerance}).")
  @Nullable Double tolerance;

  @Option(
      names = "--preconditioning",
      paramLabel = "NUMBER",
      description =
          "How much more easily a step changes large areas than single pixels; 0 for the"
              + " literature's steps (default: ${bundle:default.preconditioning}).")
  @Nullable Double preconditioning;

  @Option(
      names = "--color-range",
      paramLabel = "free|project|smooth",
      description =
          "Whether colors may leave their range on the way, are set back to it after each step of"
              + " adam, or are a smooth function that keeps to it (default:"
              + " ${bundle:default.color-range}).")
  @Nullable ColorRange colorRange;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    // Made at once: on the way, what is given might not go together yet.
    return options.withOptimization(
        usual -> {
          Optimizer minimizer = minimizer(usual.optimizer());
          boolean projected = usual.colors() == ColorRange.PROJECT && minimizer instanceof Adam;
          ColorRange range =
              usual.colors() == ColorRange.PROJECT && !projected ? ColorRange.FREE : usual.colors();
          return new Optimization(
              minimizer,
              preconditioning == null ? usual.preconditioning() : preconditioning,
              colorRange == null ? range : colorRange);
        });
  }

  private Optimizer minimizer(Optimizer usual) {
    Optimizer all = optimizer == null ? usual : optimizer.usual();
    all = history == null ? all : lbfgs("--history", all).withHistory(history);
    all = learningRate == null ? all : adam("--learning-rate", all).withStepSize(learningRate);
    all =
        learningRateDecay == null
            ? all
            : adam("--learning-rate-decay", all).withDecay(learningRateDecay);
    all = betas == null ? all : withBetas(adam("--betas", all), betas);
    all = epsilon == null ? all : adam("--epsilon", all).withEpsilon(epsilon);
    all = averaging == null ? all : all.withAveraging(averaging);
    return tolerance == null ? all : all.withTolerance(tolerance);
  }

  private static Adam withBetas(Adam adam, double[] betas) {
    require(betas.length == 2, "--betas are two numbers, such as 0.9,0.99, not %d", betas.length);
    return adam.withBetas(betas[0], betas[1]);
  }

  private static Lbfgs lbfgs(String option, Optimizer optimizer) {
    require(optimizer instanceof Lbfgs, "%s is for the optimizer lbfgs; adam has none", option);
    return (Lbfgs) optimizer;
  }

  private static Adam adam(String option, Optimizer optimizer) {
    require(
        optimizer instanceof Adam,
        "%s is for the optimizer adam: lbfgs finds the length of its steps itself",
        option);
    return (Adam) optimizer;
  }
}
