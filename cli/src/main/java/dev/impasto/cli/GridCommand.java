package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.ResultTexts;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.json.JsonMapper;

/** The main job for each value of one option, or of two. */
@Command(
    name = "grid",
    customSynopsis =
        "impasto grid CONTENT STYLE... -o FILE --vary NAME=VALUES [--vary NAME=VALUES] [OPTIONS]",
    description = {
      "Repaint a photograph with each value of an option, or of two, and lay all out on a sheet with",
      "labels: the first option across, the second down.",
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
      "  impasto grid photo.jpg painting.jpg -o grid.png --vary style-weight=1,4,16 \\",
      "    --vary style-scale=0.5,1",
      "  impasto grid photo.jpg painting.jpg -o steps.png --size 256 --vary iterations=10..130:5"
    })
final class GridCommand extends TransferCommand {
  private static final int MOST = 400;

  /** Of the whole sheet. */
  private static final double MOST_PIXELS = 64e6;

  private static final int LONGEST_ROW = 5;

  /** What is for a run that makes one picture. */
  private static final List<String> OF_ONE =
      List.of(
          "--resume",
          "--save-every",
          "--checkpoint-every",
          "--animation",
          "--animation-frames",
          "--animation-size",
          "--dry-run",
          "--json",
          "--report");

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "NAME=VALUES",
      description =
          "An option without its dashes, and its values: style-weight=1,4,16, or FROM..TO:COUNT, as"
              + " style-weight=1..9:5. Values with a comma are divided by semicolons.")
  private List<String> vary = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GridCommand() {}

  /** Leaves out what is for one picture, and puts the rest under headings. */
  static void arrange(CommandLine command) {
    HelpSections.leaveOut(command, OF_ONE);
    HelpSections.arrange(command, SECTIONS);
  }

  @Override
  public Integer call() {
    List<Vary> varied = varied();
    Asked asked = asked();
    PictureArguments given = asked.arguments();
    SourcePictures sources = asked.pictures().sources();
    given.output().requireWritable(sources.files(), given.network());
    PictureWriter.Options unsigned = given.result().writing(given.output().file);
    given.run().requireValid();
    sources.read(given.result().maxPixels(), given.run().memory.reading());
    List<FigureCell> cells = cells(varied, sources);
    Network network = new PictureRun(spec(), given).network();
    Watcher watcher = new Watcher(given.show().quiet.line(spec()));
    try (Interrupt interrupt = new Interrupt(watcher::end);
        Engine engine = given.run().engine();
        StyleTransfer transfer = given.run().memory.transfer(network, engine)) {
      watcher.begin(engine);
      cells.forEach(cell -> transfer.check(cell.request().orElseThrow()));
      FigureFolder folder =
          new FigureFolder(given.output().file, network, transfer.engine().precision());
      FigureRun run = new FigureRun(folder, watcher, interrupt, longest(cells.size()));
      Optional<List<Picture>> made = run.pictures(cells, transfer);
      if (made.isPresent()) {
        Map<String, String> text = new TreeMap<>(ResultTexts.of(asked.options(), engine));
        text.put(
            ResultTexts.RUN, JsonMapper.shared().writeValueAsString(given.run(transfer, false)));
        text.put("Vary", String.join(" ", vary));
        PictureWriter.write(
            FigureSheet.drawn(cells, made.get(), columns(varied), true),
            given.output().file,
            unsigned.withText(text));
        watcher.end(
            "Wrote %s: %d pictures in %s"
                .formatted(given.output().file, cells.size(), Watcher.clock(run.elapsed())));
      }
      return interrupt.code();
    }
  }

  private List<Vary> varied() {
    require(vary.size() <= 2, "--vary is given %d times: one or two options vary", vary.size());
    List<Vary> varied = vary.stream().map(given -> Vary.of(given, MOST, spec())).toList();
    int count = varied.stream().mapToInt(each -> each.values().size()).reduce(1, (a, b) -> a * b);
    require(
        count <= MOST,
        "--vary asks for %d pictures; a grid has at most %d: give fewer values",
        count,
        MOST);
    require(
        varied.stream().map(Vary::option).distinct().count() == varied.size(),
        "--vary has the option %s twice: give all its values at once",
        varied.get(0).option());
    ParseResult given = spec().commandLine().getParseResult();
    for (Vary each : varied) {
      require(
          !given.hasMatchedOption(each.option()),
          "%s is given and varied: leave out one of them",
          each.option());
    }
    return varied;
  }

  /** All pictures, row by row. */
  private List<FigureCell> cells(List<Vary> varied, SourcePictures sources) {
    CommandLine cell = Main.commandLine("transfer");
    CommandLine transfer = Objects.requireNonNull(cell.getSubcommands().get("transfer"));
    if (spec().commandLine().getDefaultValueProvider() != null) {
      transfer.setDefaultValueProvider(spec().commandLine().getDefaultValueProvider());
    }
    TransferCommand command = transfer.getCommand();
    Vary across = varied.get(0);
    List<FigureCell> cells = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (String down : varied.size() == 2 ? varied.get(1).values() : List.of("")) {
      for (String value : across.values()) {
        List<String> arguments = common();
        arguments.add(across.argument(value));
        String label = across.label(value);
        if (varied.size() == 2) {
          arguments.add(varied.get(1).argument(down));
          label += ", " + varied.get(1).label(down);
        }
        TransferRequest request = request(cell, command, arguments, sources);
        String same = seen.put(settings(request), label);
        require(
            same == null,
            "--vary: '%s' and '%s' ask for the same picture: vary what shapes one, each value once",
            String.valueOf(same),
            label);
        cells.add(new FigureCell(label, Optional.empty(), Optional.of(request), Optional.empty()));
      }
    }
    return cells;
  }

  /** What all pictures are given, as arguments of the main job. */
  private List<String> common() {
    List<String> given = spec().root().commandLine().getParseResult().originalArgs();
    List<String> common = new ArrayList<>(List.of("transfer"));
    boolean named = false;
    for (int i = 0; i < given.size(); i++) {
      String argument = given.get(i);
      if (!named && argument.equals("grid")) {
        named = true;
      } else if (argument.equals("--vary")) {
        i++;
      } else if (!argument.startsWith("--vary=")) {
        common.add(argument);
      }
    }
    return common;
  }

  private static TransferRequest request(
      CommandLine cell, TransferCommand command, List<String> arguments, SourcePictures sources) {
    try {
      cell.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InvalidInputException(UsageErrors.line(e), e);
    }
    return command.asked().request(sources);
  }

  /** All that can differ between two pictures of a grid. */
  private static String settings(TransferRequest request) {
    StringBuilder settings = new StringBuilder(OptionsJson.write(request.options()));
    request.styles().forEach(style -> settings.append(style.weight()).append(style.fit()));
    return settings.append(request.masks().weights()).append(request.masks().mode()).toString();
  }

  private static int columns(List<Vary> varied) {
    int across = varied.get(0).values().size();
    return varied.size() == 2 || across <= LONGEST_ROW
        ? across
        : (int) Math.ceil(Math.sqrt(across));
  }

  /** The longest side of each picture, so that the sheet can be held. */
  private static int longest(int cells) {
    return (int) Math.sqrt(MOST_PIXELS / cells);
  }
}
