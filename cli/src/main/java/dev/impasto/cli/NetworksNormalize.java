package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Normalization;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The paper's normalization. */
@Command(
    name = "normalize",
    description = {
      "Scale a network's filters so that the mean response of each is 1 over given pictures.",
      "This is the normalization of the paper; it changes no response but in scale. Filters that"
          + " never respond are left as they are."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksNormalize implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "A folder of pictures.")
  private Path pictures;

  @Mixin private NetworkArguments network = new NetworkArguments();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the network to this .safetensors file (default: it is installed).")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What to call the network (default: the name of the one it is made of, and"
              + " -normalized).")
  private @Nullable String name;

  @Option(
      names = "--pooling",
      paramLabel = "average|max",
      description = "The pooling between the layers (default: ${DEFAULT-VALUE}).")
  private Pooling pooling = Pooling.AVERAGE;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS",
      description =
          "Reduce pictures whose longest side is longer than this (default: ${DEFAULT-VALUE}).")
  private int size = 512;

  @Mixin private ThreadsArgument threads = new ThreadsArgument();

  @Mixin private QuietArgument quiet = new QuietArgument();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  NetworksNormalize() {}

  @Override
  public Integer call() {
    require(
        size >= Normalizer.LEAST_SIDE && size <= 4096, "--size must be 16 to 4096, not %d", size);
    int threads = this.threads.count();
    List<Path> files = files();
    Network original = network.load();
    String chosen = name == null ? NetworksAdd.nameOf(original.name()) + "-normalized" : name;
    NetworkFolder folder = UserFolders.networks();
    if (output == null) {
      NetworksAdd.requireFree(folder, chosen);
    } else {
      require(!Files.isDirectory(output), "'%s' is a folder; -o must be a file", output);
    }
    ProgressLine line = quiet.line(spec);

    Normalizer normalizer = new Normalizer(pooling, size, 0, threads, line);
    Normalization normalization = normalizer.over(files, original);
    Network scaled = normalization.network().named(chosen, Map.of());
    Path written = output;
    if (written == null) {
      written = folder.add(scaled, chosen);
    } else {
      NetworkFile.write(scaled, written);
    }
    normalization
        .dead()
        .forEach(
            (layer, filters) ->
                line.say(
                    "%s: filters that never respond, left alone: %s".formatted(layer, filters)));
    line.say("Wrote %s: %s".formatted(written, scaled.facts().get(Normalizer.FACT)));
    return 0;
  }

  private List<Path> files() {
    require(Files.isDirectory(pictures), "there is no folder '%s'", pictures);
    try (Stream<Path> all = Files.list(pictures)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .sorted()
              .toList();
      require(!files.isEmpty(), "the folder '%s' has no pictures", pictures);
      return files;
    } catch (IOException e) {
      throw new InvalidInputException(
          "the folder '%s' cannot be read: %s".formatted(pictures, e.getMessage()), e);
    }
  }
}
