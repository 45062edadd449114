package dev.impasto.network.catalog;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, piece by piece as it comes; unlike Java's own stream of it, waiting for the
 * next piece ends after a while.
 */
final class Chunks implements BodySubscriber<Chunks>, AutoCloseable {
  /** A piece; or the end, with what went wrong if something did. */
  private record Piece(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  /** Holds little: one piece is asked for at a time, and the end may follow it unasked. */
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

  private @Nullable Subscription subscription;
  private boolean closed;

  @Override
  public CompletionStage<Chunks> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    synchronized (this) {
      subscription = given;
    }
    more();
  }

  private synchronized void more() {
    if (subscription != null && closed) {
      subscription.cancel();
    } else if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(List.of(), true, null));
  }

  /**
   * The next piece, or nothing after the last.
   *
   * @param patience how long to wait for it
   * @throws IOException if the connection broke, or nothing came for so long
   */
  Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
    Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw new HttpTimeoutException("nothing came for %d s".formatted(patience.toSeconds()));
    }
    if (piece.failure() != null) {
      throw new IOException("the connection broke", piece.failure());
    }
    if (piece.last()) {
      return Optional.empty();
    }
    more();
    return Optional.of(piece.bytes());
  }

  /** Ends the connection, if it has not ended by itself. */
  @Override
  public synchronized void close() {
    closed = true;
    more();
  }
}
