package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.batch.Manifest;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.UnreadRequest;
import dev.impasto.studio.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The settings of a batch's pictures: what its command was given, as the main job takes it. */
final class BatchSettings implements Manifest.Settings {
  private static final String TRANSFER = "transfer";

  private final CommandSpec batch;
  private final CommandLine main = Main.commandLine(TRANSFER);
  private final String content;
  private final boolean normalized;

  /**
   * Of a batch.
   *
   * @param content a photograph, beside which masks of earlier settings may lie
   * @param normalized whether its network is normalized as in the paper
   */
  BatchSettings(CommandSpec batch, Path content, boolean normalized) {
    this.batch = batch;
    this.content = content.toString();
    this.normalized = normalized;
    if (batch.commandLine().getDefaultValueProvider() != null) {
      transfer().setDefaultValueProvider(batch.commandLine().getDefaultValueProvider());
    }
  }

  private CommandLine transfer() {
    return Objects.requireNonNull(main.getSubcommands().get(TRANSFER), TRANSFER);
  }

  @Override
  public Collection<String> columns() {
    return new StudioDialect().settings().stream().map(Setting::name).toList();
  }

  @Override
  public UnreadRequest request(Map<String, String> given) {
    List<String> arguments =
        new ArrayList<>(List.of(TRANSFER, content, "style", "-o", "result.png"));
    Set<String> own = new TreeSet<>();
    given.keySet().forEach(name -> own.add("--" + name));
    for (OptionSpec option : batch.commandLine().getParseResult().matchedOptionsSet()) {
      String name = option.longestName();
      if (transfer().getCommandSpec().findOption(name) != null && !own.contains(name)) {
        option.originalStringValues().forEach(value -> arguments.add(argument(name, value)));
      }
    }
    given.forEach((name, value) -> arguments.add("--%s=%s".formatted(name, value)));
    try {
      main.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InvalidInputException(UsageErrors.line(e), e);
    }
    TransferCommand command = transfer().getCommand();
    TransferCommand.Asked asked = command.asked();
    require(
        given.isEmpty() || asked.arguments().normalized() == normalized,
        "the preset '%s' is for another network than that of the batch: give it with --preset, for"
            + " all pictures",
        given.getOrDefault("preset", ""));
    return command.unread(asked);
  }

  /** Flags have no value. */
  private static String argument(String option, String value) {
    return value.isEmpty() ? option : option + "=" + value;
  }
}
