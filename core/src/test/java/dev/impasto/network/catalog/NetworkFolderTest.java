package dev.impasto.network.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.network.Layer;
import dev.impasto.network.Micro;
import dev.impasto.network.Network;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkFolderTest {
  private final Path path;
  private final NetworkFolder folder;

  NetworkFolderTest(@TempDir Path home) {
    path = home.resolve("deep").resolve("networks");
    folder = new NetworkFolder(path);
  }

  private static void assertRefused(ThrowingCallable work, String... parts) {
    assertThatThrownBy(work)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @Test
  void folderThatIsNotThereIsEmpty() {
    assertThat(folder.names()).isEmpty();
    assertThat(folder.find("vgg19")).isEmpty();
    assertRefused(() -> folder.remove("vgg19"), "there is no network 'vgg19'", path.toString());
    assertThat(path).doesNotExist();
  }

  @Test
  void whatIsAddedIsFoundReadAndVerified() throws IOException {
    Network network = Micro.vgg19();
    Path file = folder.add(network, "tiny");

    assertThat(folder.names()).containsExactly("tiny");
    assertThat(folder.find(" TINY ")).contains("tiny");
    Network read = folder.read("Tiny");
    assertThat(read.name()).isEqualTo("tiny");
    assertThat(read.convolution(Layer.CONV5_4).weights())
        .isEqualTo(network.convolution(Layer.CONV5_4).weights());
    assertThat(path.resolve("tiny.safetensors.sha256"))
        .hasContent(folder.verify("tiny").hex() + "  tiny.safetensors\n");
    assertThat(Files.readAllBytes(file)).hasSizeGreaterThan(1000);
  }

  @Test
  void namesAreInOrderAndOtherFilesAreNone() throws IOException {
    folder.add(Micro.vgg16(), "zebra");
    folder.add(Micro.vgg19(), "apple-1.2");
    Files.writeString(path.resolve("notes.txt"), "mine");
    Files.writeString(path.resolve("vgg19.part"), "half");

    assertThat(folder.names()).containsExactly("apple-1.2", "zebra");
  }

  @Test
  void aNameIsUsedOnce() {
    folder.add(Micro.vgg19(), "tiny");

    assertRefused(() -> folder.add(Micro.vgg16(), "tiny"), "'tiny' is installed already");
    assertThat(folder.read("tiny").layers()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", "a\\b", ".hidden", "Big", "end.", "a b", "ä"})
  void whatIsNoPlainNameIsRefused(String name) {
    assertRefused(() -> folder.add(Micro.vgg19(), name), "cannot be a network's name");
    assertThat(path).doesNotExist();
  }

  @Test
  void damageIsNoticed() throws IOException {
    Path file = folder.add(Micro.vgg19(), "tiny");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertRefused(() -> folder.verify("tiny"), file + " is damaged", "was installed");
  }

  @Test
  void sumThatIsLostIsNamed() throws IOException {
    folder.add(Micro.vgg19(), "tiny");
    Files.delete(path.resolve("tiny.safetensors.sha256"));
    assertRefused(() -> folder.verify("tiny"), "the sum of 'tiny' cannot be read");

    Files.writeString(path.resolve("tiny.safetensors.sha256"), "abc");
    assertRefused(() -> folder.verify("tiny"), "the sum of 'tiny' cannot be read");
  }

  @Test
  void whatIsRemovedIsGone() {
    folder.add(Micro.vgg19(), "tiny");
    folder.remove("TINY");

    assertThat(path).isEmptyDirectory();
  }

  @Test
  void nearestNameIsOffered() {
    folder.add(Micro.vgg19(), "vgg19");

    assertRefused(
        () -> folder.read("vg19"), "there is no installed network 'vg19'; did you mean vgg19?");
  }

  @Test
  void folderThatIsAFileIsNamed() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "a file");

    assertRefused(folder::names, path.toString(), "is a file");
  }

  @Test
  void publishedNetworksHaveSecureAddressesAndWholeSumsButOne() {
    assertThat(KnownNetwork.all())
        .extracting(KnownNetwork::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> folder.file(name) != null);
    assertThat(KnownNetwork.all().stream().flatMap(known -> known.origins().stream()))
        .allMatch(origin -> origin.address().getScheme().equals("https"))
        .filteredOn(origin -> !origin.checksums().stream().allMatch(Checksum::whole))
        .extracting(origin -> origin.address().getPath())
        .containsExactly("/~justincj/models/vgg19-d01eb7cb.pth");
  }
}
