package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.request.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Checks that what docs/options.md and docs/paper.md say of options is so. */
final class OptionsPageTest {
  private static final Path DOCS = Path.of("..", "docs");

  private static List<String> lines(String page) throws IOException {
    return Files.readAllLines(DOCS.resolve(page));
  }

  /** The options of all commands that make pictures. */
  private static List<String> options() {
    Map<String, CommandLine> commands = Main.commandLine().getSubcommands();
    return List.of("transfer", "figure", "studio").stream()
        .map(name -> Objects.requireNonNull(commands.get(name)))
        .flatMap(command -> command.getCommandSpec().options().stream())
        .flatMap(option -> Arrays.stream(option.names()))
        .toList();
  }

  @Test
  void everyOptionOfOursExists() throws IOException {
    Pattern option = Pattern.compile("`(--?[a-z][a-z-]*)");
    List<String> named =
        lines("options.md").stream()
            .filter(line -> line.startsWith("|") && line.split("\\|").length > 2)
            .map(
                line ->
                    line.startsWith("| `--") && line.contains("| balanced") ? line : second(line))
            .flatMap(cell -> option.matcher(cell).results().map(match -> match.group(1)))
            .toList();

    assertThat(named).hasSizeGreaterThan(20).isSubsetOf(options());
  }

  @Test
  void everyOptionOfTheirsHasACounterpart() throws IOException {
    assertThat(lines("options.md")).noneMatch(line -> line.contains("| – |"));
  }

  private static String second(String row) {
    return row.split("\\|")[2];
  }

  @Test
  void everyOptionOfThePaperPageExists() throws IOException {
    List<String> named =
        lines("paper.md").stream()
            .flatMap(line -> Pattern.compile("(?<= |`)--[a-z-]+").matcher(line).results())
            .map(match -> match.group())
            .filter(name -> !name.equals("--layer")) // of another command
            .toList();

    assertThat(named).isNotEmpty().isSubsetOf(options());
  }

  @Test
  void everyPresetIsDescribedAsItIs() throws IOException {
    Preset[] presets = Preset.values();
    List<String> rows =
        lines("options.md").stream().dropWhile(line -> !line.contains("`impasto` |")).toList();
    assertThat(rows.get(0)).contains(Arrays.stream(presets).map(Preset::toString).toList());
    List<String> table = rows.stream().takeWhile(line -> line.startsWith("|")).skip(2).toList();

    assertThat(table).hasSize(18);
    for (String row : table) {
      String[] cells = row.split("\\|");
      String name = cells[1].strip().replaceAll("[`-]+([a-z-]+)`", "$1");
      for (int i = 0; i < presets.length; i++) {
        String value = new Defaults(presets[i]).getString("default." + name);
        assertThat(value.replaceAll("\\.0$", ""))
            .as("%s of %s", name, presets[i])
            .isEqualTo(cells[i + 2].strip());
      }
    }
  }
}
