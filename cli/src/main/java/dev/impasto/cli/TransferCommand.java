package dev.impasto.cli;

import static dev.impasto.cli.Misuse.requireRange;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
    SECTIONS.put("size", "The result:");
    SECTIONS.put("result", "Files:");
    SECTIONS.put("balance", "The balance of photograph and painting:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("show", "What is shown on the way:");
    SECTIONS.put(
        "loss", "For those who know the paper (layers are conv1_1 to conv5_4, as in VGG-19):");
  }

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

  @Mixin private StartArguments start = new StartArguments();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private ShowArguments show = new ShowArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TransferCommand() {}

  @Override
  public Integer call() {
    result.requireWritable(output, content, style);
    TransferOptions options = options();
    Map<String, String> settings = settings(options);
    PictureWriter.Options unsigned = result.writing(output, settings);
    requireRange("--save-every", show.saveEvery, 0, Integer.MAX_VALUE);
    run.requireThreads();
    long limit = result.maxPixels();
    Ahead<Pictures> reading = new Ahead<>(() -> read(limit));
    Snapshots snapshots = new Snapshots(output, show.saveEvery);
    Optional<Checkpoint> reached = snapshots.reached(show.resume);

    Watcher watcher = new Watcher(spec.commandLine().getErr(), Watcher.onTerminal(), show.quiet);
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(loss.network.load(), run.engine())) {
      watcher.begin(transfer.engine());
      Map<String, String> described = RunArguments.described(settings, transfer.engine());
      PictureWriter.Options writing =
          unsigned.withText(RunArguments.described(unsigned.text(), transfer.engine()));
      Report report = new Report(described);
      Pictures given = reading.get();
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
        picture = transfer.resume(reached.get(), given.content(), given.style(), options, listener);
      } else if (given.start().isPresent()) {
        picture =
            transfer.transferFrom(
                given.start().get(), given.content(), given.style(), options, listener);
      } else {
        picture = transfer.transfer(given.content(), given.style(), options, listener);
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

  /** What is read while the engine is opened. */
  private record Pictures(Picture content, Picture style, Optional<Picture> start) {}

  private Pictures read(long limit) {
    return new Pictures(
        PictureReader.read(content, limit),
        PictureReader.read(style, limit),
        start.givenStart().map(file -> PictureReader.read(file, limit)));
  }

  /** The settings as they could be typed again. */
  private Map<String, String> settings(TransferOptions options) {
    Map<String, String> settings = new TreeMap<>(options.described());
    start.givenStart().ifPresent(file -> settings.put("init", file.toString()));
    return settings;
  }

  private TransferOptions options() {
    TransferOptions options = size.applyTo(loss.base(TransferOptions.defaults()));
    return start.applyTo(run.applyTo(loss.applyTo(balance.applyTo(options))));
  }
}
