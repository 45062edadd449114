package dev.impasto.engine.onednn.binding;

import java.util.ArrayDeque;
import java.util.Deque;

/** Owns native things and frees them, last made first, when it closes. */
public final class Scope implements AutoCloseable {
  private final Deque<Runnable> frees = new ArrayDeque<>();

  /** Has {@code free} run at the end; returns {@code owned}. */
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
