package dev.impasto.spark;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.Estimate;
import dev.impasto.batch.Manifest;
import dev.impasto.batch.ManifestRow;
import dev.impasto.batch.OutputNames;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The job for {@code spark-submit}: makes all pictures of a manifest. */
@Command(
    name = "TransferJob",
    customSynopsis =
        "spark-submit --class dev.impasto.spark.TransferJob impasto-spark.jar --manifest FILE --out"
            + " FOLDER [OPTIONS]",
    description = "Make all pictures of a manifest, on any file system that Hadoop knows.",
    mixinStandardHelpOptions = true)
public final class TransferJob implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "The pictures to make: JSON lines or CSV, see docs/batch.md.")
  private String manifest = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where results go, with results.jsonl; what is made there is not made again.")
  private String out = "";

  @Mixin private final JobArguments arguments = new JobArguments();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description = "How much of a picture may be lost with its executor; 0 for all (default: 30).")
  private int checkpointEvery = 30;

  TransferJob() {}

  /** Runs the job; ends the process with a code other than 0 where not all pictures are there. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs the job and returns the exit code. */
  static int run(String... arguments) {
    return JobArguments.run(new TransferJob(), arguments);
  }

  @Override
  public Integer call() {
    arguments.check();
    require(checkpointEvery >= 0, "--checkpoint-every must be 0 or more, not %d", checkpointEvery);
    JobSettings settings = new JobSettings(arguments.options());
    SparkConf conf = JobArguments.conf();
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      HadoopFiles files = HadoopFiles.of(context.hadoopConfiguration());
      out = files.absolute("", out);
      List<JobRow> rows = rows(settings, files);
      files.makeFolder(out);
      NetworkBytes weights = arguments.network(files);
      tellOfMemory(rows, weights, conf);
      JobPlan plan =
          new JobPlan(
              out,
              files,
              paintings(rows, files),
              weights,
              arguments.precision(),
              arguments.threads(),
              checkpointEvery);
      Broadcast<JobPlan> sent = context.broadcast(plan);
      List<String> results =
          context.parallelize(rows, rows.size()).map(new JobTask(sent)).collect();
      files.write(
          String.join("\n", results).concat("\n").getBytes(StandardCharsets.UTF_8),
          out + "/results.jsonl",
          0);
      return told(results);
    }
  }

  /** All pictures, their files named as every executor finds them. */
  private List<JobRow> rows(JobSettings settings, HadoopFiles files) {
    OutputNames names = new OutputNames();
    String folder = HadoopFiles.folder(manifest);
    List<JobRow> rows = new ArrayList<>();
    for (ManifestRow row : Manifest.read(manifest, files.read(manifest), settings)) {
      try {
        UnreadRequest request =
            row.request().renamed(name -> name.isEmpty() ? "" : files.absolute(folder, name));
        String output =
            names.claim(row.output().orElseGet(() -> name(request)), "line " + row.line());
        JobArguments.requireEnding(output);
        for (String file : request.files()) {
          require(
              !HadoopFiles.isSame(file, out + "/" + output),
              "the result '%s' would replace what it is made of; choose another name or folder",
              output);
        }
        rows.add(new JobRow(request.json(), output));
      } catch (InvalidInputException e) {
        throw Manifest.at(manifest, row.line(), e);
      }
    }
    return rows;
  }

  private static String name(UnreadRequest request) {
    List<String> parts = new ArrayList<>(List.of(request.content()));
    parts.addAll(request.styles());
    return String.join(
            "-",
            parts.stream()
                .map(part -> part.replaceFirst("^.*/", "").replaceFirst("\\.[^.]*$", ""))
                .toList())
        + ".png";
  }

  /** The paintings, each read once; what cannot be read becomes a row's problem. */
  private static Map<String, byte[]> paintings(List<JobRow> rows, HadoopFiles files) {
    Map<String, byte[]> paintings = new HashMap<>();
    for (JobRow row : rows) {
      for (String style : UnreadRequest.read(row.request(), JobSettings.usual()).styles()) {
        try {
          if (!style.isEmpty() && !paintings.containsKey(style)) {
            paintings.put(style, files.read(style));
          }
        } catch (InvalidInputException e) {
          // The executor that needs it will say so.
        }
      }
    }
    return paintings;
  }

  /** Says before the first picture what the largest one needs. */
  private void tellOfMemory(List<JobRow> rows, NetworkBytes weights, SparkConf conf) {
    TransferRequest largest = null;
    for (JobRow row : rows) {
      UnreadRequest request = UnreadRequest.read(row.request(), JobSettings.usual());
      try {
        TransferRequest standIn = request.load(name -> UnreadRequest.standIn(name).picture());
        if (largest == null || standIn.options().size() > largest.options().size()) {
          largest = standIn;
        }
      } catch (InvalidInputException e) {
        // Masks and frames are checked where they are read.
      }
    }
    if (largest == null) {
      return;
    }
    TransferRequest asked = largest;
    Estimate estimate =
        ExecutorEngines.compute(
            weights,
            arguments.precision(),
            arguments.threads(),
            transfer -> transfer.estimate(asked));
    String line =
        String.format(
            Locale.ROOT,
            "%d pictures; a task of the largest size, %d, takes up to %d MB, most of it outside of"
                + " Java's heap: spark.executor.memoryOverhead should be that for each task at a"
                + " time (it is %s)",
            rows.size(),
            asked.options().size(),
            Math.round(estimate.memoryBytes() / 1e6),
            conf.get("spark.executor.memoryOverhead", "not set"));
    JobArguments.tell(line);
  }

  private int told(List<String> results) {
    JsonMapper mapper = JsonMapper.shared();
    List<String> problems =
        results.stream()
            .map(mapper::readTree)
            .filter(row -> !row.path("status").asString("").equals("done"))
            .map(row -> row.path("output").asString("") + ": " + row.path("problem").asString(""))
            .toList();
    problems.forEach(JobArguments::tell);
    JobArguments.tell(
        "%d of %d pictures are in %s"
            .formatted(results.size() - problems.size(), results.size(), out));
    return problems.isEmpty() ? 0 : FAILED;
  }
}
