package dev.impasto.studio.work;

import dev.impasto.picture.Picture;
import dev.impasto.request.TransferRequest;
import dev.impasto.studio.store.Ids;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.StoredPicture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All jobs of a studio, in memory and in the database, and what is told of them. All of it is done
 * under the lock of its {@link JobQueue}.
 */
final class JobBook {
  /** So long a deleted job can be had back. */
  static final Duration REGRET = Duration.ofHours(1);

  private final JobTable table;
  private final PictureStore pictures;
  private final Path runs;
  private final EventLog events;
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  /** Opens the book: what was under way waits again, what was deleted is gone. */
  JobBook(JobTable table, PictureStore pictures, Path runs, EventLog events) {
    this.table = table;
    this.pictures = pictures;
    this.runs = runs;
    this.events = events;
    for (Job job : table.all()) {
      if (job.isDeleted()) {
        forget(job);
        continue;
      }
      if (job.state == JobState.RUNNING) {
        job.state = JobState.QUEUED;
      }
      jobs.put(job.id, job);
    }
  }

  private void forget(Job job) {
    job.files(runs).delete();
    table.delete(job);
  }

  Stream<Job> all() {
    return jobs.values().stream();
  }

  /** The files of a job. */
  JobFiles files(Job job) {
    return job.files(runs);
  }

  /** All jobs but deleted ones, as the page is told. */
  ArrayNode newestFirst() {
    List<Job> shown = new ArrayList<>(jobs.values());
    Collections.reverse(shown);
    ArrayNode all = JobSpec.MAPPER.createArrayNode();
    shown.stream().filter(job -> !job.isDeleted()).forEach(job -> all.add(json(job)));
    return all;
  }

  /** How many wait. */
  long waiting() {
    return all().filter(JobBook::isWaiting).count();
  }

  private static boolean isWaiting(Job job) {
    return job.state == JobState.QUEUED && !job.isDeleted();
  }

  /** The job of an id; where there is none, that is said. */
  Job required(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw new NoSuchJobException("there is no job of that name any more");
    }
    return job;
  }

  /** The job that is under way, or else the one that waits longest. */
  @Nullable Job next() {
    return jobs.values().stream()
        .filter(job -> !job.isDeleted() && job.state == JobState.PAUSED)
        .findFirst()
        .or(() -> jobs.values().stream().filter(JobBook::isWaiting).findFirst())
        .orElse(null);
  }

  /** Adds a job, which waits. */
  Job add(JobSpec spec, TransferRequest request, Optional<GridCell> cell) {
    Job job = table.add(Ids.next("j"), title(spec), cell, spec);
    Picture photograph = request.content().picture();
    double scale =
        (double) request.options().size() / Math.max(photograph.width(), photograph.height());
    job.width = (int) Math.max(1, Math.round(photograph.width() * scale));
    job.height = (int) Math.max(1, Math.round(photograph.height() * scale));
    jobs.put(job.id, job);
    changed(job);
    return job;
  }

  private String title(JobSpec spec) {
    List<String> names = new ArrayList<>();
    names.add(spec.content());
    spec.styles().forEach(style -> names.add(style.picture()));
    return String.join(
        " · ",
        names.stream()
            .map(id -> pictures.find(id).map(StoredPicture::name).orElse(id))
            .map(name -> name.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", ""))
            .toList());
  }

  /** Forgets what was deleted long ago, but for one. */
  void forgetDeleted(@Nullable Job current) {
    long now = System.nanoTime();
    List<Job> gone =
        jobs.values().stream()
            .filter(
                job ->
                    job.isDeleted() && now - job.deletedNanos > REGRET.toNanos() && job != current)
            .toList();
    gone.forEach(
        job -> {
          jobs.remove(job.id);
          forget(job);
        });
  }

  /** A job as the page is told. */
  ObjectNode json(Job job) {
    int place = 0;
    if (isWaiting(job)) {
      place =
          (int)
              jobs.values().stream()
                  .filter(other -> isWaiting(other) && other.number <= job.number)
                  .count();
    }
    return JobJson.of(job, job.files(runs), place, pictures);
  }

  /** Keeps what has changed of a job, then tells of it. */
  void changed(Job job) {
    job.revision++;
    table.update(job);
    events.add("job", json(job).toString());
  }
}
