package dev.impasto.spark;

import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.batch.InputFiles;
import dev.impasto.batch.PictureJob;
import dev.impasto.batch.ResultRow;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one picture of a job and gives its row for {@code results.jsonl}. One that is made already
 * is not made again; one that was under way goes on from its checkpoint.
 */
final class JobTask implements Function<JobRow, String> {
  private static final long serialVersionUID = 1;

  private final Broadcast<JobPlan> plan;

  JobTask(Broadcast<JobPlan> plan) {
    this.plan = plan;
  }

  @Override
  public String call(JobRow row) {
    UnreadRequest request = UnreadRequest.read(row.request(), JobSettings.usual());
    try (TemporaryFiles temporary = new TemporaryFiles()) {
      return new Making(plan.value(), row.output(), request, temporary).row();
    } catch (InvalidInputException e) {
      return ResultRow.failed(row.output(), request, e.getMessage()).json();
    }
  }

  /** How results are written: in the usual way. */
  private record Usual() implements PictureJob.Writing {
    @Override
    public PictureWriter.Options options(Path output, Path photograph) {
      return PictureWriter.Options.DEFAULT;
    }

    @Override
    public Map<String, String> run(Path output, StyleTransfer transfer, boolean folders) {
      return new TreeMap<>(
          Map.of(
              "format", output.toString().replaceFirst("^.*\\.", ""),
              "precision", transfer.engine().precision().toString(),
              "threads", Integer.toString(transfer.engine().threads()),
              "network", transfer.network().name(),
              "network-sha256", transfer.identity().networkSha256()));
    }
  }

  /** One picture on its way, from files of the cluster by files of this machine. */
  private record Making(
      JobPlan plan, String output, UnreadRequest request, TemporaryFiles temporary) {

    String row() {
      Map<String, String> inputs = new HashMap<>();
      for (String name : request.files()) {
        byte[] painting = plan.paintings().get(name);
        byte[] file = painting == null ? plan.files().read(name) : painting;
        inputs.put(name, temporary.of(name, file).toString());
      }
      UnreadRequest local = request.renamed(name -> inputs.getOrDefault(name, name));
      return ExecutorEngines.compute(
          plan.network(),
          plan.precision(),
          plan.threads(),
          transfer -> row(transfer, local, inputs));
    }

    private String row(StyleTransfer transfer, UnreadRequest local, Map<String, String> inputs) {
      Path file = temporary.place(output);
      PictureJob job =
          new PictureJob(local, file.getParent(), String.valueOf(file.getFileName()), new Usual());
      ResultRow.Origin origin = job.origin(new InputFiles(), transfer);
      Optional<String> before = made(origin.key());
      if (before.isPresent()) {
        return before.get();
      }
      Path checkpoint = RunRecorder.checkpoint(file);
      fetchCheckpoint(checkpoint);
      ResultRow made =
          job.make(
                  local.load(PictureLoader.FILES),
                  origin,
                  transfer,
                  new RunRecorder.Intervals(
                      0, Duration.ofSeconds(plan.checkpointEvery()), Duration.ZERO),
                  new Keeping(this, checkpoint))
              .orElseThrow(() -> new IllegalStateException("the run was ended"));
      Map<String, String> sums = new TreeMap<>();
      inputs.forEach((name, here) -> sums.put(name, origin.sha256().getOrDefault(here, "")));
      ResultRow row =
          new ResultRow(
              output,
              request.content(),
              String.join(", ", request.styles()),
              made.problem(),
              made.made(),
              made.origin().map(of -> new ResultRow.Origin(of.key(), request, sums, of.run())));
      if (row.isDone()) {
        plan.files().replace(file, plan.result(output), attempt());
        byte[] json = row.json().getBytes(StandardCharsets.UTF_8);
        plan.files().write(json, plan.record(output), attempt());
      }
      plan.files().remove(plan.checkpoint(output));
      return row.json();
    }

    /** The row of a result that is there and of the same request. */
    private Optional<String> made(String key) {
      try {
        String row = new String(plan.files().read(plan.record(output)), StandardCharsets.UTF_8);
        JsonNode known = JsonMapper.shared().readTree(row);
        boolean same = known.path("key").asString("").equals(key);
        boolean there = plan.files().size(plan.result(output)) == known.path("bytes").asLong(-2);
        return same && there ? Optional.of(row) : Optional.empty();
      } catch (InvalidInputException | JacksonException e) {
        return Optional.empty();
      }
    }

    private void fetchCheckpoint(Path file) {
      try {
        Files.write(file, plan.files().read(plan.checkpoint(output)));
      } catch (InvalidInputException e) {
        // There is none, and the picture begins anew.
      } catch (IOException e) {
        warn("no checkpoint can be kept here: " + e.getMessage());
      }
    }
  }

  private static long attempt() {
    TaskContext task = TaskContext.get();
    return task == null ? 0 : task.taskAttemptId();
  }

  private static void warn(String line) {
    System.getLogger(JobTask.class.getName()).log(System.Logger.Level.WARNING, line);
  }

  /** Takes each new checkpoint to the results' file system, where another executor finds it. */
  private static final class Keeping implements PictureJob.Watch {
    private final Making making;
    private final Path checkpoint;
    private final long attempt = attempt();
    private @Nullable FileTime kept;

    Keeping(Making making, Path checkpoint) {
      this.making = making;
      this.checkpoint = checkpoint;
    }

    @Override
    public void began(Run run) {
      kept = time();
    }

    @Override
    public void progressed(Progress progress) {
      FileTime now = time();
      if (now == null || now.equals(kept)) {
        return;
      }
      kept = now;
      try {
        JobPlan plan = making.plan();
        plan.files().replace(checkpoint, plan.checkpoint(making.output()), attempt);
      } catch (InvalidInputException e) {
        warned(String.valueOf(e.getMessage()));
      }
    }

    private @Nullable FileTime time() {
      try {
        return Files.getLastModifiedTime(checkpoint);
      } catch (IOException e) {
        return null;
      }
    }

    @Override
    public void warned(String problem) {
      warn(making.output() + ": " + problem);
    }
  }
}
