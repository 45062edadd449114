package dev.impasto.studio.web;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.studio.StudioOptions;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server of the page, on this machine's own address unless others are to reach it. */
public final class StudioServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StudioServer.class.getName());
  private static final String LOCAL = "127.0.0.1";
  private static final int THREADS = 40;
  private static final int STOP_MILLIS = 2000;
  private static final int LAST_PORT = 65_535;

  private final Javalin server;
  private final EventStreams streams;
  private final Token token = Token.random();
  private final String host;

  /**
   * Opens the server.
   *
   * @param services what answers
   * @throws InvalidInputException if the port is in use, or the address not one of this machine
   */
  public StudioServer(StudioOptions options, StudioServices services) {
    host = options.listen().orElse(LOCAL);
    int port = free(host, options.port());
    List<String> names = new ArrayList<>(List.of("localhost", LOCAL, "[::1]"));
    options.listen().ifPresent(names::add);
    names.addAll(options.hostNames());
    AccessRules rules = new AccessRules(token, names);
    streams = new EventStreams(services.events(), options.limits().streams());
    server = Javalin.create(config -> configure(config, rules, services));
    server.start(host, port);
    rules.open(server.port());
  }

  private void configure(JavalinConfig config, AccessRules rules, StudioServices services) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP_MILLIS));
    config.jetty.modifyServletContextHandler(handler -> add(handler, rules));
    PageFiles pages = new PageFiles();
    config.routes.get("/", context -> pages.page(context, "index.html"));
    config.routes.get("/page/<name>", context -> pages.page(context, context.pathParam("name")));
    config.routes.get("/lib/{name}", pages::library);
    config.routes.post(AccessRules.SESSION, context -> enter(context, rules));
    services.addTo(config.routes);
    config.routes.exception(InvalidInputException.class, StudioServer::refuse);
    config.routes.exception(Exception.class, StudioServer::fail);
    config.routes.error(
        HttpStatus.NOT_FOUND,
        context -> {
          if (context.result() == null || !String.valueOf(context.result()).startsWith("{")) {
            Requests.json(context, Answers.problem("there is nothing of that address"));
          }
        });
  }

  private void add(ServletContextHandler handler, AccessRules rules) {
    FilterHolder filter = new FilterHolder(rules);
    filter.setAsyncSupported(true);
    handler.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    ServletHolder events = new ServletHolder(streams);
    events.setAsyncSupported(true);
    handler.addServlet(events, "/api/events");
  }

  /** A port that is in use is told before the server is made, with one that is not. */
  private static int free(String host, int port) {
    if (port == 0 || isFree(host, port)) {
      return port;
    }
    int next = port + 1;
    while (next < LAST_PORT && !isFree(host, next)) {
      next++;
    }
    throw new AccessException(
        "port %d of %s is in use: choose another one, such as --port %d"
            .formatted(port, host, next));
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private void enter(Context context, AccessRules rules) {
    String given = Requests.body(context).path("token").asString("");
    if (!AccessRules.same(given, token.opening())) {
      context.status(HttpStatus.UNAUTHORIZED);
      Requests.json(
          context,
          Answers.problem(
              "this token is not the studio's: open the address that 'impasto studio' printed last"));
      return;
    }
    context.header("Set-Cookie", rules.cookie());
    Requests.json(context, "{}");
  }

  private static void refuse(InvalidInputException problem, Context context) {
    context.status(Answers.status(problem));
    Requests.json(context, Answers.problem(String.valueOf(problem.getMessage())));
  }

  private static void fail(Exception problem, Context context) {
    LOG.log(System.Logger.Level.ERROR, context.path(), problem);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR);
    Requests.json(
        context, Answers.problem("a defect of the program: " + problem.getClass().getSimpleName()));
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** The address with the token, for a browser on this machine. */
  public String address() {
    return "http://%s:%d/#token=%s".formatted(host, port(), token.opening());
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
  }
}
