package dev.impasto.network.catalog;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Fetches a published file. It tries the addresses in turn, continues where a broken connection
 * ended, also in a later run, and returns only a file with the right checksum.
 */
public final class Download {
  /** How often it connects again at most, and only while each connection delivers bytes. */
  private static final int ATTEMPTS = 20;

  /** No file of VGG's weights is larger; a download of unknown size ends there. */
  private static final long MOST_BYTES = 2L << 30;

  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final HttpClient client;
  private final Duration patience;

  /** Receives the progress of a download. */
  public interface Listener {
    /**
     * Some of the file has come.
     *
     * @param origin from where
     * @param bytes how much there is of it
     * @param size how much it will be, or 0 if that is not known
     */
    void progressed(Origin origin, long bytes, long size);

    /** An address did not give the file, for a reason in a few words. */
    void failed(Origin origin, String reason);
  }

  /**
   * Prepares downloads.
   *
   * @param proxies which proxy to use for which address
   * @param patience how long to wait for a connection, for an answer, and for each next piece of it
   */
  public Download(ProxySelector proxies, Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .proxy(proxies)
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** An address does not have the file, and will not have it if asked again. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  /** Fetches a network's file; returns where it came from. */
  Origin fetch(KnownNetwork known, PartialFile part, Listener listener) {
    require(
        known.canBeChecked(),
        "no checksum of '%s' is published by which to check what is fetched",
        known.name());
    List<String> reasons = new ArrayList<>();
    for (Origin origin : known.origins()) {
      try {
        fetch(origin, part, listener);
        return origin;
      } catch (IOException e) {
        String reason = reason(e);
        listener.failed(origin, reason);
        reasons.add(origin.address().getHost() + ": " + reason);
      }
    }
    throw new AccessException(
        "'%s' could not be fetched (%s)".formatted(known.name(), String.join("; ", reasons)));
  }

  private void fetch(Origin origin, PartialFile part, Listener listener) throws IOException {
    boolean resumed = part.isOf(origin.checksums());
    if (!resumed) {
      part.restart();
    }
    boolean whole = origin.size() == 0 || part.size() == origin.size();
    if (resumed && whole && Checksum.anyMatches(origin.checksums(), part.path())) {
      return; // All of it came before.
    }
    complete(origin, part, listener);
    boolean right = Checksum.anyMatches(origin.checksums(), part.path());
    if (!right && resumed) {
      // Perhaps the beginning was of another file.
      part.restart();
      complete(origin, part, listener);
      right = Checksum.anyMatches(origin.checksums(), part.path());
    }
    if (!right) {
      part.restart();
      throw new Refused("its file is another one, by its checksum");
    }
  }

  /** Gets the rest of the file, connecting again as long as each connection delivers bytes. */
  private void complete(Origin origin, PartialFile part, Listener listener) throws IOException {
    for (int attempt = 1; ; attempt++) {
      long before = part.size();
      try {
        if (!continueAt(before, origin, part, listener)) {
          part.restart();
          continueAt(0, origin, part, listener);
        }
        return;
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        if (part.size() <= before || attempt == ATTEMPTS) {
          throw e;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /** Gets the bytes from {@code start} on; returns whether the server has such bytes. */
  private boolean continueAt(long start, Origin origin, PartialFile part, Listener listener)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.address())
            .timeout(patience)
            .header("User-Agent", "impasto")
            .header("Accept-Encoding", "identity");
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
      part.validator(origin.address()).ifPresent(v -> request.header("If-Range", v));
    }
    HttpResponse<Chunks> response = client.send(request.build(), info -> new Chunks());
    try (Chunks body = response.body()) {
      boolean rest = response.statusCode() == 206 && start > 0;
      if (start > 0 && (rest ? !startsAt(start, response) : response.statusCode() == 416)) {
        return false;
      }
      if (!rest && response.statusCode() != 200) {
        throw new Refused("it answers %d".formatted(response.statusCode()));
      }
      long size = size(origin, response, rest ? start : 0);
      if (!rest) {
        part.restart();
      }
      receive(body, size, origin, part, response, listener);
      return true;
    }
  }

  private static boolean startsAt(long start, HttpResponse<?> response) {
    Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    return range.matches() && Long.parseLong(range.group(1)) == start;
  }

  /** The size of the whole file, or 0 if neither the server nor the list says it. */
  private static long size(Origin origin, HttpResponse<?> response, long start) throws Refused {
    long told = response.headers().firstValueAsLong("Content-Length").orElse(-start) + start;
    if (origin.size() > 0 && told > 0 && told != origin.size()) {
      throw new Refused("its file has %d bytes, not %d".formatted(told, origin.size()));
    }
    return Math.max(told, origin.size());
  }

  private void receive(
      Chunks body,
      long size,
      Origin origin,
      PartialFile part,
      HttpResponse<?> response,
      Listener listener)
      throws IOException, InterruptedException {
    part.requireRoom(size - part.size());
    part.describe(
        origin,
        response
            .headers()
            .firstValue("ETag")
            .filter(tag -> !tag.startsWith("W/")) // A weak one says nothing of single bytes.
            .or(() -> response.headers().firstValue("Last-Modified")));
    listener.progressed(origin, part.size(), size);
    long most = size > 0 ? size : MOST_BYTES;
    for (Optional<List<ByteBuffer>> piece = body.next(patience);
        piece.isPresent();
        piece = body.next(patience)) {
      for (ByteBuffer bytes : piece.get()) {
        if (part.size() + bytes.remaining() > most) {
          part.restart();
          throw new Refused("its file has more than %d bytes".formatted(most));
        }
        part.append(bytes);
      }
      listener.progressed(origin, part.size(), size);
    }
    if (part.size() < size) {
      throw new IOException("only %d of %d bytes came".formatted(part.size(), size));
    }
  }

  /** What went wrong, in a few words. */
  private static String reason(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return e.getMessage() != null && e.getMessage().startsWith("nothing")
          ? WeightBytes.printable(e.getMessage())
          : "no answer in time";
    }
    if (e instanceof ConnectException) {
      return "no connection";
    }
    return (e instanceof SSLException ? "no secure connection: " : "") + WeightBytes.reason(e);
  }
}
