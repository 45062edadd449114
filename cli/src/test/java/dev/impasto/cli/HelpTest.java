package dev.impasto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the program says about itself. */
final class HelpTest {
  private static String printed(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  /** The help without its line breaks. */
  private static String transferHelp() {
    return printed("transfer", "--help").replaceAll("\\s+", " ").replace(", conv", ",conv");
  }

  private static String names(Iterable<Layer> layers) {
    return Stream.of(layers)
        .map(Object::toString)
        .collect(Collectors.joining())
        .replaceAll("[\\[\\] ]", "");
  }

  /** What the help says of an option, up to the next one. */
  private static String help(String option) {
    String from = transferHelp().split(" " + option + "=", 2)[1];
    return from.substring(0, from.indexOf("(default: "))
        + from.substring(from.indexOf("(default: ")).split("\\)", 2)[0]
        + ")";
  }

  @Test
  void mainHelpNamesEveryCommand() {
    assertThat(printed("--help"))
        .contains("transfer", "networks", "info", "completion", "help", "--version");
    assertThat(printed("help")).isEqualTo(printed("--help"));
  }

  @Test
  void theMainJobsHelpIsTheSameWithoutTheOtherCommands() {
    CommandRun whole = CommandRun.of(Main.commandLine(), "transfer", "--help");

    assertThat(printed("transfer", "--help")).isEqualTo(whole.out());
    assertThat(printed("help", "transfer")).isEqualTo(whole.out());
  }

  @Test
  void everyOptionIsDocumented() {
    commands(Main.commandLine())
        .flatMap(command -> command.getCommandSpec().options().stream())
        .forEach(HelpTest::assertDocumented);
    assertThat(transferHelp()).doesNotContain("${", "bundle:");
  }

  /** A command and all below it. */
  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::commands));
  }

  private static void assertDocumented(OptionSpec option) {
    String text = String.join(" ", option.description());
    assertThat(text).as(option.longestName()).matches("[A-Z].*\\.");
    assertThat(option.hidden()).as(option.longestName()).isFalse();
    if (option.typeInfo().isBoolean() || option.required()) {
      return;
    }
    assertThat(text).as(option.longestName()).contains("(default: ");
  }

  @Test
  void everyDefaultIsThatOfTheLibrary() {
    TransferOptions d = TransferOptions.defaults();

    assertDefault("--size", d.size());
    assertDefault("--content-weight", Defaults.number(d.loss().content().weight()));
    assertDefault("--style-weight", Defaults.number(d.loss().style().weight()));
    assertDefault("--tv-weight", Defaults.number(d.loss().variation().weight()));
    String content = "conv2_1=0.25,conv3_1=0.35,conv4_2=0.4";
    assertDefault("--content-layers", content);
    assertThat(new LayerList(content).shares(layers -> new TreeMap<>()))
        .isEqualTo(d.loss().content().layers());
    assertDefault("--style-layers", names(d.loss().style().layers().keySet()));
    assertDefault("--pooling", d.form().pooling().name().toLowerCase(Locale.ROOT));
    assertDefault("--optimizer", "lbfgs");
    assertDefault("--history", 10);
    assertDefault("--iterations", d.schedule().iterations());
    assertDefault("--scales", d.schedule().scales());
    assertDefault("--min-scale", d.schedule().minScale());
    assertDefault("--init", d.schedule().start().kind().name().toLowerCase(Locale.ROOT));
    assertDefault("--seed", d.schedule().start().seed());
    assertDefault("--style-scale", Defaults.number(d.styleFit().scale()));
    assertDefault("--style-trim", Defaults.number(d.styleFit().trim()));
    assertDefault("--color-match", Defaults.number(d.finish().colorMatch()));
    assertDefault("--convention", LossConvention.of(d.loss()));
  }

  private static void assertDefault(String option, Object value) {
    assertThat(help(option)).as(option).contains("(default: " + value + ")");
  }

  @Test
  void everyConventionIsNamed() {
    assertThat(help("--convention"))
        .contains(Stream.of(LossConvention.values()).map(LossConvention::toString).toList());
  }

  @Test
  void helpIsAtMostOneHundredColumnsWide() {
    assertThat(printed("transfer", "--help").lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void versionIsOneLine() {
    assertThat(printed("--version")).matches("Impasto \\S+\\R");
    assertThat(printed("transfer", "--version")).matches("Impasto \\S+\\R");
  }

  @Test
  void infoNamesEngineAndNetwork() {
    assertThat(printed("info"))
        .contains(
            "Engine: ",
            "oneDNN",
            "--precision auto is ",
            "Java: ",
            "Network: ",
            "16 layers",
            "conv1_1");
  }

  @Test
  void completionIsAScriptForBash(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(onPath("bash"), "there is no bash to check the script with");
    Path script = Files.writeString(folder.resolve("completion"), printed("completion"));
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);

    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
    assertThat(script).content().contains("complete ", "--style-weight");
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && !System.getProperty("os.name").startsWith("Windows")
        && Stream.of(path.split(java.io.File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
