package dev.impasto.engine.onednn.binding;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A derivative bound to the memory that it works on. That is known only when it is first asked for,
 * and from then on nearly always the same.
 */
public final class BoundOperation {
  private @Nullable Object from;
  private @Nullable Object to;
  private @Nullable Runnable operation;

  /** Runs the operation between these two; {@code bind} makes it, unless the last one serves. */
  public void run(Object dy, Object dx, Supplier<Runnable> bind) {
    if (operation == null || from != dy || to != dx) {
      operation = bind.get();
      from = dy;
      to = dx;
    }
    operation.run();
  }
}
