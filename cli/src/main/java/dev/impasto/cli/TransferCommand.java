package dev.impasto.cli;

import dev.impasto.InvalidInputException;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.TransferOptions.OptimizerChoice;
import dev.impasto.TransferOptions.Start;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "transfer",
    description = "Repaint a photograph in the manner of a painting.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto transfer photo.jpg painting.jpg -o result.png",
      "  impasto transfer photo.jpg painting.jpg -o large.jpg --size 1024 --style-weight 300",
      "  impasto transfer photo.jpg painting.jpg -o noise.png --init noise --seed 7"
    })
final class TransferCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "The photograph to repaint.")
  private Path content;

  @Parameters(index = "1", paramLabel = "STYLE", description = "The painting whose manner it gets.")
  private Path style;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the result goes: a .png or .jpg file; replaced whole, at the end.")
  private Path output;

  @ArgGroup(exclusive = false, heading = "%nThe result:%n")
  private ResultArguments result = new ResultArguments();

  @ArgGroup(exclusive = false, heading = "%nThe balance of content and style:%n")
  private LossArguments loss = new LossArguments();

  @ArgGroup(exclusive = false, heading = "%nThe optimization:%n")
  private RunArguments run = new RunArguments();

  @ArgGroup(exclusive = false, heading = "%nWhat is shown:%n")
  private ShowArguments show = new ShowArguments();

  static final class ResultArguments {
    @Option(
        names = {"-s", "--size"},
        paramLabel = "PIXELS",
        description = "Longest side of the result (default: ${bundle:size}).")
    @Nullable Integer size;

    @Option(
        names = "--quality",
        paramLabel = "1-100",
        description = "Quality of a JPEG result (default: ${DEFAULT-VALUE}).")
    int quality = 95;

    @Option(names = "--png16", description = "Write a PNG result with 16 bits a color.")
    boolean sixteenBits;

    @Option(
        names = "--max-pixels",
        paramLabel = "MEGAPIXELS",
        description = "Refuse larger pictures than this (default: ${DEFAULT-VALUE}).")
    int maxMegapixels = (int) (PictureReader.DEFAULT_MAX_PIXELS / 1_000_000);
  }

  static final class LossArguments {
    @Option(
        names = "--content-weight",
        paramLabel = "NUMBER",
        description = "How much the photograph counts (default: ${bundle:content-weight}).")
    @Nullable Double contentWeight;

    @Option(
        names = "--style-weight",
        paramLabel = "NUMBER",
        description = "How much the painting counts (default: ${bundle:style-weight}).")
    @Nullable Double styleWeight;

    @Option(
        names = "--tv-weight",
        paramLabel = "NUMBER",
        description = "How much smoothness counts: total variation (default: ${bundle:tv-weight}).")
    @Nullable Double tvWeight;

    @Option(
        names = "--content-layers",
        paramLabel = "LAYERS",
        description =
            "Where content is compared, as conv4_2 or conv3_2=0.3,conv4_2=0.7 (default:"
                + " ${bundle:content-layers}).")
    @Nullable String contentLayers;

    @Option(
        names = "--style-layers",
        paramLabel = "LAYERS",
        description = "Where style is compared (default: ${bundle:style-layers}).")
    @Nullable String styleLayers;

    @Option(
        names = "--style-scale",
        paramLabel = "NUMBER",
        description =
            "Size of the painting relative to the result; larger gives larger strokes (default:"
                + " ${bundle:style-scale}).")
    @Nullable Double styleScale;

    @Option(
        names = "--convention",
        paramLabel = "NAME",
        description =
            "How the losses are scaled, with the weights that belong to it: ${bundle:conventions}"
                + " (default: ${bundle:convention}).")
    @Nullable String convention;

    @Option(
        names = "--pooling",
        paramLabel = "average|max",
        description = "The network's pooling (default: ${bundle:pooling}).")
    @Nullable Pooling pooling;
  }

  static final class RunArguments {
    @Option(
        names = {"-n", "--iterations"},
        paramLabel = "COUNT",
        description = "Evaluations of the loss at each scale (default: ${bundle:iterations}).")
    @Nullable Integer iterations;

    @Option(
        names = "--scales",
        paramLabel = "COUNT",
        description =
            "Sizes to go through, coarse to fine, each 1.41 times the one before; 1 for the final"
                + " size alone (default: as many as start from about 128 pixels).")
    @Nullable Integer scales;

    @Option(
        names = "--optimizer",
        paramLabel = "lbfgs|adam",
        description = "What minimizes (default: ${bundle:optimizer}).")
    @Nullable OptimizerChoice optimizer;

    @Option(
        names = "--init",
        paramLabel = "content|style|noise|FILE",
        description = "What to start from (default: ${bundle:init}).")
    @Nullable String init;

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description = "Seed of the noise (default: ${bundle:seed}).")
    @Nullable Long seed;

    @Option(
        names = "--threads",
        paramLabel = "COUNT",
        description = "Threads to compute with (default: one per processor).")
    int threads;
  }

  static final class ShowArguments {
    @Option(
        names = "--save-every",
        paramLabel = "COUNT",
        description = "Also write the picture after every so many steps, numbered, beside FILE.")
    int saveEvery;

    @Option(
        names = {"-q", "--quiet"},
        description = "Show no progress.")
    boolean quiet;

    @Option(names = "--json", description = "Print a report of the run to standard output.")
    boolean json;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TransferCommand() {}

  @Override
  public Integer call() {
    PictureWriter.check(output);
    TransferOptions options = options();
    InvalidInputException.require(
        show.saveEvery >= 0, "--save-every must be 1 or more, not %d", show.saveEvery);
    InvalidInputException.require(
        run.threads >= 0, "--threads must be 1 or more, not %d", run.threads);
    long limit = result.maxMegapixels * 1_000_000L;
    Picture photograph = PictureReader.read(content, limit);
    Picture painting = PictureReader.read(style, limit);
    Optional<Picture> start = givenStart().map(file -> PictureReader.read(file, limit));

    Watcher watcher = new Watcher(System.err, Watcher.onTerminal(), show.quiet);
    Snapshots snapshots = new Snapshots(output, show.saveEvery);
    Report report = new Report(options);
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), Engine.open(run.threads))) {
      Progress.Listener listener =
          progress -> {
            watcher.show(progress);
            snapshots.take(progress, this::write);
            report.progressed(progress);
            return !interrupt.asked();
          };
      Picture picture =
          start.isPresent()
              ? transfer.transferFrom(start.get(), photograph, painting, options, listener)
              : transfer.transfer(photograph, painting, options, listener);
      write(picture, output);
      watcher.end(
          "%s %s: %dx%d in %s"
              .formatted(
                  interrupt.asked() ? "Stopped early; wrote" : "Wrote",
                  output,
                  picture.width(),
                  picture.height(),
                  Watcher.clock(report.elapsed())));
      if (show.json) {
        spec.commandLine()
            .getOut()
            .println(report.json(content, style, output, picture, transfer, interrupt.asked()));
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
  }

  private void write(Picture picture, Path file) {
    Map<String, String> metadata = new TreeMap<>(options().described());
    metadata.put("Software", Version.text());
    PictureWriter.write(
        picture,
        file,
        new PictureWriter.Options(result.sixteenBits ? 16 : 8, result.quality, metadata));
  }

  private TransferOptions options() {
    LossConvention convention =
        loss.convention == null
            ? TransferOptions.defaults().convention()
            : convention(loss.convention);
    TransferOptions options = TransferOptions.defaults(convention);
    if (result.size != null) {
      options = options.withSize(result.size);
    }
    if (loss.contentWeight != null) {
      options = options.withContentWeight(loss.contentWeight);
    }
    if (loss.styleWeight != null) {
      options = options.withStyleWeight(loss.styleWeight);
    }
    if (loss.tvWeight != null) {
      options = options.withTvWeight(loss.tvWeight);
    }
    if (loss.contentLayers != null) {
      options =
          options.withContentLayers(
              new LayerList(loss.contentLayers).shares(convention::contentShares));
    }
    if (loss.styleLayers != null) {
      options =
          options.withStyleLayers(new LayerList(loss.styleLayers).shares(convention::styleShares));
    }
    if (loss.styleScale != null) {
      options = options.withStyleScale(loss.styleScale);
    }
    if (loss.pooling != null) {
      options = options.withPooling(loss.pooling);
    }
    if (run.iterations != null) {
      options = options.withIterations(run.iterations);
    }
    if (run.scales != null) {
      options = options.withScales(run.scales);
    }
    if (run.optimizer != null) {
      options = options.withOptimizer(run.optimizer);
    }
    if (run.seed != null) {
      options = options.withSeed(run.seed);
    }
    return namedStart().map(options::withStart).orElse(options);
  }

  private static LossConvention convention(String name) {
    return Arrays.stream(LossConvention.values())
        .filter(convention -> convention.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "there is no convention '%s'; there are %s"
                        .formatted(name, Arrays.toString(LossConvention.values()))));
  }

  /** The start, where {@code --init} is one of the words. */
  private Optional<Start> namedStart() {
    return Arrays.stream(Start.values())
        .filter(start -> start.name().toLowerCase(Locale.ROOT).equals(run.init))
        .findFirst();
  }

  /** The picture to start from, where {@code --init} is none of the words. */
  private Optional<Path> givenStart() {
    return namedStart().isPresent()
        ? Optional.empty()
        : Optional.ofNullable(run.init).map(Path::of);
  }
}
