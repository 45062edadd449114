package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was given as {@code name=value}. */
final class Settings {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads arguments.
   *
   * @param names those that there are
   */
  Settings(List<String> arguments, List<String> names) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      require(equals > 0, "'%s' is not of the form name=value", argument);
      String name = NamedChoice.of("setting", argument.substring(0, equals), names);
      values.put(name, argument.substring(equals + 1));
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** What must have been given. */
  String text(String name) {
    return find(name)
        .orElseThrow(() -> new InvalidInputException("the setting %s= is missing".formatted(name)));
  }

  /** A whole number of at least {@code least}. */
  int number(String name, int otherwise, int least) {
    String value = text(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      require(number >= least, "%s must be at least %d, not %d", name, least, number);
      return number;
    } catch (NumberFormatException e) {
      throw new InvalidInputException("%s=%s is no whole number".formatted(name, value), e);
    }
  }
}
