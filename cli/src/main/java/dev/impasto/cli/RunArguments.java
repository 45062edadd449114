package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.request.TransferOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long and how well a picture is optimized. */
final class RunArguments implements SettingArguments {
  @Option(
      names = {"-n", "--iterations"},
      paramLabel = "COUNT",
      description =
          "Steps at the smallest size: evaluations of the loss (default:"
              + " ${bundle:default.iterations}).")
  @Nullable Integer iterations;

  @Option(
      names = "--iteration-growth",
      paramLabel = "NUMBER",
      description =
          "How many times the steps of the next larger size each one gets (default:"
              + " ${bundle:default.iteration-growth}).")
  @Nullable Double iterationGrowth;

  @Option(
      names = "--scales",
      paramLabel = "COUNT",
      description =
          "How many sizes to go through, coarse to fine, each 1.41 times the one before; 1 for"
              + " the final size alone, 0 for as many as --min-scale allows (default:"
              + " ${bundle:default.scales}).")
  @Nullable Integer scales;

  @Option(
      names = "--min-scale",
      paramLabel = "PIXELS",
      description =
          "Longest side of the smallest size to go through, or a little more; what is laid out"
              + " there stays (default: ${bundle:default.min-scale}).")
  @Nullable Integer minScale;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Which noise to start from (default: ${bundle:default.seed}).")
  @Nullable Long seed;

  @Mixin OptimizerArguments optimizer = new OptimizerArguments();

  @Option(
      names = "--denoise",
      paramLabel = "NUMBER",
      description =
          "How much fine and faint detail, such as grain of a few pixels, is taken out of the"
              + " result: 0.01 to 0.1; 0 leaves all (default: ${bundle:default.denoise}).")
  @Nullable Double denoise;

  @Mixin ThreadsArgument threads = new ThreadsArgument();

  @Mixin MemoryArgument memory = new MemoryArgument();

  @Option(
      names = "--precision",
      paramLabel = "auto|f32|bf16",
      description =
          "Numbers to compute with: f32 is exact; bf16 takes half the memory and is coarser, and on"
              + " some processors much faster; auto takes it there, and the run's first line says"
              + " which it is (default: ${DEFAULT-VALUE}).")
  Precision precision = Precision.AUTO;

  @Option(
      names = "--reproducible",
      description =
          "Give the same bytes on every machine with the same instructions: compute in f32, and"
              + " divide the work as for 8 threads, however many processors there are.")
  boolean reproducible;

  /** Enough for most machines; on fewer processors they take turns. */
  private static final int REPRODUCIBLE_THREADS = 8;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = options;
    o = given(o, iterations, TransferOptions::withIterations);
    o = given(o, iterationGrowth, (all, v) -> all.withSchedule(s -> s.withIterationGrowth(v)));
    o = given(o, denoise, (all, v) -> all.withFinish(f -> f.withDenoising(v)));
    o = given(o, scales, (all, v) -> all.withSchedule(s -> s.withScales(v)));
    o = given(o, minScale, (all, v) -> all.withSchedule(s -> s.withMinScale(v)));
    o = given(o, seed, (all, v) -> all.withSchedule(s -> s.withStart(i -> i.withSeed(v))));
    return optimizer.applyTo(o);
  }

  /** Says so if that many threads cannot be had, or options do not go together. */
  void requireValid() {
    int count = threads.count();
    require(
        !reproducible || precision != Precision.BF16,
        "--reproducible computes in f32: leave out --precision bf16");
    require(
        !reproducible || count == 0 || count == REPRODUCIBLE_THREADS,
        "--reproducible divides the work as for %d threads: leave out --threads %d",
        REPRODUCIBLE_THREADS,
        count);
  }

  /** How many threads compute, 0 for one per processor. */
  int threads() {
    return reproducible ? REPRODUCIBLE_THREADS : threads.count();
  }

  /** What is computed with. */
  Precision precision() {
    return reproducible ? Precision.F32 : precision;
  }

  /** Opens what computes. */
  Engine engine() {
    return engine(1);
  }

  /** Opens one of several engines that share the threads. */
  Engine engine(int engines) {
    int all = threads() == 0 ? Runtime.getRuntime().availableProcessors() : threads();
    boolean whole = engines == 1 || reproducible;
    return Engine.open(whole ? threads() : Math.max(1, all / engines), precision());
  }
}
