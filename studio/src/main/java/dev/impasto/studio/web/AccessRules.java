package dev.impasto.studio.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the studio for anything: the page that it served itself, to a browser that was opened
 * with the studio's token, and programs that have the token.
 *
 * <p>Any web page can have a browser send requests to this machine. So a request must name the
 * studio by one of its own names, which ends DNS rebinding; what changes anything must come from
 * the studio's own origin, in a form that no other page can send; and all that is not the bare page
 * needs the cookie.
 */
final class AccessRules extends HttpFilter {
  private static final long serialVersionUID = 1;

  static final String HEADER = "X-Impasto";

  /** Where a token becomes a cookie. */
  static final String SESSION = "/api/session";

  private static final String POLICY =
      "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action 'none'";

  /**
   * Where nothing needs the cookie, besides {@link #SESSION}: the bare page, which holds no data.
   */
  private static final Pattern OPEN = Pattern.compile("/|/(page|lib)/.*");

  /** Paths are written in one way, so that no other spelling slips past these rules. */
  private static final Pattern PLAIN = Pattern.compile("(/|(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)");

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final List<String> TYPES = List.of("application/json", "application/octet-stream");

  private final transient Token token;
  private final List<String> names;
  private Set<String> hosts = Set.of();
  private String cookie = "";

  /**
   * Rules of a studio.
   *
   * @param names by which it may be called, without port
   */
  AccessRules(Token token, List<String> names) {
    this.token = token;
    this.names = List.copyOf(names);
  }

  /** The port is known once the server listens; before that nothing is allowed. */
  synchronized void open(int port) {
    Set<String> all = new TreeSet<>();
    for (String name : names) {
      all.add(name.toLowerCase(Locale.ROOT) + ":" + port);
      if (port == 80) {
        all.add(name.toLowerCase(Locale.ROOT));
      }
    }
    hosts = all;
    // Cookies do not tell ports apart, and there may be several studios.
    cookie = "impasto-" + port;
  }

  /** What lets the browser in from now on. */
  synchronized String cookie() {
    return cookie + "=" + token.session() + "; Path=/; HttpOnly; SameSite=Strict";
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    secure(response);
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      Answers.problem(response, refusal.get().status(), refusal.get().problem());
      return;
    }
    chain.doFilter(request, response);
  }

  private static void secure(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  /** Why a request is not answered. */
  private record Refusal(int status, String problem) {}

  private synchronized Optional<Refusal> refusal(HttpServletRequest request) {
    String host = header(request, "Host").toLowerCase(Locale.ROOT);
    if (!hosts.contains(host)) {
      return refused(
          HttpServletResponse.SC_FORBIDDEN,
          "the studio is not called by that name; --host-name allows another one");
    }
    String path = request.getRequestURI();
    if (!PLAIN.matcher(path).matches()) {
      return refused(HttpServletResponse.SC_BAD_REQUEST, "there is nothing of that address");
    }
    boolean open = OPEN.matcher(path).matches();
    if (!READING.contains(request.getMethod())) {
      if (!isOwn(request, host)) {
        return refused(
            HttpServletResponse.SC_FORBIDDEN, "only the studio's own page may change anything");
      }
      if (!isOfType(request.getContentType())) {
        return refused(
            HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
            "a request has the type application/json, or application/octet-stream for a file");
      }
    } else if (!open && !isFromHere(request)) {
      return refused(
          HttpServletResponse.SC_FORBIDDEN, "only the studio's own page may read anything");
    }
    if (!open && !path.equals(SESSION) && !hasSession(request)) {
      return refused(
          HttpServletResponse.SC_UNAUTHORIZED,
          "open the studio with the address that 'impasto studio' printed: it has the token");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(int status, String problem) {
    return Optional.of(new Refusal(status, problem));
  }

  /** A browser always says where a request comes from; a program says nothing. */
  private static boolean isOwn(HttpServletRequest request, String host) {
    String origin = request.getHeader("Origin");
    boolean own =
        origin == null
            ? request.getHeader("Sec-Fetch-Site") == null
            : origin.equals("http://" + host);
    return own && isFromHere(request) && request.getHeader(HEADER) != null;
  }

  private static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || site.equals("same-origin") || site.equals("none");
  }

  private static boolean isOfType(@Nullable String type) {
    return type != null
        && TYPES.contains(type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT));
  }

  private boolean hasSession(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return false;
    }
    for (Cookie given : cookies) {
      if (given.getName().equals(cookie) && same(given.getValue(), token.session())) {
        return true;
      }
    }
    return false;
  }

  /** In a time that does not tell how much of it is right. */
  static boolean same(String given, String right) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
