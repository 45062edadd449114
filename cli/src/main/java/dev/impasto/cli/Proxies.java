package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxies of Java's system properties (https.proxyHost and so on), or else of the environment:
 * HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, except for the hosts of NO_PROXY, in either case.
 */
final class Proxies extends ProxySelector {
  private final ProxySelector properties;
  private final Map<String, Proxy> byScheme = new HashMap<>();
  private final List<String> without;

  /**
   * Reads the environment.
   *
   * @throws dev.impasto.problem.InvalidInputException if a variable holds no proxy's address
   */
  Proxies(Map<String, String> environment, ProxySelector properties) {
    this.properties = properties;
    for (String scheme : List.of("http", "https")) {
      for (String variable : List.of("all_proxy", scheme + "_proxy")) {
        String upper = variable.toUpperCase(Locale.ROOT);
        String value = environment.getOrDefault(variable, environment.getOrDefault(upper, ""));
        if (!value.isBlank()) {
          byScheme.put(scheme, proxy(upper, value.strip()));
        }
      }
    }
    String exceptions =
        environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    without =
        Arrays.stream(exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+"))
            .map(host -> host.replaceFirst("^\\*?\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList();
  }

  private static Proxy proxy(String variable, String value) {
    URI uri;
    try {
      uri = new URI(value.contains("://") ? value : "http://" + value);
    } catch (URISyntaxException e) {
      uri = URI.create("");
    }
    require(
        "http".equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && uri.getUserInfo() == null,
        "the variable %s must be the address of an HTTP proxy without a password, as"
            + " http://host:8080, not '%s'",
        variable,
        value.replaceAll("//[^/@]*@", "//...@"));
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
  }

  @Override
  public List<Proxy> select(URI address) {
    List<Proxy> given = properties.select(address);
    if (given.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return given;
    }
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    boolean direct =
        without.stream()
            .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    return List.of(
        direct
            ? Proxy.NO_PROXY
            : byScheme.getOrDefault(address.getScheme().toLowerCase(Locale.ROOT), Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    properties.connectFailed(address, proxy, failure);
  }
}
