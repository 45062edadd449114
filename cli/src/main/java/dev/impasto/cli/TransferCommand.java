package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.InvalidInputException;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.TransferOptions.OptimizerChoice;
import dev.impasto.TransferOptions.Start;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "transfer",
    customSynopsis = "impasto transfer CONTENT STYLE -o FILE [OPTIONS]",
    description = {
      "Repaint a photograph in the manner of a painting.",
      "",
      "What shapes the result most: --size, --style-weight and --style-scale.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto transfer photo.jpg painting.jpg -o result.png",
      "  impasto transfer photo.jpg painting.jpg -o large.jpg --size 1024 --style-weight 300",
      "  impasto transfer photo.jpg painting.jpg -o draft.png --size 256 --iterations 30",
      "  impasto transfer photo.jpg painting.jpg -o noise.png --init noise --seed 7",
      "",
      "Ctrl-C ends a run early; the best picture so far is then written, and FILE.checkpoint beside it.",
      "The same command with --resume goes on from there."
    })
final class TransferCommand implements Callable<Integer> {
  /** What the help calls the options of each field below, in the order in which it shows them. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("result", "The result:");
    SECTIONS.put("balance", "The balance of photograph and painting:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("show", "What is shown on the way:");
    SECTIONS.put(
        "loss", "For those who know the paper (layers are conv1_1 to conv5_4, as in VGG-19):");
  }

  private static final int MEGA = 1_000_000;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "The photograph to repaint.")
  private Path content;

  @Parameters(index = "1", paramLabel = "STYLE", description = "The painting whose manner it gets.")
  private Path style;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where the result goes: a .png or .jpg file. One of that name is replaced, at the end.")
  private Path output;

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private ShowArguments show = new ShowArguments();

  @Mixin private LossArguments loss = new LossArguments();

  static final class ResultArguments {
    @Option(
        names = {"-s", "--size"},
        paramLabel = "PIXELS",
        description = "Longest side of the result (default: ${bundle:default.size}).")
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
        description = "Refuse to read pictures larger than this (default: ${DEFAULT-VALUE}).")
    int maxMegapixels = (int) (PictureReader.DEFAULT_MAX_PIXELS / MEGA);
  }

  static final class BalanceArguments {
    @Option(
        names = "--content-weight",
        paramLabel = "NUMBER",
        description = "How much the photograph counts (default: ${bundle:default.content-weight}).")
    @Nullable Double contentWeight;

    @Option(
        names = "--style-weight",
        paramLabel = "NUMBER",
        description =
            "How much the painting counts; ten times more or less is a visible step (default:"
                + " ${bundle:default.style-weight}).")
    @Nullable Double styleWeight;

    @Option(
        names = "--tv-weight",
        paramLabel = "NUMBER",
        description =
            "How much smoothness counts: total variation (default: ${bundle:default.tv-weight}).")
    @Nullable Double tvWeight;

    @Option(
        names = "--style-scale",
        paramLabel = "NUMBER",
        description =
            "Size of the painting relative to the result; larger gives larger strokes (default:"
                + " ${bundle:default.style-scale}).")
    @Nullable Double styleScale;
  }

  static final class RunArguments {
    @Option(
        names = {"-n", "--iterations"},
        paramLabel = "COUNT",
        description =
            "Steps at the final size: evaluations of the loss (default:"
                + " ${bundle:default.iterations}).")
    @Nullable Integer iterations;

    @Option(
        names = "--iteration-growth",
        paramLabel = "NUMBER",
        description =
            "How many times the steps of the next larger size each smaller one gets (default:"
                + " ${bundle:default.iteration-growth}).")
    @Nullable Double iterationGrowth;

    @Option(
        names = "--scales",
        paramLabel = "COUNT",
        description =
            "How many sizes to go through, coarse to fine, each 1.41 times the one before; 1 for"
                + " the final size alone, 0 for as many as start from about 128 pixels (default:"
                + " ${bundle:default.scales}).")
    @Nullable Integer scales;

    @Option(
        names = "--init",
        paramLabel = "content|style|noise|FILE",
        description =
            "What to start from: one of the two pictures, noise, or another picture (default:"
                + " ${bundle:default.init}).")
    @Nullable String init;

    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description = "Which noise to start from (default: ${bundle:default.seed}).")
    @Nullable Long seed;

    @Option(
        names = "--optimizer",
        paramLabel = "lbfgs|adam",
        description =
            "How to improve the picture; adam needs less memory (default:"
                + " ${bundle:default.optimizer}).")
    @Nullable OptimizerChoice optimizer;

    @Option(
        names = "--preconditioning",
        paramLabel = "NUMBER",
        description =
            "How much more easily a step changes large areas than single pixels; 0 for the"
                + " literature's steps (default: ${bundle:default.preconditioning}).")
    @Nullable Double preconditioning;

    @Option(
        names = "--threads",
        paramLabel = "COUNT",
        description =
            "Threads to compute with; 0 for one per processor (default: ${DEFAULT-VALUE}).")
    int threads;
  }

  static final class ShowArguments {
    @Option(
        names = "--resume",
        description =
            "Go on with a run that was ended early: from FILE.checkpoint, with the same pictures"
                + " and settings.")
    boolean resume;

    @Option(
        names = "--save-every",
        paramLabel = "COUNT",
        description =
            "Also write the picture after every so many steps, beside FILE, as FILE_00050 and so"
                + " on, and FILE.checkpoint; 0 for never (default: ${DEFAULT-VALUE}).")
    int saveEvery;

    @Option(
        names = {"-q", "--quiet"},
        description = "Show no progress.")
    boolean quiet;

    @Option(
        names = "--json",
        description = "Print a report of the run, losses and settings, to standard output.")
    boolean json;
  }

  static final class LossArguments {
    @Option(
        names = "--content-layers",
        paramLabel = "LAYERS",
        description =
            "Where content is compared, as conv4_2 or conv3_2=0.3,conv4_2=0.7 (default:"
                + " ${bundle:default.content-layers}).")
    @Nullable String contentLayers;

    @Option(
        names = "--style-layers",
        paramLabel = "LAYERS",
        description =
            "Where style is compared, written likewise (default:"
                + " ${bundle:default.style-layers}).")
    @Nullable String styleLayers;

    @Mixin NetworkArguments network = new NetworkArguments();

    @Option(
        names = "--pooling",
        paramLabel = "average|max",
        description = "The network's pooling (default: ${bundle:default.pooling}).")
    @Nullable Pooling pooling;

    @Option(
        names = "--convention",
        paramLabel = "NAME",
        description =
            "How the losses are scaled: ${bundle:choice.conventions}. Each has its own default"
                + " weights; those above belong to the default (default:"
                + " ${bundle:default.convention}).")
    @Nullable LossConvention convention;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TransferCommand() {}

  @Override
  public Integer call() {
    PictureWriter.check(output);
    requireOther(content);
    requireOther(style);
    TransferOptions options = options();
    PictureWriter.Options writing = writing(options);
    requireRange("--save-every", show.saveEvery, 0, Integer.MAX_VALUE);
    requireRange("--threads", run.threads, 0, Engine.MOST_THREADS);
    requireRange("--max-pixels", result.maxMegapixels, 1, Integer.MAX_VALUE);
    long limit = (long) result.maxMegapixels * MEGA;
    Picture photograph = PictureReader.read(content, limit);
    Picture painting = PictureReader.read(style, limit);
    Optional<Picture> start = givenStart().map(file -> PictureReader.read(file, limit));
    Snapshots snapshots = new Snapshots(output, show.saveEvery);
    Optional<Checkpoint> reached = snapshots.reached(show.resume);

    Watcher watcher = new Watcher(spec.commandLine().getErr(), Watcher.onTerminal(), show.quiet);
    Report report = new Report(settings(options));
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(loss.network.load(), Engine.open(run.threads))) {
      Progress.Listener listener =
          progress -> {
            watcher.show(progress);
            report.progressed(progress);
            boolean stop = interrupt.asked();
            snapshots.take(
                progress, stop, (shown, file) -> PictureWriter.write(shown, file, writing));
            return !stop;
          };
      Picture picture;
      if (reached.isPresent()) {
        picture = transfer.resume(reached.get(), photograph, painting, options, listener);
      } else if (start.isPresent()) {
        picture = transfer.transferFrom(start.get(), photograph, painting, options, listener);
      } else {
        picture = transfer.transfer(photograph, painting, options, listener);
      }
      PictureWriter.write(picture, output, writing);
      if (!interrupt.asked()) {
        snapshots.finished();
      }
      watcher.end(
          "%s %s: %dx%d in %s%s"
              .formatted(
                  interrupt.asked() ? "Stopped early; wrote" : "Wrote",
                  output,
                  picture.width(),
                  picture.height(),
                  Watcher.clock(report.elapsed()),
                  interrupt.asked() ? "; --resume goes on from there" : ""));
      if (show.json) {
        spec.commandLine()
            .getOut()
            .println(report.json(content, style, output, picture, transfer, interrupt.asked()));
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
  }

  /** The result must not replace what it is made of. */
  private void requireOther(Path source) {
    try {
      InvalidInputException.require(
          !Files.exists(source) || !Files.exists(output) || !Files.isSameFile(source, output),
          "the result would replace the picture it is made of, '%s'; choose another -o",
          source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireRange(String option, int value, int least, int most) {
    InvalidInputException.require(
        least <= value && value <= most,
        "%s must be %s, not %d",
        option,
        most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most,
        value);
  }

  private PictureWriter.Options writing(TransferOptions options) {
    InvalidInputException.require(
        !result.sixteenBits || output.toString().toLowerCase(Locale.ROOT).endsWith(".png"),
        "--png16 needs a result that ends in .png, not '%s'",
        output);
    Map<String, String> metadata = new TreeMap<>(settings(options));
    metadata.put("Software", Version.text());
    return new PictureWriter.Options(result.sixteenBits ? 16 : 8, result.quality, metadata);
  }

  /** The settings as they could be typed again. */
  private Map<String, String> settings(TransferOptions options) {
    Map<String, String> settings = new TreeMap<>(options.described());
    givenStart().ifPresent(file -> settings.put("init", file.toString()));
    return settings;
  }

  private TransferOptions options() {
    LossConvention convention =
        loss.convention == null ? TransferOptions.defaults().convention() : loss.convention;
    TransferOptions options = TransferOptions.defaults(convention);
    if (result.size != null) {
      options = options.withSize(result.size);
    }
    if (balance.contentWeight != null) {
      options = options.withContentWeight(balance.contentWeight);
    }
    if (balance.styleWeight != null) {
      options = options.withStyleWeight(balance.styleWeight);
    }
    if (balance.tvWeight != null) {
      options = options.withTvWeight(balance.tvWeight);
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
    if (balance.styleScale != null) {
      options = options.withStyleScale(balance.styleScale);
    }
    if (loss.pooling != null) {
      options = options.withPooling(loss.pooling);
    }
    if (run.iterations != null) {
      options = options.withIterations(run.iterations);
    }
    if (run.iterationGrowth != null) {
      options = options.withIterationGrowth(run.iterationGrowth);
    }
    if (run.preconditioning != null) {
      options = options.withPreconditioning(run.preconditioning);
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

  /** The start, where {@code --init} is one of the words. */
  private Optional<Start> namedStart() {
    return Arrays.stream(Start.values())
        .filter(start -> start.name().equalsIgnoreCase(run.init))
        .findFirst();
  }

  /** The picture to start from, where {@code --init} is none of the words. */
  private Optional<Path> givenStart() {
    if (run.init == null || namedStart().isPresent()) {
      return Optional.empty();
    }
    Path file = Path.of(run.init);
    InvalidInputException.require(
        Files.exists(file),
        "--init must be content, style, noise or a picture, and there is no file '%s'",
        file);
    return Optional.of(file);
  }
}
