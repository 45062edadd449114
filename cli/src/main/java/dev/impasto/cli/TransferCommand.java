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
      "",
      "Ctrl-C ends a run early; the best picture so far is then written, and FILE.checkpoint beside it.",
      "'impasto resume FILE.checkpoint' goes on from there, to the same picture."
    })
final class TransferCommand implements Callable<Integer> {
  /** What the help calls the options of each field below, in the order in which it shows them. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("size", "The result:");
    SECTIONS.put("result", "Files:");
    SECTIONS.put("balance", "The balance of photograph and painting:");
    SECTIONS.put("paintings", "The paintings:");
    SECTIONS.put("color", "Colors:");
    SECTIONS.put("masks", "Parts of the picture:");
    SECTIONS.put("run", "Time and quality:");
    SECTIONS.put("show", "What is shown on the way:");
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

  @Mixin private OutputArgument output = new OutputArgument();

  @Mixin private StartArguments start = new StartArguments();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private PaintingArguments paintings = new PaintingArguments();

  @Mixin private ColorArguments color = new ColorArguments();

  @Mixin private MaskArguments masks = new MaskArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private ProgressArguments show = new ProgressArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TransferCommand() {}

  @Override
  public Integer call() {
    options(); // says so now if something cannot be
    TransferPictures pictures = new TransferPictures(content, styles, paintings, start, masks);
    PictureArguments arguments =
        new PictureArguments(output, result, run, show, loss.network, loss.isPaper());
    return new PictureRun(spec, arguments)
        .make(
            pictures.sources(),
            sources -> {
              size.beside(sources.get("content").picture());
              return pictures.request(sources, options());
            },
            Optional.empty(),
            report -> "");
  }

  private TransferOptions options() {
    return SettingArguments.change(
        loss.base(TransferOptions.defaults()), size, balance, paintings, color, loss, run, start);
  }
}
