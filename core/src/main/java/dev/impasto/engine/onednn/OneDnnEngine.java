package dev.impasto.engine.onednn;

import static dev.impasto.engine.onednn.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_primitive_cache_capacity;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Filters;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Workspace;
import dev.impasto.parallel.Parallel;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;

/** oneDNN on this machine's CPU. */
final class OneDnnEngine implements Engine {
  /**
   * How many primitives oneDNN may keep for the next one alike, besides those in use: it is asked
   * for one alike in a row, so that few serve. Left to itself it would keep 1024, of every picture
   * size there was: 180 MB in a run of all defaults.
   */
  private static final int KEPT = 64;

  final Scope scope = new Scope();
  final dnnl_engine handle = new dnnl_engine();
  final dnnl_stream stream = new dnnl_stream();
  private final OpenMp openMp;
  final EngineThreads threads;

  final ComputeMode mode;

  /** Computes in 32-bit floats. */
  OneDnnEngine(int threads) {
    this(threads, engine -> ComputeMode.F32);
  }

  /** Computes with what this processor has for a precision. */
  OneDnnEngine(int threads, Precision precision) {
    this(
        threads,
        engine ->
            ComputeMode.of(precision, InstructionSet.hasBf16(), () -> Bf16Benchmark.rate(engine)));
  }

  /** Computes with what is picked when all else is ready. */
  OneDnnEngine(int threads, Function<OneDnnEngine, ComputeMode> pick) {
    check(dnnl_set_primitive_cache_capacity(KEPT), "fewer primitives kept");
    check(dnnl_engine_create(handle, dnnl_cpu, 0), "an engine on this CPU");
    scope.own(handle, () -> dnnl_engine_destroy(handle));
    check(dnnl_stream_create(stream, handle, dnnl_stream_default_flags), "a stream");
    scope.own(stream, () -> dnnl_stream_destroy(stream));
    this.openMp = OpenMp.of(threads);
    this.threads = new EngineThreads(openMp);
    scope.own(this.threads, this.threads::close);
    try {
      this.mode = pick.apply(this);
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
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
            mode.description,
            openMp.description());
  }

  @Override
  public Precision precision() {
    return mode.precision;
  }

  @Override
  public Filters filters(int inputs, int outputs, float[] weights, float[] bias) {
    return new OneDnnFilters(this, inputs, outputs, weights, bias);
  }

  @Override
  public Parallel parallel() {
    return (parts, part) -> threads.run(parts, (p, worker) -> part.accept(p));
  }

  @Override
  public Workspace workspace() {
    return new OneDnnWorkspace(this);
  }

  @Override
  public void close() {
    scope.close();
  }
}
