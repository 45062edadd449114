package dev.impasto.engine.onednn.binding;

import java.util.ArrayDeque;
import java.util.Deque;

/** Owns native objects. When it closes, it frees them in the reverse order of their making. */
public final class Scope implements AutoCloseable {
  private final Deque<Runnable> frees = new ArrayDeque<>();

  /** Runs {@code free} when the scope closes; returns {@code owned}. */
  public <T> T own(T owned, Runnable free) {
    frees.push(free);
    return owned;
  }

  @Override
  public void close() {
    while (!frees.isEmpty()) {
      frees.pop().run();
    }
  }
}
