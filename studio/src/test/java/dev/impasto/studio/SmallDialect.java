package dev.impasto.studio;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few settings, so that tests need no command line. */
final class SmallDialect implements SettingsDialect {
  private static final List<String> NAMES = List.of("size", "iterations", "strength", "detail");

  @Override
  public List<Setting> settings() {
    return NAMES.stream()
        .map(
            name ->
                new Setting(
                    name,
                    "All",
                    "NUMBER",
                    "A number.",
                    Setting.Kind.NUMBER,
                    List.of(),
                    Optional.empty()))
        .toList();
  }

  @Override
  public TransferOptions options(
      Map<String, String> settings, Optional<String> base, Picture photograph) {
    settings
        .keySet()
        .forEach(name -> require(NAMES.contains(name), "there is no setting '%s'", name));
    TransferOptions options =
        base.map(OptionsJson::read)
            .orElseGet(() -> TransferOptions.defaults().withSize(48).withIterations(6));
    if (settings.containsKey("size")) {
      options = options.withSize((int) number(settings, "size"));
    }
    if (settings.containsKey("iterations")) {
      options = options.withIterations((int) number(settings, "iterations"));
    }
    if (settings.containsKey("strength")) {
      options = options.withStrength(number(settings, "strength"));
    }
    return settings.containsKey("detail")
        ? options.withDetail(number(settings, "detail"))
        : options;
  }

  private static double number(Map<String, String> settings, String name) {
    try {
      return Double.parseDouble(settings.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'%s' is no number".formatted(settings.get(name)), e);
    }
  }

  @Override
  public Recipe recipe(Path file) {
    throw new InvalidInputException("'%s' has no settings in it".formatted(file));
  }
}
