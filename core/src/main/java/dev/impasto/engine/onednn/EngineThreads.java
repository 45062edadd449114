package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import dev.impasto.engine.onednn.Primitive.Argument;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the parts of an operation. On each of them oneDNN computes alone, so that a
 * part's numbers stay in one processor's cache from its first step to its last.
 */
final class EngineThreads implements AutoCloseable {
  private final OpenMp openMp;
  private final ThreadTeam team;
  private @Nullable Thread limited;

  EngineThreads(OpenMp openMp) {
    this.openMp = openMp;
    this.team =
        new ThreadTeam(openMp.canBeLimited() ? openMp.count() : 1, openMp::limitToOneThread);
  }

  int count() {
    return team.count();
  }

  /** Runs parts 0 to {@code parts - 1}, each on whichever worker is free, and waits for them. */
  void run(int parts, ThreadTeam.Part part) {
    limitOpenMp();
    team.run(parts, part);
  }

  /** The calling thread is one of the workers: oneDNN is to compute alone there too. */
  private void limitOpenMp() {
    if (limited != Thread.currentThread()) {
      openMp.limitToOneThread();
      limited = Thread.currentThread();
    }
  }

  /** Makes something of oneDNN's, which adapts what it makes to the thread's number. */
  private <T> T make(Supplier<T> maker) {
    limitOpenMp();
    return maker.get();
  }

  /** A description by {@link Primitive#describe}, of a primitive for one thread. */
  dnnl_primitive_desc describe(
      Scope scope, String what, ToIntFunction<dnnl_primitive_desc> create) {
    return make(() -> Primitive.describe(scope, what, create));
  }

  /**
   * A primitive of which nothing else is to be known: its description, some fifty kilobytes that
   * the primitive has of its own, goes at once.
   *
   * @param scratchpad that of others that never run at once with this
   */
  Primitive primitive(
      Scope scope,
      OneDnnEngine engine,
      PrimitiveScratchpad scratchpad,
      String what,
      ToIntFunction<dnnl_primitive_desc> create,
      Argument... arguments) {
    try (Scope temporary = new Scope()) {
      return primitive(scope, engine, scratchpad, describe(temporary, what, create), arguments);
    }
  }

  /**
   * A primitive that may be run on any one of the threads, but not on two at once.
   *
   * @param scratchpad that of others that never run at once with this
   */
  Primitive primitive(
      Scope scope,
      OneDnnEngine engine,
      PrimitiveScratchpad scratchpad,
      dnnl_primitive_desc description,
      Argument... arguments) {
    Argument[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] =
        new Argument(
            DNNL_ARG_SCRATCHPAD,
            scratchpad.of(Primitive.query(description, dnnl_query_scratchpad_md)));
    return make(() -> new Primitive(scope, engine.stream, description, all));
  }

  /** Runs each of the steps on whichever worker is free, and waits for them. */
  void run(List<? extends Runnable> steps) {
    run(steps.size(), (part, worker) -> steps.get(part).run());
  }

  /** Runs lists of steps: each list in its order, on whichever worker is free. */
  <T extends Runnable> void runEach(List<List<T>> lists) {
    run(lists.size(), (part, worker) -> lists.get(part).forEach(Runnable::run));
  }

  @Override
  public void close() {
    team.close();
  }
}
