package dev.impasto.engine.onednn.binding;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_set_primitive_cache_capacity;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import dev.impasto.engine.onednn.threads.EngineThreads;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * The objects that memory and primitives are made with.
 *
 * @param scope owns every object that is made
 * @param engine oneDNN's handle of this CPU
 * @param stream oneDNN's handle of the queue that primitives run on
 * @param threads share the parts of an operation
 * @param mode the types in which values are stored and multiplied
 */
public record OneDnnContext(
    Scope scope, dnnl_engine engine, dnnl_stream stream, EngineThreads threads, ComputeMode mode) {
  /**
   * The number of unused primitives that oneDNN keeps for later requests. Equal primitives are
   * requested one after another, so that few suffice. oneDNN's default is 1024, which holds the
   * primitives of all picture sizes in memory.
   */
  private static final int KEPT = 64;

  /**
   * Opens oneDNN on this CPU, to compute in 32-bit floats.
   *
   * @param scope owns what is opened
   * @param threads how many, or 0 for as many as there are processors
   */
  public static OneDnnContext open(Scope scope, int threads) {
    NativeLibraries.load();
    check(dnnl_set_primitive_cache_capacity(KEPT), "fewer primitives kept");
    dnnl_engine engine = new dnnl_engine();
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "an engine on this CPU");
    scope.own(engine, () -> dnnl_engine_destroy(engine));
    dnnl_stream stream = new dnnl_stream();
    check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags), "a stream");
    scope.own(stream, () -> dnnl_stream_destroy(stream));
    EngineThreads team = new EngineThreads(threads);
    scope.own(team, team::close);
    return new OneDnnContext(scope, engine, stream, team, ComputeMode.F32);
  }

  /** The same context with another owner of what is made. */
  public OneDnnContext with(Scope other) {
    return new OneDnnContext(other, engine, stream, threads, mode);
  }

  /** The same context with other types. */
  public OneDnnContext with(ComputeMode other) {
    return new OneDnnContext(scope, engine, stream, threads, other);
  }
}
