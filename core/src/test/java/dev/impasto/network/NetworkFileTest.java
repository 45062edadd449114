package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.engine.Pooling;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @Test
  void whatIsWrittenIsReadAgain() {
    for (NetworkFile.Precision precision : NetworkFile.Precision.values()) {
      for (Network network : List.of(Micro.vgg19(), Micro.vgg16())) {
        Path file = folder.resolve("network");
        NetworkFile.write(network, file, precision);
        Network read = NetworkFile.read(file);
        assertSame(read, network);
        assertThat(read.name()).isEqualTo("micro");
        assertThat(read.preprocessing()).isEqualTo(network.preprocessing());
        assertThat(read.pooling()).isEqualTo(network.pooling());
        assertThat(read.facts())
            .isEqualTo(
                Map.of(
                    "origin", "a test",
                    "format", "safetensors",
                    "convention", "torchvision (given by the file's metadata)"));
      }
    }
  }

  @Test
  void aPreprocessingOfItsOwnIsKept() {
    Preprocessing own =
        new Preprocessing(
            Preprocessing.Channels.BGR, 2.5, List.of(0.1, -3e-9, 7.0), List.of(1e-3, 2.0, 3.0));
    Network network = Micro.vgg19();
    Path file = folder.resolve("own");
    NetworkFile.write(
        new Network("\u00e9\n\"", own, Pooling.AVERAGE, network.convolutions(), Map.of()), file);
    Network read = NetworkFile.read(file);
    assertThat(read.preprocessing()).isEqualTo(own);
    assertThat(read.pooling()).isEqualTo(Pooling.AVERAGE);
    assertThat(read.name()).isEqualTo("\u00e9\n\"");
  }

  @Test
  void aFileIsReplacedWholeAndNothingIsLeftBeside() throws IOException {
    Path file = folder.resolve("network");
    Files.writeString(file, "something else");
    NetworkFile.write(Micro.vgg19(), file);
    assertSame(NetworkFile.read(file), Micro.vgg19());
    float[] weights = new float[54];
    weights[5] = 70000;
    TreeMap<Layer, Convolution> large = new TreeMap<>();
    large.put(Layer.CONV1_1, new Convolution(3, 2, weights, new float[2]));
    Network network = new Network("large", Preprocessing.CAFFE, Pooling.MAX, large, Map.of());
    assertThatThrownBy(() -> NetworkFile.write(network, file, NetworkFile.Precision.HALF))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("conv1_1.weight has the value 70000.0");
    assertSame(NetworkFile.read(file), Micro.vgg19());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatIsNoFileIsRefusedInOneLine() {
    assertThatThrownBy(() -> NetworkFile.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> NetworkFile.read(folder.resolve("absent.pth")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no file")
        .hasMessageContaining("absent.pth");
    assertThatThrownBy(() -> NetworkFile.write(Micro.vgg19(), folder.resolve("no/where")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("where cannot be written: there is no ");
  }

  @Test
  void theEmbeddedNetworkHasAllLayersAndItsOwnPreprocessing() {
    Network network = Network.embedded();
    assertThat(network.layers()).containsExactly(Layer.values());
    assertThat(network.pooling()).isEqualTo(Pooling.AVERAGE);
    assertThat(network.preprocessing().mean()).containsExactly(127.5, 127.5, 127.5);
    assertThat(network.name()).isEqualTo("impasto-vgg-2");
  }

  @Test
  void theCallerDecidesThePreprocessing() {
    Path file = folder.resolve("network");
    NetworkFile.write(Micro.vgg19(), file);
    Network read = NetworkFile.read(file, Optional.of(Preprocessing.CAFFE));
    assertThat(read.preprocessing()).isEqualTo(Preprocessing.CAFFE);
    assertThat(read.facts()).containsEntry("convention", "caffe (chosen by the caller)");
  }

  static void assertSame(Network read, Network wanted) {
    assertThat(read.layers()).isEqualTo(wanted.layers());
    for (Layer layer : wanted.layers()) {
      assertThat(read.convolution(layer).weights()).isEqualTo(wanted.convolution(layer).weights());
      assertThat(read.convolution(layer).bias()).isEqualTo(wanted.convolution(layer).bias());
    }
  }
}
