package dev.impasto.studio.web;

import dev.impasto.studio.work.EventLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: each page that watches has an {@link EventStream} of its own, and one thread
 * serves them all, as nothing here waits for a reader.
 */
final class EventStreams extends HttpServlet implements AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final int BEAT_SECONDS = 15;
  private static final int UNAVAILABLE = 503;

  private final transient EventLog log;
  private final int most;
  private final transient Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final transient ScheduledFuture<?> beats;
  private final AtomicBoolean told = new AtomicBoolean();
  private final transient ScheduledExecutorService pump =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "impasto-events");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Of a log.
   *
   * @param most how many may watch at a time
   */
  EventStreams(EventLog log, int most) {
    this.log = log;
    this.most = most;
    log.tell(this::tell);
    beats =
        pump.scheduleAtFixedRate(
            () -> streams.forEach(EventStream::beat), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
  }

  /** However many events come at once, the streams are looked after once. */
  private void tell() {
    if (!pump.isShutdown() && told.compareAndSet(false, true)) {
      pump.execute(
          () -> {
            told.set(false);
            streams.forEach(EventStream::pump);
          });
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (streams.size() >= most) {
      Answers.problem(
          response,
          UNAVAILABLE,
          "%d pages watch already, which is the most: close some".formatted(most));
      return;
    }
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    EventStream stream = new EventStream(log, context, place(request), streams::remove);
    streams.add(stream);
    stream.open();
  }

  /** Where a reader was: a browser that connects again says so by itself. */
  private @Nullable String place(HttpServletRequest request) {
    String last = request.getHeader("Last-Event-ID");
    return last == null || last.isEmpty() ? request.getParameter("after") : last;
  }

  @Override
  public void close() {
    beats.cancel(false);
    pump.shutdownNow();
    streams.forEach(EventStream::end);
  }
}
