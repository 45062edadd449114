package dev.impasto.cli;

import dev.impasto.network.NetworkSummary;
import dev.impasto.network.catalog.KnownNetwork;
import dev.impasto.network.catalog.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks in a line each. */
final class NetworkLine {
  private static final double MEGA = 1e6;

  private NetworkLine() {}

  /** {@code 16 layers, filters 64 64 128 ..., max pooling}. */
  static String layers(NetworkSummary network) {
    return "%d layers, filters %s, %s pooling"
        .formatted(
            network.filters().size(),
            network.filters().values().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ")),
            Defaults.lower(network.pooling()));
  }

  /** What there is to say of an embedded or installed network below its name. */
  static List<String> of(NetworkSummary network, long bytes) {
    String preprocessing =
        "%s preprocessing: %s"
            .formatted(network.preprocessing().name(), network.preprocessing().description());
    Optional<String> origin =
        Optional.ofNullable(network.facts().get("origin"))
            .flatMap(text -> text.lines().findFirst())
            .map(text -> megabytes(bytes) + ", from " + text);
    return Stream.concat(Stream.of(layers(network), preprocessing), origin.stream()).toList();
  }

  /** What there is to say of a published network below its name. */
  static List<String> of(KnownNetwork network) {
    Origin first = network.origins().get(0);
    return List.of(
        network.description()
            + "; %s preprocessing%s"
                .formatted(
                    network.preprocessing().name(),
                    first.size() > 0 ? "; " + megabytes(first.size()) : ""),
        network.canBeChecked()
            ? "checked by " + sums(network)
            : "no checksum is published: get %s and run 'impasto networks add FILE'"
                .formatted(first.address()));
  }

  private static String sums(KnownNetwork network) {
    return network.origins().stream()
        .flatMap(origin -> origin.checksums().stream())
        .map(sum -> (sum.whole() ? "" : "the first digits of ") + sum.algorithm())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Of a file, or how much of it has come. */
  static String megabytes(long bytes) {
    return bytes < 10 * MEGA
        ? "%.1f MB".formatted(bytes / MEGA)
        : "%.0f MB".formatted(bytes / MEGA);
  }
}
