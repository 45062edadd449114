package dev.impasto.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is made on another thread while this one does something else. */
final class Ahead<T> {
  private final CompletableFuture<T> future;

  /** Begins. */
  Ahead(Supplier<T> maker) {
    future = CompletableFuture.supplyAsync(maker);
  }

  /** Throws what making it threw, if it has already failed; does not wait. */
  void requireNotFailed() {
    if (future.isCompletedExceptionally()) {
      get();
    }
  }

  /** Waits for it; throws what making it threw. */
  T get() {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
