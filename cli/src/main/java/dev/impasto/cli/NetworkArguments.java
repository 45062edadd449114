package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.network.catalog.KnownNetwork;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Which network is used: the embedded one, an installed one, or a file. */
final class NetworkArguments {
  @Option(
      names = "--network",
      paramLabel = "NAME|FILE",
      description =
          "An installed network (see 'impasto networks list'), or a file of VGG-19, VGG-16 or a"
              + " narrower one: PyTorch, safetensors, Keras, Caffe, ONNX, MatConvNet, NumPy or"
              + " TensorFlow.js (default: the network that comes with the program).")
  @Nullable String network;

  @Option(
      names = "--preprocessing",
      paramLabel = "torchvision|caffe",
      description =
          "What the weights of a file were trained with (default: as its content tells; see"
              + " 'impasto info --network FILE').")
  @Nullable Preprocessing preprocessing;

  /** Whether an option is one of these. */
  static boolean has(OptionSpec option) {
    return option.userObject() instanceof Field field
        && field.getDeclaringClass() == NetworkArguments.class;
  }

  /** Whether it is the one that comes with the program. */
  boolean isEmbedded() {
    return network == null || network.strip().equalsIgnoreCase(Network.embedded().name());
  }

  /** The file that it is read from, where that is not an installed network's. */
  Optional<Path> givenFile() {
    return network == null || isEmbedded() || UserFolders.networks().find(network).isPresent()
        ? Optional.empty()
        : file(network);
  }

  /** Reads the network. */
  Network load() {
    String name = network;
    if (name == null || isEmbedded()) {
      requireNoPreprocessing("the network that comes with the program");
      return Network.embedded();
    }
    NetworkFolder folder = UserFolders.networks();
    Optional<String> installed = folder.find(name);
    if (installed.isPresent()) {
      requireNoPreprocessing("the installed network '" + installed.get() + "'");
      return folder.read(installed.get());
    }
    Optional<Path> file = file(name);
    return NetworkFile.read(
        file.orElseThrow(() -> unknown(name, folder)), Optional.ofNullable(preprocessing));
  }

  private void requireNoPreprocessing(String whose) {
    require(preprocessing == null, "--preprocessing is for files: %s has its own", whose);
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static InvalidInputException unknown(String name, NetworkFolder folder) {
    Optional<String> known =
        KnownNetwork.all().stream()
            .map(KnownNetwork::name)
            .filter(name.strip()::equalsIgnoreCase)
            .findFirst();
    if (known.isPresent()) {
      return new InvalidInputException(
          "the network '%s' is not installed; get it with: impasto networks fetch %s"
              .formatted(known.get(), known.get()));
    }
    if (name.matches(".*[./\\\\].*")) {
      return new InvalidInputException(
          "there is no file '%s', and no installed network of that name".formatted(name));
    }
    List<String> names = new ArrayList<>(List.of(Network.embedded().name()));
    names.addAll(folder.names());
    List<String> all = new ArrayList<>(names);
    KnownNetwork.all().forEach(network -> all.add(network.name()));
    Optional<String> nearest =
        NamedChoice.nearest(name.strip().toLowerCase(Locale.ROOT), all)
            .filter(other -> !names.contains(other));
    if (nearest.isPresent()) {
      return new InvalidInputException(
          "there is no network '%s'; did you mean %s? Get it with: impasto networks fetch %s"
              .formatted(name, nearest.get(), nearest.get()));
    }
    try {
      NamedChoice.of("network", name, names);
    } catch (InvalidInputException e) {
      return new InvalidInputException(e.getMessage() + ", or a file", e);
    }
    throw new IllegalStateException(name);
  }
}
