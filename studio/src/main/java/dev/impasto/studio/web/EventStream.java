package dev.impasto.studio.web;

import dev.impasto.studio.work.EventLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a log on their way to one reader, who has a place in it: what is not yet sent stays
 * in the log, not in a queue of its own. It never waits; a reader who is slow comes to what is
 * forgotten, and is told to begin anew.
 */
final class EventStream implements WriteListener, AsyncListener {
  private static final int AT_ONCE = 200;
  private static final String RETRY = "retry: 1000\n\n";
  private static final String BEAT = ":\n\n";

  private final EventLog log;
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Consumer<EventStream> ended;

  /** The number of the last event that was sent. */
  private long place;

  /** What is to be sent besides events. */
  private String pending = RETRY;

  private boolean opened;
  private boolean unflushed;
  private boolean over;

  /**
   * For a reader.
   *
   * @param id of the last event that the reader knows; null for one who has just come
   */
  EventStream(EventLog log, AsyncContext context, @Nullable String id, Consumer<EventStream> ended)
      throws IOException {
    this.log = log;
    this.context = context;
    this.ended = ended;
    out = context.getResponse().getOutputStream();
    OptionalLong known = id == null ? OptionalLong.empty() : log.number(id);
    place = known.orElseGet(log::last);
    if (known.isEmpty()) {
      pending += reset();
    }
  }

  private String reset() {
    return "id: %s\nevent: reset\ndata: {}\n\n".formatted(log.id(place));
  }

  /** Begins to send. */
  void open() {
    context.addListener(this);
    synchronized (this) {
      out.setWriteListener(this);
      opened = true;
    }
  }

  /** Shows that the connection is alive. */
  synchronized void beat() {
    pending += pending.isEmpty() ? BEAT : "";
    pump();
  }

  /** Sends what the reader can take now. */
  synchronized void pump() {
    try {
      while (opened && !over && out.isReady()) {
        String next = next();
        if (!next.isEmpty()) {
          out.write(next.getBytes(StandardCharsets.UTF_8));
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      end();
    }
  }

  private String next() {
    String text = pending;
    pending = "";
    Optional<List<EventLog.Event>> later = log.after(place, AT_ONCE);
    if (later.isEmpty()) {
      place = log.last();
      return text + reset();
    }
    StringBuilder all = new StringBuilder(text);
    for (EventLog.Event event : later.get()) {
      all.append("id: ").append(log.id(event.number()));
      all.append("\nevent: ").append(event.type());
      all.append("\ndata: ").append(event.data()).append("\n\n");
      place = event.number();
    }
    return all.toString();
  }

  /** Lets the reader go. */
  synchronized void end() {
    if (!over) {
      over = true;
      ended.accept(this);
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The server has ended it already.
      }
    }
  }

  @Override
  public void onWritePossible() {
    pump();
  }

  @Override
  public void onError(Throwable problem) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing begins anew.
  }
}
