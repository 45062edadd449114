package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.network.catalog.Checksum;
import dev.impasto.network.catalog.NetworkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs a network from a file of any of the formats. */
@Command(
    name = "add",
    description = {
      "Install a network from a file of weights, of any format that --network reads.",
      "Only the convolutions are kept; the file itself is not needed afterwards."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksAdd implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of weights.")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the network (default: the file's name without its ending).")
  private @Nullable String name;

  @Option(
      names = "--preprocessing",
      paramLabel = "torchvision|caffe",
      description = "What the weights were trained with (default: as the file's content tells).")
  private @Nullable Preprocessing preprocessing;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksAdd() {}

  @Override
  public Integer call() {
    require(Files.exists(file), "there is no file '%s'", file);
    NetworkFolder folder = UserFolders.networks();
    String chosen = name == null ? nameOf(String.valueOf(file.getFileName())) : name;
    requireFree(folder, chosen);
    Network network = NetworkFile.read(file, Optional.ofNullable(preprocessing));
    Map<String, String> facts =
        Map.of(
            "origin",
            String.valueOf(file.getFileName()),
            "origin-sha256",
            Checksum.of(file, Checksum.Algorithm.SHA256).hex());
    Path installed = folder.add(network.named(chosen, facts), chosen);
    spec.commandLine()
        .getOut()
        .println(
            "Installed '%s' in %s; its preprocessing is %s"
                .formatted(chosen, installed, network.facts().getOrDefault("convention", "")));
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** Makes sure that the name is neither in use nor that of the embedded network. */
  static void requireFree(NetworkFolder folder, String name) {
    require(
        !name.equalsIgnoreCase(Network.embedded().name()),
        "'%s' is the network that comes with the program; choose another --name",
        name);
    folder.requireFree(name);
  }

  /** A name made of that of a file, or of a network that was read from one. */
  static String nameOf(String file) {
    String plain =
        file.toLowerCase(Locale.ROOT)
            .replaceFirst("(?<=.)\\.(pth?|bin|safetensors|h5|hdf5|caffemodel|onnx)$", "")
            .replaceAll("[^a-z0-9._-]", "-")
            .replaceFirst("^[._-]+", "");
    return plain.length() > 64 ? plain.substring(0, 64) : plain;
  }
}
