package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import dev.impasto.engine.onednn.Primitive.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Threads that share the parts of an operation. On each of them oneDNN computes alone, so that a
 * part's numbers stay in one processor's cache from its first step to its last.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService pool;
  private final int count;

  /** What is done with one part; no two parts run on the same worker at once. */
  interface Part {
    void run(int part, int worker);
  }

  Workers(Threads threads) {
    this.count = threads.canCalm() ? threads.count() : 1;
    this.pool =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread =
                  new Thread(
                      () -> {
                        threads.calm();
                        work.run();
                      },
                      "impasto-engine");
              thread.setDaemon(true);
              return thread;
            });
  }

  int count() {
    return count;
  }

  /** Runs parts 0 to {@code parts - 1}, each on whichever worker is free, and waits for them. */
  void run(int parts, Part part) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int w = 0; w < Math.min(count, parts); w++) {
      int worker = w;
      running.add(
          pool.submit(
              () -> {
                for (int p = next.getAndIncrement(); p < parts; p = next.getAndIncrement()) {
                  part.run(p, worker);
                }
              }));
    }
    running.forEach(Workers::await);
  }

  /** Has a worker make something of oneDNN's: it adapts what it makes to the thread's number. */
  private <T> T make(Supplier<T> maker) {
    return await(pool.submit(maker::get));
  }

  /** A description by {@link Primitive#describe}, of a primitive for one thread. */
  dnnl_primitive_desc describe(
      Scope scope, String what, ToIntFunction<dnnl_primitive_desc> create) {
    return make(() -> Primitive.describe(scope, what, create));
  }

  /** A primitive that may be run on any one of the threads, but not on two at once. */
  Primitive primitive(
      Scope scope, OneDnnEngine engine, dnnl_primitive_desc description, Argument... arguments) {
    Argument[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] =
        new Argument(
            DNNL_ARG_SCRATCHPAD,
            Memory.allocate(
                scope, engine.handle, Primitive.query(description, dnnl_query_scratchpad_md)));
    return make(() -> new Primitive(scope, engine.stream, description, all));
  }

  /** Runs each of the primitives on whichever worker is free, and waits for them. */
  void run(List<Primitive> primitives) {
    run(primitives.size(), (part, worker) -> primitives.get(part).run());
  }

  /** Runs lists of primitives: each list in its order, on whichever worker is free. */
  void runEach(List<List<Primitive>> lists) {
    run(lists.size(), (part, worker) -> lists.get(part).forEach(Primitive::run));
  }

  private static <T> T await(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // the parts write to memory that the caller may free
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException("a part of an operation failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
