package dev.impasto.engine.onednn.binding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is bound to the memory that it reads and writes. This memory is known when the
 * operation first runs, and rarely changes afterwards.
 */
public final class BoundOperation {
  private @Nullable Object from;
  private @Nullable Object to;
  private @Nullable Runnable operation;

  /**
   * Runs the operation, after {@code bind} has made it if the memory is new or has changed.
   *
   * @param source what it reads, compared by identity
   * @param target what it writes, or another value that it depends on, compared by identity
   */
  public void run(Object source, Object target, Supplier<Runnable> bind) {
    if (operation == null || from != source || to != target) {
      operation = bind.get();
      from = source;
      to = target;
    }
    operation.run();
  }
}
