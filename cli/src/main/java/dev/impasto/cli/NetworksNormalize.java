package dev.impasto.cli;

import static dev.impasto.InvalidInputException.require;

import dev.impasto.InvalidInputException;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.network.MeanResponses;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Normalization;
import dev.impasto.network.Vgg;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
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
  private static final int LEAST_SIDE = 16;

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
    require(size >= LEAST_SIDE && size <= 4096, "--size must be 16 to 4096, not %d", size);
    int threads = this.threads.count();
    List<Path> files = files();
    Network original = network.load();
    String chosen = name == null ? NetworksAdd.nameOf(original.name()) + "-normalized" : name;
    NetworkFolder folder = Home.networks();
    if (output == null) {
      NetworksAdd.requireFree(folder, chosen);
    } else {
      require(!Files.isDirectory(output), "'%s' is a folder; -o must be a file", output);
    }
    ProgressLine line = quiet.line(spec);

    int used = 0;
    Normalization normalization;
    try (Engine engine = Engine.open(threads);
        MeanResponses responses =
            new MeanResponses(new Vgg(original, engine, Vgg.Form.plain(pooling)))) {
      for (int i = 0; i < files.size(); i++) {
        used += add(responses, files.get(i), line) ? 1 : 0;
        if (line.isDue() || i == files.size() - 1) {
          line.show((i + 1.0) / files.size(), "picture %d of %d".formatted(i + 1, files.size()));
        }
      }
      require(used > 0, "none of the %d files of '%s' is a usable picture", files.size(), pictures);
      normalization = Normalization.of(original, responses.means());
    }
    String how =
        "mean response 1 over %d pictures of at most %d pixels, %s pooling"
            .formatted(used, size, Defaults.lower(pooling));
    Network scaled = normalization.network().named(chosen, Map.of("normalized", how));
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
    line.say("Wrote %s: %s".formatted(written, how));
    return 0;
  }

  /** Adds a picture; one that cannot be used is named and passed over. */
  private boolean add(MeanResponses responses, Path file, ProgressLine line) {
    try {
      Picture picture = PictureReader.read(file).onWhite();
      int longest = Math.max(picture.width(), picture.height());
      if (longest > size) {
        double scale = (double) size / longest;
        picture =
            picture.resized(
                Math.max(1, (int) Math.round(scale * picture.width())),
                Math.max(1, (int) Math.round(scale * picture.height())));
      }
      require(
          Math.min(picture.width(), picture.height()) >= LEAST_SIDE,
          "'%s' is %dx%d at this size; both sides must be at least %d",
          file,
          picture.width(),
          picture.height(),
          LEAST_SIDE);
      responses.add(picture.height(), picture.width(), picture.rgb());
      return true;
    } catch (InvalidInputException e) {
      line.say("Passed over: " + Main.firstLine(e.getMessage()));
      return false;
    }
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
