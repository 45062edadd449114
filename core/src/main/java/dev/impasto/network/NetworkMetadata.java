package dev.impasto.network;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The metadata of files that Impasto writes: name, channels, range, mean, std, pooling. */
final class NetworkMetadata {
  /** The keys that are not mere facts. */
  static final List<String> KEYS = List.of("name", "channels", "range", "mean", "std", "pooling");

  /** Facts about how a file was read, which do not hold for the next file. */
  private static final Set<String> OF_READING = Set.of("format", "convention");

  private static final List<String> PREPROCESSING = KEYS.subList(1, 5);

  private NetworkMetadata() {}

  /** The preprocessing that the metadata gives, if it gives one. */
  static Optional<Preprocessing> preprocessing(String file, Map<String, String> metadata) {
    List<String> given = PREPROCESSING.stream().filter(metadata::containsKey).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    require(
        given.size() == PREPROCESSING.size(),
        "%s cannot be used: of %s its metadata has only %s",
        file,
        PREPROCESSING,
        given);
    Preprocessing.Channels channels =
        switch (metadata.getOrDefault("channels", "")) {
          case "RGB" -> Preprocessing.Channels.RGB;
          case "BGR" -> Preprocessing.Channels.BGR;
          default -> throw wrong(file, metadata, "channels", "RGB or BGR");
        };
    String range = metadata.getOrDefault("range", "");
    if (!range.startsWith("0..")) {
      throw wrong(file, metadata, "range", "0..1 or 0..255");
    }
    try {
      return Optional.of(
          new Preprocessing(
              channels,
              Double.parseDouble(range.substring(3)),
              numbers(metadata.getOrDefault("mean", "")),
              numbers(metadata.getOrDefault("std", ""))));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "%s cannot be used: its metadata has a range, mean or std that is not numbers"
              .formatted(file),
          e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("%s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The pooling that the metadata gives; the maximum, as VGG was trained, if it gives none. */
  static Pooling pooling(String file, Map<String, String> metadata) {
    return switch (metadata.getOrDefault("pooling", "max")) {
      case "avg" -> Pooling.AVERAGE;
      case "max" -> Pooling.MAX;
      default -> throw wrong(file, metadata, "pooling", "avg or max");
    };
  }

  /** The metadata of a network, to be written. */
  static Map<String, String> of(Network network) {
    Map<String, String> metadata = new LinkedHashMap<>(network.facts());
    metadata.keySet().removeAll(OF_READING);
    Preprocessing preprocessing = network.preprocessing();
    double range = preprocessing.range();
    metadata.put("name", network.name());
    metadata.put("channels", preprocessing.channels().name());
    metadata.put(
        "range",
        "0.." + (range == Math.rint(range) && range < 1e9 ? "" + (long) range : "" + range));
    metadata.put("mean", text(preprocessing.mean()));
    metadata.put("std", text(preprocessing.std()));
    metadata.put("pooling", network.pooling() == Pooling.AVERAGE ? "avg" : "max");
    return metadata;
  }

  private static String text(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Double> numbers(String text) {
    String[] parts = text.split(",", 4);
    return Arrays.stream(parts).map(Double::valueOf).toList();
  }

  private static InvalidInputException wrong(
      String file, Map<String, String> metadata, String key, String right) {
    String value = String.valueOf(metadata.get(key)).replaceAll("\\p{C}", "?");
    return new InvalidInputException(
        String.format(
            Locale.ROOT,
            "%s cannot be used: its metadata has %s = '%s'; it must be %s",
            file,
            key,
            value.length() > 40 ? value.substring(0, 40) + "..." : value,
            right));
  }
}
