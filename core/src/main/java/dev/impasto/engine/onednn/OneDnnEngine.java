package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Filters;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Workspace;
import dev.impasto.engine.onednn.binding.ComputeMode;
import dev.impasto.engine.onednn.binding.InstructionSet;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Scope;
import dev.impasto.engine.onednn.storage.OneDnnFilters;
import dev.impasto.parallel.Parallel;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_version_t;

/** oneDNN on this machine's CPU. */
final class OneDnnEngine implements Engine {
  private final Scope scope = new Scope();
  private final OneDnnContext context;

  /** Computes in 32-bit floats. */
  OneDnnEngine(int threads) {
    this(threads, context -> ComputeMode.F32);
  }

  /** Computes with the fastest mode that this processor has for a precision. */
  OneDnnEngine(int threads, Precision precision) {
    this(
        threads,
        context ->
            ComputeMode.of(precision, InstructionSet.bf16(), () -> Bf16Benchmark.rate(context)));
  }

  /**
   * Computes with the mode that {@code choice} returns.
   *
   * @param choice receives a context that computes in 32-bit floats
   */
  OneDnnEngine(int threads, Function<OneDnnContext, ComputeMode> choice) {
    try {
      OneDnnContext opened = OneDnnContext.open(scope, threads);
      this.context = opened.with(choice.apply(opened));
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  OneDnnContext context() {
    return context;
  }

  @Override
  public String description() {
    dnnl_version_t version = dnnl_version();
    return "oneDNN %d.%d.%d, %s, %s, %s"
        .formatted(
            version.major(),
            version.minor(),
            version.patch(),
            InstructionSet.effective(),
            context.mode().description(),
            context.threads().description());
  }

  @Override
  public String instructions() {
    return InstructionSet.effective();
  }

  @Override
  public int threads() {
    return context.threads().computing();
  }

  @Override
  public Precision precision() {
    return context.mode().precision();
  }

  @Override
  public Filters filters(int inputs, int outputs, float[] weights, float[] bias) {
    return new OneDnnFilters(context, inputs, outputs, weights, bias);
  }

  @Override
  public Parallel parallel() {
    return (parts, part) -> context.threads().run(parts, (p, worker) -> part.accept(p));
  }

  @Override
  public Workspace workspace() {
    return new OneDnnWorkspace(context);
  }

  @Override
  public void close() {
    scope.close();
  }
}
