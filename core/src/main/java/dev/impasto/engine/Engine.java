package dev.impasto.engine;

import dev.impasto.parallel.Parallel;
import dev.impasto.problem.NamedChoice;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A processor with its library of operations.
 *
 * <p>One thread at a time uses an engine; a second one meanwhile gets an {@link
 * IllegalStateException}. Closing it frees what its {@link Filters} hold; workspaces must be closed
 * before.
 */
public interface Engine extends AutoCloseable {
  /** More than any machine has; far more end the process, as each needs a stack. */
  int MOST_THREADS = 1024;

  /**
   * Opens the first engine found, to compute in 32-bit floats.
   *
   * @param threads how many threads it may compute with, or 0 for as many as there are processors
   */
  static Engine open(int threads) {
    return open(threads, Precision.F32);
  }

  /**
   * Opens the first engine found.
   *
   * @param threads how many threads it may compute with, or 0 for as many as there are processors
   * @param precision what it computes with; see {@link #open(EngineSpec)}
   */
  static Engine open(int threads, Precision precision) {
    return open(EngineSpec.of(threads, precision));
  }

  /**
   * Opens an engine. {@link #precision()} then says what {@link Precision#AUTO} has become, after a
   * measurement that takes some hundredths of a second where the processor has instructions for
   * bf16 but no matrix unit.
   *
   * @throws dev.impasto.problem.InvalidInputException if there is no engine or device of that name,
   *     or it cannot compute with that precision
   */
  static Engine open(EngineSpec spec) {
    List<EngineProvider> found =
        ServiceLoader.load(EngineProvider.class, Engine.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("no engine is on the class path");
    }
    EngineProvider provider = found.get(0);
    if (!spec.name().equals(EngineSpec.AUTO)) {
      List<String> names = found.stream().map(EngineProvider::name).toList();
      provider = found.get(names.indexOf(NamedChoice.of("engine", spec.name(), names)));
    }
    if (!spec.device().equals(EngineSpec.AUTO)) {
      NamedChoice.of("device of " + provider.name(), spec.device(), provider.devices());
    }
    Engine engine = provider.open(spec);
    System.getLogger(Engine.class.getName())
        .log(System.Logger.Level.DEBUG, "computing with {0}", engine.description());
    return engine;
  }

  /**
   * The library and its version, the processor features that it uses, what it computes with, and
   * the threads.
   */
  String description();

  /** The processor's instructions that it uses, in words. */
  String instructions();

  /** The number of threads that compute: among how many its work is divided. */
  int threads();

  /** What it computes with: {@link Precision#F32} or {@link Precision#BF16}. */
  Precision precision();

  /**
   * Prepares the numbers of one 3x3 convolution for use in any workspace.
   *
   * @param inputs channels that come in
   * @param outputs filters
   * @param weights {@code outputs x inputs x 3 x 3} values; kept, not to be modified
   * @param bias {@code outputs} values
   */
  Filters filters(int inputs, int outputs, float[] weights, float[] bias);

  /** Its threads, which loops over pixels may use between evaluations. */
  Parallel parallel();

  /** Opens a workspace: the owner of all memory for one picture size. */
  Workspace workspace();

  @Override
  void close();
}
