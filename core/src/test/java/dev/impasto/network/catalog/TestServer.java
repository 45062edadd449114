package dev.impasto.network.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small HTTP server that misbehaves as it is told to. */
final class TestServer implements AutoCloseable {
  /** What was asked for; {@code target} is a path, or a whole address where this is a proxy. */
  record Request(String target, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers one request; the connection is closed afterwards. */
  interface Handler {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();

  TestServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  InetSocketAddress endpoint() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  URI on(String path, Handler handler) {
    handlers.put(path, handler);
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** The head of an answer. */
  static void head(OutputStream out, int status, String... headers) throws IOException {
    String text =
        "HTTP/1.1 %d Answer\r\nConnection: close\r\n%s\r\n"
            .formatted(status, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Serves a file as a good server does: ranges, and If-Range with its tag. */
  static Handler file(byte[] bytes, String tag) {
    return (request, out) -> {
      int start = 0;
      String ifRange = request.header("if-range");
      if (request.header("range").startsWith("bytes=")
          && (ifRange.isEmpty() || ifRange.equals(tag))) {
        start = Integer.parseInt(request.header("range").replaceAll("\\D", ""));
      }
      if (start >= bytes.length) {
        head(out, 416, "Content-Length: 0");
        return;
      }
      String range =
          "Content-Range: bytes %d-%d/%d".formatted(start, bytes.length - 1, bytes.length);
      head(
          out,
          start > 0 ? 206 : 200,
          "ETag: " + tag,
          start > 0 ? range : "Accept-Ranges: bytes",
          "Content-Length: " + (bytes.length - start));
      out.write(bytes, start, bytes.length - start);
    };
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      String target = String.valueOf(in.readLine()).split(" ")[1];
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        String[] parts = line.split(": ", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
      }
      Request request = new Request(target, headers);
      requests.add(request);
      String path = URI.create(target).getPath();
      handlers
          .getOrDefault(path, (asked, out) -> head(out, 404, "Content-Length: 0"))
          .answer(request, connection.getOutputStream());
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
