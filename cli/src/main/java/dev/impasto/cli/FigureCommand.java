package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.ResultTexts;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.picture.PrintProfile;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
      "     (with the settings of impasto reconstruct, unless a preset is named)",
      "  3  one content, several paintings, each with its ratio of content to style",
      "  4  the ratio of content to style, from 1e-4 to 1e-1 (in 500 steps)",
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
    SECTIONS.put("fit", "The paintings:");
    SECTIONS.put("color", "Colors:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("loss", "The network and the loss:");
  }

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

  @Mixin private OutputArgument output = new OutputArgument();

  @Option(
      names = "--ratios",
      paramLabel = "LIST",
      description =
          "Figures 3 and 4: the ratios of content to style, α/β, as 1e-3,5e-3 (default: the"
              + " paper's).")
  private @Nullable String ratios;

  @Mixin private QuietArgument quiet = new QuietArgument();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private StyleFitArguments fit = new StyleFitArguments();

  @Mixin private ColorArguments color = new ColorArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  FigureCommand() {}

  @Override
  public Integer call() {
    Figure figure = Figure.of(number);
    List<Path> files = pictures.isEmpty() ? examples(figure) : pictures;
    figure.requireCount(files.size());
    UnaryOperator<TransferOptions> given =
        usual -> SettingArguments.change(loss.base(usual), size, balance, fit, color, loss, run);
    TransferOptions shared = given.apply(figure.usual());
    output.name(
        new NamePattern()
            .with("content", files.subList(0, 1))
            .with("style", files.subList(1, files.size()))
            .with("size", Integer.toString(shared.size()))
            .with("seed", Long.toString(shared.schedule().start().seed())),
        false);
    Optional<PrintProfile> printer = color.printer();
    output.requireWritable(files, loss.network);
    printer.ifPresent(profile -> output.requireWritable(List.of(Path.of(profile.name()))));
    List<Double> chosen =
        figure.ratios(
            Optional.ofNullable(ratios), balance.ratio != null || balance.styleWeight != null);
    require(
        !result.keepExif && !result.keepProfile,
        "a figure is of several pictures: leave out %s",
        result.keepExif ? "--keep-exif" : "--keep-profile");
    PictureWriter.Options unsigned = result.writing(output.file);
    run.requireValid();
    List<SourcePicture> sources = sources(files, printer);
    size.beside(sources.get(0).picture());
    List<FigureCell> cells = figure.cells(sources, given, chosen);
    ProgressLine line = quiet.line(spec);
    Network network = PaperNetwork.of(loss.network.load(), run.threads(), line);
    Watcher watcher = new Watcher(line);
    try (Interrupt interrupt = new Interrupt(watcher::end);
        Engine engine = run.engine();
        StyleTransfer transfer = run.memory.transfer(network, engine)) {
      watcher.begin(engine);
      FigureFolder folder = new FigureFolder(output.file, network, transfer.engine().precision());
      FigureRun figureRun = new FigureRun(folder, watcher, interrupt, Integer.MAX_VALUE);
      Optional<List<Picture>> made = figureRun.pictures(cells, transfer);
      if (made.isPresent()) {
        PictureWriter.write(
            FigureSheet.drawn(cells, made.get(), figure.columns(), false),
            output.file,
            unsigned.withText(ResultTexts.of(shared, engine)));
        watcher.end(
            "Wrote %s: %d pictures in %s"
                .formatted(output.file, cells.size(), Watcher.clock(figureRun.elapsed())));
      }
      return interrupt.code();
    }
  }

  private List<SourcePicture> sources(List<Path> files, Optional<PrintProfile> printer) {
    long limit = result.maxPixels();
    return files.stream()
        .map(file -> new SourcePicture(SourcePictures.name(file), PictureReader.read(file, limit)))
        .map(source -> printer.map(source::proofed).orElse(source))
        .toList();
  }

  private static List<Path> examples(Figure figure) {
    List<Path> files = figure.examples().stream().map(Examples::file).toList();
    require(
        files.stream().allMatch(Files::exists),
        "the example pictures are not in '%s': name a photograph and %s",
        Examples.folder(),
        files.size() == 2 ? "a painting" : "paintings");
    return files;
  }
}
