package dev.impasto.studio;

import dev.impasto.picture.Picture;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How settings are written: the command line's options, so that both have the same ones. */
public interface SettingsDialect {
  /** All settings that a page may offer, in the order in which it shows them. */
  List<Setting> settings();

  /**
   * Understands settings.
   *
   * @param settings values by {@link Setting#name()}
   * @param base what holds where nothing is set, as JSON of {@code OptionsJson}
   * @param photograph the picture that is to be repainted, on whose size the result's may depend
   * @throws dev.impasto.problem.InvalidInputException if one is unknown or its value impossible
   */
  TransferOptions options(Map<String, String> settings, Optional<String> base, Picture photograph);

  /**
   * Reads how a result was made, from the result or its report.
   *
   * @throws dev.impasto.problem.InvalidInputException if the file does not say, or what it says
   *     cannot be used
   */
  Recipe recipe(Path file);
}
