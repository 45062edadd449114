package dev.impasto.cli;

import dev.impasto.picture.Picture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "transfer",
    customSynopsis = "impasto transfer CONTENT STYLE... -o FILE [OPTIONS]",
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
      "  impasto transfer photo.jpg painting.jpg -o large.jpg --size 1024 --style-weight 8",
      "  impasto transfer photo.jpg painting.jpg -o draft.png --size 256 --iterations 30",
      "  impasto transfer photo.jpg painting.jpg -o noise.png --init noise --seed 7",
      "  impasto transfer photo.jpg painting.jpg -o 'results/{content}-{style}-{n}.png'",
      "",
      "Ctrl-C ends a run early; the best picture so far is then written, and FILE.checkpoint beside it.",
      "'impasto resume FILE.checkpoint' goes on from there, to the same picture."
    })
sealed class TransferCommand implements Callable<Integer> permits GridCommand, EstimateCommand {
  /** What the help calls the options of each field below, in the order in which it shows them. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("size", "The result:");
    SECTIONS.put("result", "Files:");
    SECTIONS.put("balance", "The balance of photograph and painting:");
    SECTIONS.put("paintings", "The paintings:");
    SECTIONS.put("color", "Colors:");
    SECTIONS.put("masks", "Parts of the picture:");
    SECTIONS.put("film", "A frame of a film:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("show", "What is shown on the way:");
    SECTIONS.put("animation", "An animation of the run:");
    SECTIONS.put(
        "loss", "For those who know the paper (layers are conv1_1 to conv5_4, as in VGG-19):");
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

  @Mixin private OutputArgument output;

  @Mixin private StartArguments start = new StartArguments();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private PaintingArguments paintings = new PaintingArguments();

  @Mixin private ColorArguments color = new ColorArguments();

  @Mixin private MaskArguments masks = new MaskArguments();

  @Mixin private FilmArguments film = new FilmArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private ProgressArguments show = new ProgressArguments();

  @Mixin private AnimationArguments animation = new AnimationArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @Mixin private SettingsArgument settings = new SettingsArgument();

  TransferCommand() {
    this(new OutputArgument());
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TransferCommand(OutputArgument output) {
    this.output = output;
  }

  /**
   * What is asked for.
   *
   * @param options all that is no picture, as far as it is known before the photograph is
   * @param ofPhotograph the same for a photograph
   */
  record Asked(
      TransferPictures pictures,
      TransferOptions options,
      Function<Picture, TransferOptions> ofPhotograph,
      PictureArguments arguments) {
    /** The request, once the pictures are read. */
    TransferRequest request(SourcePictures sources) {
      return pictures.request(sources, ofPhotograph.apply(sources.get("content").picture()));
    }
  }

  /** What was given, understood. */
  Asked asked() {
    return asked(settings.taken());
  }

  /** What was given, where settings hold that are not given. */
  Asked asked(Optional<Settings> taken) {
    TransferOptions options = options(taken);
    boolean normalized =
        loss.isPaper() || (loss.preset == null && taken.filter(Settings::isNormalized).isPresent());
    NamePattern names =
        new NamePattern()
            .with("content", List.of(content))
            .with("style", styles)
            .with("size", size.name(options))
            .with("seed", Long.toString(options.schedule().start().seed()));
    output.name(names, show.resume);
    animation.name(names);
    return new Asked(
        new TransferPictures(content, styles, pictures(), taken),
        options,
        photograph -> {
          size.beside(photograph);
          return options(taken);
        },
        new PictureArguments(
            output, result, run, show, animation, loss.network, normalized, taken));
  }

  /** The request by the names of its pictures alone. */
  UnreadRequest unread(Asked asked) {
    return size.unread(asked.pictures().unread(asked.options()));
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    Asked asked = asked();
    return new PictureRun(spec, asked.arguments())
        .make(asked.pictures().sources(), asked::request, Optional.empty(), report -> "");
  }

  private PictureOptions pictures() {
    return new PictureOptions(paintings, start, masks, color, film);
  }

  private TransferOptions options(Optional<Settings> taken) {
    return SettingArguments.change(
        loss.base(taken.map(Settings::options).orElseGet(TransferOptions::defaults)),
        size,
        balance,
        paintings,
        color,
        loss,
        run,
        film,
        start);
  }
}
