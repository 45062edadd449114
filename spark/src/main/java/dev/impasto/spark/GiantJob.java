package dev.impasto.spark;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.LargeSize;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job for {@code spark-submit}: makes one picture that is too large for any machine. */
@Command(
    name = "GiantJob",
    customSynopsis =
        "spark-submit --class dev.impasto.spark.GiantJob impasto-spark.jar --content FILE --style"
            + " FILE --out FILE [OPTIONS]",
    description = "Make one large picture by all executors together.",
    mixinStandardHelpOptions = true)
public final class GiantJob implements Callable<Integer> {
  /** Its pixels are sent with a task, of which Spark sends no more than 128 MB. */
  private static final int LARGEST_TILE = 2048;

  @Option(
      names = "--content",
      required = true,
      paramLabel = "FILE",
      description = "The photograph, on any file system that Hadoop knows.")
  private String content = "";

  @Option(
      names = "--style",
      required = true,
      paramLabel = "FILE",
      description = "A painting; give the option several times to mix several.")
  private List<String> styles = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The result: .png, .jpg or .tif.")
  private String out = "";

  @Option(
      names = "--tile",
      paramLabel = "PIXELS",
      description =
          "The longest side of a tile without its halo, a multiple of 16 (default: 1024).")
  private int tile = 1024;

  @Option(
      names = "--cluster-from",
      paramLabel = "PIXELS",
      description =
          "The longest side of the smallest size that is made by the cluster; smaller ones are made"
              + " by the driver (default: 2048).")
  private int clusterFrom = 2048;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "COUNT",
      description =
          "After how many steps all vectors are written beside the result, for executors that may"
              + " be lost; 0 for never (default: 10).")
  private int checkpointSteps = 10;

  @Mixin private final JobArguments arguments = new JobArguments();

  GiantJob() {}

  /** Runs the job; ends the process with a code other than 0 where the picture is not there. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs the job and returns the exit code. */
  static int run(String... arguments) {
    return JobArguments.run(new GiantJob(), arguments);
  }

  @Override
  public Integer call() {
    check();
    SparkConf conf = JobArguments.conf();
    conf.setIfMissing("spark.cleaner.referenceTracking.cleanCheckpoints", "true");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      HadoopFiles files = HadoopFiles.of(context.hadoopConfiguration());
      String result = files.absolute("", out);
      for (String name : named()) {
        require(
            !HadoopFiles.isSame(files.absolute("", name), result),
            "the result '%s' would replace what it is made of; choose another name",
            out);
      }
      TransferRequest request = request(name -> read(files, name));
      request.requireHeldBy(Path.of(out.substring(out.lastIndexOf('/') + 1)));
      String folder = result + ".checkpoints";
      if (checkpointSteps > 0) {
        context.setCheckpointDir(folder);
      }
      try (TemporaryFiles temporary = new TemporaryFiles()) {
        Path file = temporary.place("result" + out.substring(out.lastIndexOf('.')));
        PictureWriter.write(made(request, context, arguments.network(files)), file);
        files.replace(file, result, 0);
      } finally {
        if (checkpointSteps > 0) {
          files.removeFolder(folder);
        }
      }
      JobArguments.tell("the picture is in " + result);
      return 0;
    }
  }

  private List<String> named() {
    List<String> names = new ArrayList<>(styles);
    names.add(content);
    return names;
  }

  /** Refuses what can be refused before anything is read. */
  private void check() {
    arguments.check();
    require(
        tile >= 64 && tile <= LARGEST_TILE && tile % 16 == 0,
        "--tile must be a multiple of 16 from 64 to %d pixels, not %d",
        LARGEST_TILE,
        tile);
    require(clusterFrom >= 16, "--cluster-from must be at least 16 pixels, not %d", clusterFrom);
    require(checkpointSteps >= 0, "--checkpoint-steps must be 0 or more, not %d", checkpointSteps);
    JobArguments.requireEnding(out);
    LargeSize.requirePossible(request(UnreadRequest::standIn));
  }

  private TransferRequest request(Function<String, SourcePicture> reader) {
    return new TransferRequest(
        reader.apply(content),
        styles.stream().map(name -> StyleSource.of(reader.apply(name))).toList(),
        Optional.empty(),
        OptionsJson.read(arguments.options()));
  }

  private static SourcePicture read(HadoopFiles files, String name) {
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      return new SourcePicture(name, PictureReader.read(temporary.of(name, files.read(name))));
    }
  }

  private Picture made(TransferRequest request, JavaSparkContext context, NetworkBytes weights) {
    int here =
        arguments.threads() > 0
            ? arguments.threads()
            : context.getConf().getInt("spark.driver.cores", 1);
    ClusterSizes cluster =
        new ClusterSizes(
            context,
            new ClusterSizes.Machines(weights, arguments.precision(), arguments.threads()),
            new ClusterSizes.Cutting(tile, clusterFrom, checkpointSteps),
            JobArguments::tell);
    try (Engine engine = Engine.open(here, arguments.precision());
        StyleTransfer transfer = new StyleTransfer(weights.network(), engine)) {
      return transfer.start(request, cluster, (run, progress) -> tell(progress)).await();
    } catch (NotEnoughMemoryException e) {
      throw new InvalidInputException(
          "the driver, which makes the sizes below --cluster-from: " + e.getMessage(), e);
    }
  }

  private static void tell(Progress progress) {
    Progress.Position at = progress.at();
    JobArguments.tell(
        String.format(
            Locale.ROOT,
            "size %d of %d, %dx%d: evaluation %d of %d, loss %.6g",
            at.scale(),
            at.scales(),
            at.width(),
            at.height(),
            at.iteration(),
            at.iterations(),
            progress.losses().total()));
  }
}
