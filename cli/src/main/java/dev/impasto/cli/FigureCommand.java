package dev.impasto.cli;

import static dev.impasto.InvalidInputException.require;

import dev.impasto.InvalidInputException;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The paper's figures. */
@Command(
    name = "figure",
    customSynopsis = "impasto figure NUMBER [CONTENT STYLE...] -o FILE [OPTIONS]",
    description = {
      "Make a figure of the paper from other pictures, with labels:",
      "  1  content reconstructed from each block, and style from more and more layers",
      "     (with --preconditioning 0.5, unless a preset is named)",
      "  3  one content, several paintings, each with its ratio of content to style",
      "  4  the ratio of content to style, from 1e-4 to 1e-1",
      "  5  content matched in conv2_2 and in conv4_2",
      "  6  what a run starts from: content, style, four noises",
      "  7  a style that is a photograph too",
      "",
      "Every finished picture is kept in the folder FILE.cells: after Ctrl-C the same command goes",
      "on with the next one.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto figure 4 photo.jpg painting.jpg -o ratios.png --size 256",
      "  impasto figure 3 photo.jpg one.jpg two.jpg -o paintings.png --ratios 1e-3,5e-3"
    })
final class FigureCommand implements Callable<Integer> {
  /** What the help calls the options of each field below, in the order in which it shows them. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("size", "Each picture:");
    SECTIONS.put("result", "Files:");
    SECTIONS.put("balance", "The balance of photograph and painting:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("loss", "The network and the loss:");
  }

  /** The launcher tells in this property where the example pictures are. */
  private static final String EXAMPLES = "impasto.examples";

  private static final List<String> USUAL =
      List.of(
          "content/harbor-town.jpg",
          "style/swirling-night.jpg",
          "style/dabs-of-light.jpg",
          "style/broken-planes.jpg",
          "style/ink-wave.jpg");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NUMBER",
      description = "The figure's number in the paper: 1, 3, 4, 5, 6 or 7.")
  private int number;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PICTURE",
      description = "The photograph, then the painting or paintings (default: the examples).")
  private List<Path> pictures = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the figure goes: a .png or .jpg file.")
  private Path output;

  @Option(
      names = "--ratios",
      paramLabel = "LIST",
      description =
          "Figures 3 and 4: the ratios of content to style, α/β, as 1e-3,5e-3 (default: the"
              + " paper's).")
  private @Nullable String ratios;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  private boolean quiet;

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  FigureCommand() {}

  @Override
  public Integer call() {
    Figure figure = Figure.of(number);
    List<Path> files = pictures.isEmpty() ? examples(number == 3 ? 5 : 2) : pictures;
    figure.requireCount(files.size());
    result.requireWritable(output, files.toArray(Path[]::new));
    TransferOptions options =
        run.applyTo(loss.applyTo(balance.applyTo(size.applyTo(loss.base(figure.usual())))));
    List<Double> chosen = ratios(figure);
    PictureWriter.Options writing = result.writing(output, options.described());
    run.requireThreads();
    long limit = result.maxPixels();
    List<FigureCell.Source> sources =
        files.stream()
            .map(
                file ->
                    new FigureCell.Source(PictureReader.read(file, limit), FigureFolder.hash(file)))
            .toList();
    List<FigureCell> cells = figure.cells(sources, options, chosen);
    Network network = loss.network.load();
    Watcher watcher = new Watcher(spec.commandLine().getErr(), Watcher.onTerminal(), quiet);
    long began = System.nanoTime();
    pictures(cells, network, watcher)
        .ifPresent(
            made -> {
              PictureWriter.write(sheet(cells, made, figure.columns()), output, writing);
              watcher.end(
                  "Wrote %s: %d pictures in %s"
                      .formatted(output, cells.size(), Watcher.clock(since(began))));
            });
    return 0;
  }

  /** All pictures, those of a run before included; empty if the user ended this one. */
  private Optional<List<Picture>> pictures(
      List<FigureCell> cells, Network network, Watcher watcher) {
    long began = System.nanoTime();
    int done = 0;
    List<Picture> made = new ArrayList<>();
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(network, run.engine())) {
      watcher.begin(transfer.engine());
      FigureFolder folder = new FigureFolder(output, network, transfer.engine().precision());
      long missing =
          cells.stream().filter(cell -> cell.isMade() && folder.find(cell).isEmpty()).count();
      for (FigureCell cell : cells) {
        Optional<Picture> kept = cell.isMade() ? folder.find(cell) : Optional.empty();
        if (kept.isPresent()) {
          watcher.end("%s: kept from before".formatted(cell.label()));
          made.add(kept.get());
          continue;
        }
        int before = done;
        Progress.Listener listener =
            progress -> {
              watcher.show(progress.within(before, (int) missing, since(began)));
              return !interrupt.asked();
            };
        Picture picture = cell.maker().make(transfer, listener);
        if (interrupt.asked()) {
          watcher.end(
              "Stopped: %d of %d pictures are kept in %s, and the same command goes on from there"
                  .formatted(cells.size() - missing + done, cells.size(), folder.path()));
          return Optional.empty();
        }
        if (cell.isMade()) {
          folder.keep(cell, picture);
          done++;
          watcher.end("%s: made, %d of %d".formatted(cell.label(), done, missing));
        }
        made.add(picture);
      }
      return Optional.of(made);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static Picture sheet(List<FigureCell> cells, List<Picture> made, int columns) {
    FigureSheet sheet = new FigureSheet(columns);
    for (int i = 0; i < cells.size(); i++) {
      sheet.add(cells.get(i).label(), made.get(i), cells.get(i).inset());
    }
    return sheet.drawn();
  }

  private List<Double> ratios(Figure figure) {
    require(
        !figure.ratios().isEmpty() || ratios == null,
        "figure %d has one ratio: --ratio, not --ratios",
        number);
    require(
        figure.ratios().isEmpty() || (balance.ratio == null && balance.styleWeight == null),
        "figure %d has several ratios: --ratios, not --ratio or --style-weight",
        number);
    return ratios == null ? figure.ratios() : parsed(ratios);
  }

  private static List<Double> parsed(String list) {
    try {
      return Arrays.stream(list.split(",", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "--ratios must be numbers, such as 1e-3,5e-3, not '%s'".formatted(list), e);
    }
  }

  private List<Path> examples(int count) {
    String folder = System.getProperty(EXAMPLES, "examples");
    List<Path> files =
        USUAL.subList(0, count).stream().map(name -> Path.of(folder).resolve(name)).toList();
    require(
        files.stream().allMatch(Files::exists),
        "the example pictures are not in '%s': name a photograph and %s",
        folder,
        count == 2 ? "a painting" : "paintings");
    return files;
  }
}
