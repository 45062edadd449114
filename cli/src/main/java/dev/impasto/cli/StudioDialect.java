package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.studio.Recipe;
import dev.impasto.studio.Setting;
import dev.impasto.studio.SettingsDialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The studio's settings: the options of the main job that shape a picture and name no file. */
final class StudioDialect implements SettingsDialect {
  /** What the page has other means for, or the studio has for all of its pictures. */
  private static final List<String> OTHERWISE =
      List.of(
          "blend",
          "region-weight",
          "mask-mode",
          "threads",
          "precision",
          "reproducible",
          "memory",
          "work-folder",
          "network",
          "preprocessing");

  private static final List<String> GROUPS =
      List.of("size", "balance", "paintings", "color", "run", "start", "loss");

  private static final String TRANSFER = "transfer";
  private static final String INIT = "init";

  /** The mixin whose options stand under another one's heading. */
  private static final Map<String, String> HEADING_OF = Map.of("start", "run");

  private final List<Setting> settings = new ArrayList<>();

  StudioDialect() {
    CommandSpec spec = transfer(Main.commandLine(TRANSFER)).getCommandSpec();
    for (String group : GROUPS) {
      String heading = TransferCommand.SECTIONS.get(HEADING_OF.getOrDefault(group, group));
      CommandSpec mixin = Objects.requireNonNull(spec.mixins().get(group), group);
      mixin.options().stream()
          .filter(option -> isSetting(name(option), option))
          .map(option -> setting(option, String.valueOf(heading)))
          .forEach(settings::add);
    }
  }

  private static CommandLine transfer(CommandLine all) {
    return Objects.requireNonNull(all.getSubcommands().get(TRANSFER), TRANSFER);
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static boolean isSetting(String name, OptionSpec option) {
    boolean file =
        option.typeInfo().getType() == Path.class
            || Arrays.asList(option.auxiliaryTypes()).contains(Path.class)
            || option.paramLabel().contains("FILE");
    return !OTHERWISE.contains(name) && option.arity().max() > 0 && (!file || name.equals(INIT));
  }

  private static Setting setting(OptionSpec option, String heading) {
    String name = name(option);
    Class<?> type = option.isMultiValue() ? List.class : option.typeInfo().getType();
    List<String> choices = choices(name, option, type);
    Setting.Kind kind = Setting.Kind.TEXT;
    if (!choices.isEmpty()) {
      kind = Setting.Kind.CHOICE;
    } else if (type == Double.class || type == double.class) {
      kind = Setting.Kind.NUMBER;
    } else if (type == Integer.class || type == int.class || type == Long.class) {
      kind = Setting.Kind.INTEGER;
    }
    ResourceBundle usual = new Defaults(Preset.IMPASTO);
    String key = "default." + name;
    return new Setting(
        name,
        heading.replaceFirst(":$", ""),
        option.paramLabel(),
        String.join(" ", option.description()),
        kind,
        choices,
        usual.containsKey(key) ? Optional.of(usual.getString(key)) : Optional.empty());
  }

  private static List<String> choices(String name, OptionSpec option, Class<?> type) {
    if (name.equals(INIT)) {
      // An earlier frame is a file.
      return words(InitialPicture.Kind.values()).stream()
          .filter(word -> !word.equals("previous"))
          .toList();
    }
    if (type.isEnum()) {
      return words(type.getEnumConstants());
    }
    return option.paramLabel().matches("[a-z0-9-]+(\\|[a-z0-9-]+)+") && type == String.class
        ? List.of(option.paramLabel().split("\\|"))
        : List.of();
  }

  private static List<String> words(Object[] values) {
    return Arrays.stream(values).map(each -> each.toString().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public List<Setting> settings() {
    return List.copyOf(settings);
  }

  @Override
  public TransferOptions options(
      Map<String, String> given, Optional<String> base, Picture photograph) {
    List<String> arguments =
        new ArrayList<>(List.of(TRANSFER, "content", "style", "-o", "result.png"));
    given.forEach(
        (name, value) -> {
          requireKnown(name, value);
          arguments.add("--%s=%s".formatted(name, value));
        });
    CommandLine all = Main.commandLine(TRANSFER);
    try {
      all.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InvalidInputException(UsageErrors.line(e), e);
    }
    Optional<Settings> taken =
        base.map(json -> SettingsFile.ofOptions(Path.of("the earlier result"), json));
    TransferCommand asked = transfer(all).getCommand();
    return asked.asked(taken).ofPhotograph().apply(photograph);
  }

  private void requireKnown(String name, String value) {
    List<String> names = settings.stream().map(Setting::name).toList();
    require(
        names.contains(name),
        "there is no setting '%s'%s",
        name,
        NamedChoice.nearest(name, names).map("; did you mean %s?"::formatted).orElse(""));
    Setting setting = settings.get(names.indexOf(name));
    // A word is never taken for the name of a file.
    require(
        !name.equals(INIT) || setting.choices().contains(value.strip().toLowerCase(Locale.ROOT)),
        "--init is one of %s, not '%s'; a picture to start from is given apart",
        String.join(", ", setting.choices()),
        value);
  }

  @Override
  public Recipe recipe(Path file) {
    Settings found = SettingsFile.read(file);
    Map<String, Recipe.Source> pictures =
        found.pictures().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> new Recipe.Source(entry.getValue().name(), entry.getValue().sha256()),
                    (a, b) -> a,
                    LinkedHashMap::new));
    return new Recipe(
        OptionsJson.write(found.options()),
        pictures,
        found.paintings().stream().map(StyleSource::weight).toList(),
        found.masks().weights(),
        found.masks().mode().map(Object::toString).orElse(""));
  }
}
