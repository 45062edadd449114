package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.request.TransferOptions;
import java.util.function.UnaryOperator;
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
          "About how far Adam moves a color in one step, of a range of 1 (default: 0.02 with adam).")
  @Nullable Double learningRate;

  @Option(
      names = "--learning-rate-decay",
      paramLabel = "NUMBER",
      description =
          "What Adam's learning rate is multiplied by after each step; each size begins with the"
              + " whole of it (default: 1 with adam).")
  @Nullable Double learningRateDecay;

  @Option(
      names = "--averaging",
      paramLabel = "NUMBER",
      description =
          "How much of the average of all pictures so far stays at each step, below 1; that average"
              + " is the result where it is better than the last of them; 0 keeps none (default:"
              + " ${bundle:default.averaging}; 0.99 with adam).")
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

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = options;
    o = given(o, optimizer, (all, v) -> with(all, any -> v.usual()));
    o = given(o, history, (all, v) -> with(all, any -> lbfgs("--history", any).withHistory(v)));
    o =
        given(
            o,
            learningRate,
            (all, v) -> with(all, any -> adam("--learning-rate", any).withStepSize(v)));
    o =
        given(
            o,
            learningRateDecay,
            (all, v) -> with(all, any -> adam("--learning-rate-decay", any).withDecay(v)));
    o = given(o, averaging, (all, v) -> with(all, any -> any.withAveraging(v)));
    o = given(o, tolerance, (all, v) -> with(all, any -> any.withTolerance(v)));
    o = given(o, preconditioning, (all, v) -> all.withOptimization(m -> m.withPreconditioning(v)));
    return o;
  }

  private static TransferOptions with(TransferOptions options, UnaryOperator<Optimizer> change) {
    return options.withOptimization(m -> m.withOptimizer(change.apply(m.optimizer())));
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
