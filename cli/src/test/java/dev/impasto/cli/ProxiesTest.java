package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  private static final ProxySelector NONE = ProxySelector.of(null);

  private static String proxy(Map<String, String> environment, String address) {
    return new Proxies(environment, NONE).select(URI.create(address)).get(0).toString();
  }

  @Test
  void everySchemeHasItsVariable() {
    Map<String, String> environment =
        Map.of("HTTP_PROXY", "http://plain:8080", "https_proxy", "secure:3128");

    assertThat(proxy(environment, "http://a.org/x")).contains("plain").contains("8080");
    assertThat(proxy(environment, "https://a.org/x")).contains("secure").contains("3128");
    assertThat(proxy(Map.of(), "https://a.org/x")).isEqualTo("DIRECT");
    assertThat(proxy(Map.of("ALL_PROXY", "all"), "https://a.org/x")).contains("all").contains("80");
  }

  @ParameterizedTest
  @CsvSource({
    "a.org,true",
    "www.a.org,true",
    "ba.org,false",
    "b.net,true",
    "x.b.net,true",
    "c.de,false"
  })
  void namedHostsAreReachedDirectly(String host, boolean direct) {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://proxy:8080", "NO_PROXY", "A.org, .b.net");

    assertThat(proxy(environment, "https://" + host + "/x").equals("DIRECT")).isEqualTo(direct);
  }

  @Test
  void starMeansAllHosts() {
    assertThat(proxy(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "*"), "https://a.org/x"))
        .isEqualTo("DIRECT");
  }

  @Test
  void propertiesOfJavaGoFirst() {
    ProxySelector properties = ProxySelector.of(InetSocketAddress.createUnresolved("java", 1));

    assertThat(
            new Proxies(Map.of("HTTPS_PROXY", "p:1"), properties)
                .select(URI.create("https://a.org/x")))
        .singleElement()
        .asString()
        .contains("java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1", "http://", "a b", "http://ada:secret@p:1"})
  void whatIsNoPlainProxyIsRefused(String value) {
    assertThatThrownBy(() -> new Proxies(Map.of("HTTPS_PROXY", value), NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the variable HTTPS_PROXY must be")
        .hasMessageNotContaining("secret");
  }
}
