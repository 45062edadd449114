package dev.impasto.spark;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.RunIdentity;
import dev.impasto.RunListener;
import dev.impasto.StyleTransfer;
import dev.impasto.batch.InputFiles;
import dev.impasto.batch.ResultRow;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.RequestJson;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * What a result says of itself besides its pixels.
   *
   * @param transfer what made it
   */
  static Map<String, String> text(TransferRequest request, StyleTransfer transfer) {
    return Map.of(
        "Impasto",
        RequestJson.write(request, name -> name.replaceFirst("^.*/", "")),
        "Precision",
        transfer.engine().precision().toString(),
        "Engine",
        transfer.engine().description(),
        "Software",
        RunIdentity.version());
  }

  /** One picture on its way. */
  private record Making(
      JobPlan plan, String output, UnreadRequest request, TemporaryFiles temporary) {

    String row() {
      Map<String, Path> inputs = new HashMap<>();
      for (String name : request.files()) {
        byte[] painting = plan.paintings().get(name);
        inputs.put(name, temporary.of(name, painting == null ? plan.files().read(name) : painting));
      }
      UnreadRequest local = request.renamed(name -> String.valueOf(inputs.get(name)));
      Map<String, String> found = new InputFiles().sha256(local);
      Map<String, String> sums = new TreeMap<>();
      inputs.forEach((name, file) -> sums.put(name, found.getOrDefault(file.toString(), "")));
      return ExecutorEngines.compute(
          plan.network(),
          plan.precision(),
          plan.threads(),
          transfer -> row(transfer, sums, loader(inputs)));
    }

    private static PictureLoader loader(Map<String, Path> inputs) {
      Map<String, Picture> read = new HashMap<>();
      return name ->
          read.computeIfAbsent(
              name,
              key -> {
                Path file = inputs.get(key);
                if (file == null) {
                  throw new InvalidInputException("the request has no file '%s'".formatted(key));
                }
                return PictureReader.read(file);
              });
    }

    private String row(StyleTransfer transfer, Map<String, String> sums, PictureLoader pictures) {
      RunIdentity identity = transfer.identity();
      Map<String, String> run =
          new TreeMap<>(
              Map.of(
                  "program", identity.program(),
                  "engine", identity.engine(),
                  "network", identity.networkSha256(),
                  "format", output.replaceFirst("^.*\\.", "")));
      String key = InputFiles.key(request, sums, run);
      Optional<String> before = made(key);
      if (before.isPresent()) {
        return before.get();
      }
      TransferRequest asked = request.load(pictures);
      transfer.check(asked);
      long began = System.nanoTime();
      Optional<Checkpoint> reached = reached(asked, identity, pictures);
      Checkpoints listener = new Checkpoints();
      Run running =
          reached.isPresent()
              ? transfer.resume(reached.get(), listener)
              : transfer.start(asked, listener);
      Picture result = running.await();
      Path file = temporary.place(output);
      PictureWriter.write(
          result, file, PictureWriter.Options.DEFAULT.withText(text(asked, transfer)));
      plan.files().replace(file, plan.result(output), attempt());
      ResultRow row =
          ResultRow.made(
              output,
              new ResultRow.Origin(key, request, sums, run),
              new ResultRow.Made(
                  result.width(), result.height(), size(file), Optional.of(listener.work(began))),
              running.failure());
      if (row.isDone()) {
        plan.files()
            .write(row.json().getBytes(StandardCharsets.UTF_8), plan.record(output), attempt());
      }
      plan.files().remove(plan.checkpoint(output));
      return row.json();
    }

    private static long size(Path file) {
      try {
        return Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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

    /** Where an earlier attempt was; one of other settings or another engine is of no use. */
    private Optional<Checkpoint> reached(
        TransferRequest asked, RunIdentity identity, PictureLoader pictures) {
      try {
        Path file = temporary.of("run.checkpoint", plan.files().read(plan.checkpoint(output)));
        Checkpoint checkpoint = Checkpoint.read(file, pictures);
        checkpoint.requireOf(asked);
        return Optional.of(checkpoint).filter(other -> other.identity().equals(identity));
      } catch (InvalidInputException e) {
        return Optional.empty();
      }
    }

    private static long attempt() {
      TaskContext task = TaskContext.get();
      return task == null ? 0 : task.taskAttemptId();
    }

    /** Keeps on the results' file system where the picture is, every so often. */
    private final class Checkpoints implements RunListener {
      private long last = System.nanoTime();
      private final long attempt = attempt();
      private @Nullable Progress latest;

      ResultRow.Work work(long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return latest == null
            ? new ResultRow.Work(seconds, 0, 0)
            : new ResultRow.Work(seconds, latest.at().evaluations(), latest.totalLoss());
      }

      @Override
      public void progressed(Run run, Progress progress) {
        latest = progress;
        long every = plan.checkpointEvery() * 1_000_000_000L;
        if (every > 0 && System.nanoTime() - last >= every) {
          Path file = temporary.place("run.checkpoint");
          try {
            run.saveCheckpoint(file, Map.of());
            plan.files().replace(file, plan.checkpoint(output), attempt);
            Files.deleteIfExists(file);
          } catch (InvalidInputException | IOException e) {
            System.getLogger(JobTask.class.getName())
                .log(System.Logger.Level.WARNING, "no checkpoint of " + output, e);
          }
          last = System.nanoTime();
        }
      }
    }
  }
}
