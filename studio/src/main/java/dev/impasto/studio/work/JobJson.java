package dev.impasto.studio.work;

import dev.impasto.Progress;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.StoredPicture;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page is told of jobs and pictures. */
public final class JobJson {
  private static final double MILLIS = 1000;

  private JobJson() {}

  /** A picture. */
  public static ObjectNode of(StoredPicture picture) {
    ObjectNode node = JobSpec.MAPPER.createObjectNode();
    node.put("id", picture.id());
    node.put("name", picture.name());
    node.put("width", picture.width());
    node.put("height", picture.height());
    node.put("kind", picture.kind().name().toLowerCase(Locale.ROOT));
    return node;
  }

  /**
   * A job.
   *
   * @param place in the queue, from 1; 0 where it does not wait
   */
  static ObjectNode of(Job job, JobFiles files, int place, PictureStore pictures) {
    ObjectNode node = JobSpec.MAPPER.createObjectNode();
    node.put("id", job.id);
    node.put("number", job.number);
    node.put("state", job.state.toString());
    node.put("title", job.title);
    node.set("spec", JobSpec.MAPPER.valueToTree(job.spec));
    node.put("created", job.created.toString());
    node.put("began", text(job.began));
    node.put("ended", text(job.ended));
    node.put("problem", job.problem);
    node.put("width", job.width);
    node.put("height", job.height);
    node.put("seconds", job.seconds);
    Progress progress = job.progress;
    node.set("progress", progress == null ? null : of(progress));
    node.put("preview", job.previews);
    node.put("resumable", job.state.isOver() && files.isResumable());
    node.set(
        "grid", job.grid.map(cell -> JobSpec.MAPPER.<ObjectNode>valueToTree(cell)).orElse(null));
    node.put("queue", place);
    ArrayNode named = node.putArray("pictures");
    job.spec.pictures().stream()
        .map(pictures::find)
        .flatMap(Optional::stream)
        .forEach(picture -> named.add(of(picture)));
    node.put("deleted", job.isDeleted());
    node.put("revision", job.revision);
    return node;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  /** Where a run is. */
  static ObjectNode of(Progress progress) {
    ObjectNode node = JobSpec.MAPPER.createObjectNode();
    Progress.Position at = progress.at();
    node.put("scale", at.scale());
    node.put("scales", at.scales());
    node.put("width", at.width());
    node.put("height", at.height());
    node.put("iteration", at.iteration());
    node.put("iterations", at.iterations());
    node.put("evaluations", at.evaluations());
    node.put("fraction", progress.time().fractionDone());
    node.put("elapsed", progress.time().elapsed().toMillis() / MILLIS);
    node.put(
        "remaining",
        progress.time().remaining().map(left -> left.toMillis() / MILLIS).orElse(null));
    ObjectNode losses = node.putObject("losses");
    for (Map.Entry<String, Double> loss : LossLog.values(progress).entrySet()) {
      losses.put(loss.getKey(), loss.getValue());
    }
    return node;
  }
}
