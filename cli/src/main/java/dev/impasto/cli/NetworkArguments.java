package dev.impasto.cli;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network is used. */
final class NetworkArguments {
  @Option(
      names = "--network",
      paramLabel = "FILE",
      description =
          "Weights of VGG-19, VGG-16 or a narrower one: PyTorch, safetensors, Keras, Caffe or ONNX"
              + " (default: the network that comes with the program).")
  @Nullable Path network;

  /** Reads the network. */
  Network load() {
    return network == null ? Network.embedded() : NetworkFile.read(network);
  }
}
