package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.batch.ResultsFile;
import dev.impasto.network.Network;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The main job for many pictures. */
@Command(
    name = "batch",
    customSynopsis = {
      "impasto batch CONTENT... --style STYLE... --out FOLDER [OPTIONS]",
      "       impasto batch --manifest FILE --out FOLDER [OPTIONS]"
    },
    description = {
      "Repaint many photographs, each in the manner of each of several paintings, or what a manifest",
      "asks for: with one network and one engine for all.",
      "",
      "A picture that cannot be made is a row in FOLDER/results.jsonl and results.csv, with its",
      "reason. After Ctrl-C, or if it was killed, the same command goes on where it was.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto batch photos/*.jpg --style one.jpg --style two.jpg --out results \\",
      "    --name '{content}-{style}.png' --parallel 2",
      "  impasto batch 'photos/**.jpg' --style paintings --out results --size 1024",
      "  impasto batch --manifest jobs.csv --out results",
      "",
      "Exit codes: 0 all pictures are there; 1 one or more could not be made; 2 what was given cannot",
      "be used, and nothing was begun; 130 Ctrl-C."
    })
@SuppressWarnings("UnusedVariable") // BatchSettings hands most options on to the main job
final class BatchCommand implements Callable<Integer> {
  /** As those of {@link TransferCommand}. */
  static final Map<String, String> SECTIONS = new LinkedHashMap<>(TransferCommand.SECTIONS);

  static {
    SECTIONS.remove("show");
    SECTIONS.remove("animation");
    SECTIONS.remove("film");
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "CONTENT",
      description = "The photographs: files, folders of them, or patterns such as 'photos/*.jpg'.")
  private List<String> contents = new ArrayList<>();

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      description =
          "A painting, a folder of them, or a pattern; given several times, each photograph is made in"
              + " the manner of each painting (default: the manifest's).")
  private List<String> styles = new ArrayList<>();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "What to make, a line for each picture: requests as JSON lines, or a CSV table with columns"
              + " content, style, output and options (default: every CONTENT with every STYLE).")
  private @Nullable Path manifest;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "Where the results go, with results.jsonl, results.csv and contact sheets.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "PATTERN",
      description =
          "What results are called: {content} and {style} stand for the names of the pictures, {n} for"
              + " the number in the batch, {size} and {seed} for what they are, {ext} for the"
              + " photograph's ending (default: ${DEFAULT-VALUE}).")
  private Path name = Path.of("{content}-{style}.png");

  @Option(
      names = "--parallel",
      paramLabel = "COUNT",
      description =
          "Pictures to make at once; they share the threads and the memory (default:"
              + " ${DEFAULT-VALUE}).")
  private int parallel = 1;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "How much of the pictures under way may be lost where the program is killed; 0 for all of"
              + " them (default: ${DEFAULT-VALUE}).")
  private int checkpointEvery = 30;

  @Mixin private QuietArgument quiet = new QuietArgument();

  @Mixin private StartArguments start = new StartArguments();

  @Mixin private SizeArgument size = new SizeArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private BalanceArguments balance = new BalanceArguments();

  @Mixin private PaintingArguments paintings = new PaintingArguments();

  @Mixin private ColorArguments color = new ColorArguments();

  @Mixin private MaskArguments masks = new MaskArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private LossArguments loss = new LossArguments();

  @Mixin private SettingsArgument settings = new SettingsArgument();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BatchCommand() {}

  @Override
  public Integer call() {
    requireValid();
    BatchArguments given = given();
    List<BatchItem> items = plan(given);
    ProgressLine line = quiet.line(spec);
    BatchProgress progress = new BatchProgress(line);
    Network network =
        new PictureRun(spec, given.picture(out.resolve(items.get(0).output()))).network();
    try (ResultsFile results = ResultsFile.open(out);
        Interrupt interrupt =
            new Interrupt(progress::say, "what is under way is kept as checkpoints")) {
      BatchRun batch = new BatchRun(given, items, results, progress, interrupt);
      List<String> outputs = items.stream().map(BatchItem::output).toList();
      try {
        batch.make(network, atOnce(progress, items.size()));
      } finally {
        results.finish(outputs);
      }
      boolean told = written(results::table, progress);
      if (interrupt.asked()) {
        progress.warn(
            "Stopped: %d of %d pictures are in %s, and the same command goes on from there"
                .formatted(progress.done(), items.size(), out));
        return interrupt.code();
      }
      boolean shown = written(() -> sheet(progress, outputs), progress);
      return ended(progress, items.size(), told && shown);
    }
  }

  /** Whether something could be written that matters less than the pictures. */
  private static boolean written(Runnable writing, BatchProgress progress) {
    try {
      writing.run();
      return true;
    } catch (InvalidInputException e) {
      progress.warn(Failure.of(e).line());
      return false;
    }
  }

  private void requireValid() {
    run.requireValid();
    UsageErrors.requireRange("--parallel", parallel, 1, Integer.MAX_VALUE);
    UsageErrors.requireRange("--checkpoint-every", checkpointEvery, 0, Integer.MAX_VALUE);
    boolean named = !contents.isEmpty() || !styles.isEmpty();
    require(
        manifest == null || !named,
        "--manifest '%s' names all pictures: leave out %s",
        manifest,
        contents.isEmpty() ? "--style" : "'" + contents.get(0) + "'");
    require(
        manifest != null || !contents.isEmpty(),
        "'impasto batch' needs CONTENT, the photographs, or a --manifest; see 'impasto batch --help'");
    require(
        manifest != null || !styles.isEmpty(),
        "'impasto batch' needs --style, a painting; see 'impasto batch --help'");
    require(
        paintings.sizes.isEmpty() || !"full".equalsIgnoreCase(size.size),
        "--style-size goes with a --size in pixels, not with full: give --style-scale");
  }

  private BatchArguments given() {
    Optional<Settings> taken = settings.taken();
    boolean normalized =
        loss.isPaper() || (loss.preset == null && taken.filter(Settings::isNormalized).isPresent());
    return new BatchArguments(out, result, run, loss.network, normalized, taken, checkpointEvery);
  }

  private List<BatchItem> plan(BatchArguments given) {
    BatchPlan plan = new BatchPlan(out, name, result.writing());
    BatchPictures found = new BatchPictures(out);
    if (manifest == null) {
      List<Path> photographs = found.named(contents);
      BatchSettings usual = new BatchSettings(spec, photographs.get(0), given.normalized());
      plan.add(photographs, found.named(styles), usual.request(Map.of()));
    } else {
      Path beside = manifest.toAbsolutePath().resolveSibling("content");
      plan.add(manifest, new BatchSettings(spec, beside, given.normalized()));
    }
    return plan.items();
  }

  /** More pictures at once than threads only take more memory. */
  private int atOnce(BatchProgress progress, int pictures) {
    int threads = run.threads() == 0 ? Runtime.getRuntime().availableProcessors() : run.threads();
    if (parallel > threads && !run.reproducible) {
      progress.say(
          "--parallel %d: there are %d threads, and each picture needs one"
              .formatted(parallel, threads));
      return Math.min(threads, pictures);
    }
    return Math.min(parallel, pictures);
  }

  private void sheet(BatchProgress progress, List<String> outputs) {
    if (progress.made() > 0 || !Files.exists(out.resolve(ContactSheet.FIRST))) {
      ContactSheet.write(out, outputs);
    }
  }

  private int ended(BatchProgress progress, int all, boolean whole) {
    String line =
        "%d of %d pictures are in %s, %d made in %s"
            .formatted(
                progress.done(), all, out, progress.made(), Watcher.clock(progress.elapsed()));
    if (progress.failures() == 0) {
      progress.say(line);
      return whole ? 0 : Main.INTERNAL_ERROR;
    }
    progress.warn(
        "%s; %d could not be made: see %s"
            .formatted(line, progress.failures(), out.resolve(ResultsFile.TABLE)));
    return Main.INTERNAL_ERROR;
  }
}
