package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which network the paper's settings are given. */
final class PaperNetworkTest {
  private static final String HOME = "impasto.home";
  private static final String EXAMPLES = "impasto.examples";

  private final Path folder;
  private final Path installed;
  private final Path picture;
  private final Path raw;

  PaperNetworkTest(@TempDir Path folder) {
    this.folder = folder;
    installed = folder.resolve("home").resolve("networks");
    picture = folder.resolve("examples").resolve("content").resolve("noise.jpg");
    raw = folder.resolve("raw.safetensors");
  }

  @BeforeEach
  void setFolders() throws IOException {
    System.setProperty(HOME, folder.resolve("home").toString());
    System.setProperty(EXAMPLES, folder.resolve("examples").toString());
    Files.createDirectories(folder.resolve("examples").resolve("content"));
    TestFiles.picture(picture, 32, 32);
    Network embedded = Network.embedded();
    NetworkFile.write(
        new Network(
            "raw", embedded.preprocessing(), embedded.pooling(), embedded.convolutions(), Map.of()),
        raw);
  }

  @AfterEach
  void forgetFolders() {
    System.clearProperty(HOME);
    System.clearProperty(EXAMPLES);
  }

  private CommandRun transfer(String... more) {
    String[] all = Stream.concat(Stream.of(more), Stream.of("--size", "32")).toArray(String[]::new);
    return CommandRun.transfer(picture, picture, folder.resolve("out.png"), all);
  }

  private String[] kept() throws IOException {
    if (!Files.exists(installed)) {
      return new String[0];
    }
    try (Stream<Path> files = Files.list(installed)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toArray(String[]::new);
    }
  }

  @Test
  void aNetworkThatIsNotNormalizedIsOnceAndKept() throws IOException {
    CommandRun first = transfer("--preset", "paper", "--network", raw.toString());

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("Normalized 'raw' as in the paper, over 1 example pictures; kept as ");
    String[] files = kept();
    assertThat(files).hasSize(2).allMatch(name -> name.startsWith("raw-normalized-"));
    assertThat(NetworkFile.read(installed.resolve(files[0])).facts())
        .containsEntry(
            "normalized", "mean response 1 over 1 pictures of at most 512 pixels, average pooling");

    CommandRun second = transfer("--preset", "paper-figures", "--network", raw.toString());
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("Using '" + files[0].replace(".safetensors", "") + "', normalized as")
        .doesNotContain("Normalized 'raw'");
    assertThat(kept()).isEqualTo(files);
  }

  @Test
  void anotherNetworkOrOtherPicturesAreNormalizedApart() throws IOException {
    transfer("--preset", "paper", "--network", raw.toString());
    Files.copy(picture, picture.resolveSibling("another.jpg"));
    transfer("--preset", "paper", "--network", raw.toString());

    assertThat(kept()).hasSize(4);
  }

  @Test
  void aNormalizedNetworkAndOtherSettingsAreLeftAlone() throws IOException {
    CommandRun embedded = transfer("--preset", "paper");
    CommandRun defaults = transfer("--network", raw.toString());

    assertThat(embedded.exitCode()).as(embedded.err()).isZero();
    assertThat(defaults.exitCode()).as(defaults.err()).isZero();
    assertThat(embedded.err() + defaults.err()).doesNotContain("ormalized");
    assertThat(kept()).isEmpty();
  }

  @Test
  void withoutExamplePicturesThereIsOneLineThatSaysWhatToDo() throws IOException {
    System.setProperty(EXAMPLES, folder.resolve("none").toString());
    CommandRun run = transfer("--preset", "paper", "--network", raw.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("the paper's settings need a normalized network, and 'raw' is not")
        .contains("impasto networks normalize");
    assertThat(kept()).isEmpty();
    assertThat(folder.resolve("out.png")).doesNotExist();
  }
}
