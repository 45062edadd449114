package dev.impasto.cli;

import dev.impasto.InvalidInputException;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.engine.Engine;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
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
      "Ctrl-C ends a run early; the best picture so far is then written."
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
    long limit = result.maxPixels();
    Picture photograph = PictureReader.read(content, limit);
    Picture painting = PictureReader.read(style, limit);
    Optional<Picture> start = run.givenStart().map(file -> PictureReader.read(file, limit));

    Watcher watcher = new Watcher(spec.commandLine().getErr(), Watcher.onTerminal(), show.quiet);
    Snapshots snapshots = new Snapshots(output, show.saveEvery);
    Report report = new Report(settings(options));
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(loss.loaded(), Engine.open(run.threads))) {
      Progress.Listener listener =
          progress -> {
            watcher.show(progress);
            snapshots.take(
                progress, (picture, file) -> PictureWriter.write(picture, file, writing));
            report.progressed(progress);
            return !interrupt.asked();
          };
      Picture picture =
          start.isPresent()
              ? transfer.transferFrom(start.get(), photograph, painting, options, listener)
              : transfer.transfer(photograph, painting, options, listener);
      PictureWriter.write(picture, output, writing);
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
    run.givenStart().ifPresent(file -> settings.put("init", file.toString()));
    return settings;
  }

  private TransferOptions options() {
    TransferOptions options = result.applyTo(loss.base());
    return run.applyTo(loss.applyTo(balance.applyTo(options)));
  }
}
