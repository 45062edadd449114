package dev.impasto.cli;

import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the main job would take. */
@Command(
    name = "estimate",
    customSynopsis = "impasto estimate CONTENT STYLE... [OPTIONS]",
    description = {
      "Say how much memory and time 'impasto transfer' would take with these pictures and options,",
      "and the largest --size that fits into this machine's memory. Takes a few seconds.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {"", "Example:", "  impasto estimate photo.jpg painting.jpg --size 2048 --json"})
final class EstimateCommand implements Callable<Integer> {
  /** As those of {@link TransferCommand}. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>(TransferCommand.SECTIONS);

  static {
    SECTIONS.remove("show");
    SECTIONS.remove("animation");
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CONTENT", description = "The photograph to repaint.")
  private Path content;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STYLE",
      description = "The painting whose manner it gets; several, or folders of them, are blended.")
  private List<Path> styles;

  @Option(names = "--json", description = "Print the numbers as JSON.")
  private boolean json;

  @Mixin private StartArguments start = new StartArguments();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private PaintingArguments paintings = new PaintingArguments();

  @Mixin private MaskArguments masks = new MaskArguments();

  @Mixin private ColorArguments color = new ColorArguments();

  @Mixin private FilmArguments film = new FilmArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private QuietArgument quiet = new QuietArgument();

  @Mixin private LossArguments loss = new LossArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  EstimateCommand() {}

  @Override
  public Integer call() {
    ProgressArguments show = new ProgressArguments();
    show.quiet = quiet;
    show.json = json;
    PictureArguments arguments =
        new PictureArguments(
            new OutputArgument(),
            result,
            run,
            show,
            new AnimationArguments(),
            loss.network,
            loss.isPaper(),
            Optional.empty());
    TransferPictures pictures =
        new TransferPictures(
            content,
            styles,
            new PictureOptions(paintings, start, masks, color, film),
            Optional.empty());
    new PictureRun(spec, arguments)
        .estimate(
            pictures.sources(),
            sources -> {
              size.beside(sources.get("content").picture());
              TransferOptions options =
                  SettingArguments.change(
                      loss.base(TransferOptions.defaults()),
                      size,
                      balance,
                      paintings,
                      color,
                      loss,
                      run,
                      film,
                      start);
              return pictures.request(sources, options);
            },
            false);
    return 0;
  }
}
