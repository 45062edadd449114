package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.vgg.MeanResponses;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for networks, but for fetching. */
final class NetworksTest {
  private final Path folder;
  private final Path installed;
  private final Path weights;

  NetworksTest(@TempDir Path folder) {
    this.folder = folder;
    installed = folder.resolve("home").resolve("networks");
    weights = folder.resolve("Some Weights.safetensors");
  }

  @BeforeEach
  void setHome() {
    System.setProperty("impasto.home", folder.resolve("home").toString());
    NetworkFile.write(Network.embedded(), weights);
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("impasto.home");
  }

  private static String done(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static void assertRefused(CommandRun run, String... parts) {
    assertThat(run.err()).contains(parts).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(line -> line.startsWith("impasto: "))).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private String[] add(String... more) {
    return Stream.concat(Stream.of("networks", "add", weights.toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void listNamesWhatThereIsAndWhatThereCouldBe() {
    assertThat(done("networks", "list"))
        .contains(Network.embedded().name(), installed + ": none")
        .contains("vgg19-caffe", "VGG-19 as torchvision trained it", "575 MB", "SHA-256")
        .contains("no checksum is published: get https://");

    done(add("--name", "mine"));
    assertThat(done("networks", "list"))
        .contains("Installed in " + installed + ":")
        .contains("mine", "from Some Weights.safetensors", "16 layers");
  }

  @Test
  void damagedNetworkDoesNotKeepOthersFromTheList() throws IOException {
    done(add("--name", "sound"));
    Files.writeString(installed.resolve("broken.safetensors"), "something else");

    assertThat(done("networks", "list")).contains("broken.safetensors cannot be used", "sound");
  }

  @Test
  void addedNetworkIsUsedByName() {
    assertThat(done(add())).contains("Installed 'some-weights' in " + installed);
    Path content = TestFiles.picture(folder.resolve("content.png"), 64, 48);
    Path style = TestFiles.picture(folder.resolve("style.png"), 50, 40);
    Path one = folder.resolve("one.png");
    Path two = folder.resolve("two.png");

    assertThat(CommandRun.transfer(content, style, one, "--network", "Some-Weights").exitCode())
        .isZero();
    assertThat(CommandRun.transfer(content, style, two).exitCode()).isZero();
    assertThat(PictureReader.read(one).rgb()).isEqualTo(PictureReader.read(two).rgb());
  }

  @Test
  void infoStatesThePreprocessing() {
    done(add("--name", "mine", "--preprocessing", "caffe"));

    assertThat(done("info", "--network", "mine"))
        .contains("Network:  mine", "preprocessing caffe: BGR 0..255, mean 103.939 116.779 123.68")
        .contains("origin-sha256: ");
    assertThat(done("info", "--network", weights.toString()))
        .contains("convention: its own (given by the file's metadata)");
    assertThat(done("info", "--network", weights.toString(), "--preprocessing", "torchvision"))
        .contains("convention: torchvision (chosen by the caller)");
  }

  @Test
  void whatCannotBeAddedLeavesNothing() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pth"), "Dear reader, this is no network.");
    assertRefused(CommandRun.of("networks", "add", text.toString()), "text.pth cannot be used");
    assertRefused(CommandRun.of("networks", "add", "missing"), "there is no file 'missing'");
    assertRefused(CommandRun.of("networks", "add"), "'impasto networks add' needs FILE");
    assertRefused(CommandRun.of(add("--name", "../up")), "'../up' cannot be a network's name");
    assertRefused(
        CommandRun.of(add("--name", Network.embedded().name())), "comes with the program");
    assertRefused(CommandRun.of(add("--preprocessing", "cafe")), "did you mean caffe?");
    assertThat(installed).doesNotExist();
  }

  @Test
  void aNameIsUsedOnce() {
    done(add("--name", "mine"));

    assertRefused(CommandRun.of(add("--name", "mine")), "'mine' is installed already");
  }

  @Test
  void verifyTellsSoundFromDamaged() throws IOException {
    assertThat(done("networks", "verify")).contains("No network is installed");
    done(add("--name", "one"));
    done(add("--name", "two"));
    assertThat(done("networks", "verify")).contains("one is sound: SHA-256", "two is sound");

    Path file = installed.resolve("one.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    CommandRun run = CommandRun.of("networks", "verify");
    assertRefused(run, "one.safetensors is damaged");
    assertThat(run.out()).contains("two is sound");
    assertThat(done("networks", "verify", "two")).doesNotContain("one");
    assertRefused(CommandRun.of("networks", "verify", "tw"), "did you mean two?");
  }

  @Test
  void removedNetworkIsGone() {
    done(add("--name", "mine"));
    assertThat(done("networks", "remove", "mine")).contains("Removed 'mine'");

    assertThat(installed).isEmptyDirectory();
    assertRefused(CommandRun.of("networks", "remove", "mine"), "there is no network 'mine'");
    assertRefused(CommandRun.of("networks", "remove"), "needs NAME");
  }

  @Test
  void unknownNetworkIsAnsweredWithTheNearest() {
    done(add("--name", "mine"));
    assertRefused(
        CommandRun.of("info", "--network", "mime"),
        "there is no network 'mime'; did you mean mine?",
        "or a file");
    assertRefused(
        CommandRun.of("info", "--network", "VGG16"), "is not installed", "networks fetch vgg16");
    assertRefused(
        CommandRun.of("info", "--network", "vgg.pth"), "there is no file 'vgg.pth', and no");
    assertRefused(
        CommandRun.of("info", "--network", "mine", "--preprocessing", "caffe"),
        "--preprocessing is for files",
        "'mine'");
    assertRefused(CommandRun.of("info", "--preprocessing", "caffe"), "comes with the program");
    assertThat(done("info", "--network", Network.embedded().name())).contains("(embedded)");
  }

  @Test
  void commandsAreNamedWhereNoneIs() {
    assertRefused(CommandRun.of("networks"), "see 'impasto networks --help'");
    assertRefused(
        CommandRun.of("networks", "lost"), "there is no command 'lost'; did you mean list");
  }

  private Path pictures() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    TestFiles.picture(pictures.resolve("a.png"), 64, 48);
    TestFiles.picture(pictures.resolve("b.png"), 120, 40);
    Files.writeString(pictures.resolve("notes.txt"), "two pictures");
    return pictures;
  }

  @Test
  void normalizedNetworkHasMeanResponsesOfOne() throws IOException {
    Path pictures = pictures();
    CommandRun run =
        CommandRun.of(
            "networks", "normalize", pictures.toString(), "--size", "80", "--pooling", "max");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Passed over: ", "notes.txt' is text", "picture 3 of 3")
        .contains("mean response 1 over 2 pictures of at most 80 pixels, max pooling");
    String name = Network.embedded().name() + "-normalized";
    assertThat(done("networks", "verify", name)).contains("is sound");
    Network network = NetworkFile.read(installed.resolve(name + ".safetensors"));
    assertThat(network.facts().get("normalized")).startsWith("mean response 1 over 2 pictures");
    assertThat(network.preprocessing()).isEqualTo(Network.embedded().preprocessing());
    try (Engine engine = Engine.open(0);
        MeanResponses responses =
            new MeanResponses(new Vgg(network, engine, Vgg.Form.plain(Pooling.MAX)))) {
      Picture a = PictureReader.read(pictures.resolve("a.png"));
      Picture b = PictureReader.read(pictures.resolve("b.png")).resized(80, 27);
      responses.add(a.height(), a.width(), a.rgb());
      responses.add(b.height(), b.width(), b.rgb());
      for (double mean : responses.means().getOrDefault(Layer.CONV3_1, new double[0])) {
        assertThat(mean)
            .satisfiesAnyOf(
                m -> assertThat(m).isEqualTo(1, Offset.offset(1e-4)), m -> assertThat(m).isZero());
      }
    }
  }

  @Test
  void deadFiltersAreReported() throws IOException {
    TreeMap<Layer, Convolution> layers = new TreeMap<>();
    layers.put(Layer.CONV1_1, new Convolution(3, 3, new float[81], new float[] {4, -1, 2}));
    NetworkFile.write(
        new Network("dying", Preprocessing.CAFFE, Pooling.MAX, layers, Map.of()), weights);
    Path result = folder.resolve("result.safetensors");
    CommandRun run =
        CommandRun.of(
            "networks",
            "normalize",
            pictures().toString(),
            "--network",
            weights.toString(),
            "-o",
            result.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("conv1_1: filters that never respond, left alone: [1]");
    assertThat(NetworkFile.read(result).convolution(Layer.CONV1_1).bias())
        .containsExactly(1, -1, 1);
    assertThat(installed).doesNotExist();
  }

  @Test
  void normalizeNeedsPictures() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(
        CommandRun.of("networks", "normalize", empty.toString()), "empty' has no pictures");
    Files.writeString(empty.resolve("a.png"), "no picture");
    assertRefused(
        CommandRun.of("networks", "normalize", empty.toString()),
        "none of the 1 files of",
        "is a usable picture");
    assertRefused(CommandRun.of("networks", "normalize", "nowhere"), "no folder 'nowhere'");
    assertRefused(CommandRun.of("networks", "normalize"), "needs FOLDER");
    assertRefused(
        CommandRun.of("networks", "normalize", empty.toString(), "--size", "3"),
        "--size must be 16 to 4096, not 3");
    assertRefused(
        CommandRun.of("networks", "normalize", empty.toString(), "--threads", "-1"),
        "--threads must be 0 to");
    assertThat(installed).doesNotExist();
  }

  @Test
  void quietIsQuiet() throws IOException {
    CommandRun run = CommandRun.of("networks", "normalize", pictures().toString(), "-q");

    assertThat(List.of(run.err(), run.out())).containsExactly("", "");
  }
}
