package dev.impasto.studio.work;

import dev.impasto.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is asked for, and what has become of it. Its fields change under the lock of its
 * {@link JobQueue}.
 */
final class Job {
  final String id;
  final long number;
  final String title;
  final Instant created;
  final Optional<GridCell> grid;
  JobSpec spec;
  JobState state = JobState.QUEUED;
  @Nullable Instant began;
  @Nullable Instant ended;
  @Nullable Instant deleted;

  /** When it was deleted, on a clock that does not jump. */
  long deletedNanos;

  @Nullable String problem;
  int width;
  int height;
  double seconds;

  /** Where its run is, or was at its end. */
  @Nullable Progress progress;

  /** The number of the newest preview. */
  int previews;

  /** How often something of it has changed. */
  int revision;

  Job(
      String id,
      long number,
      String title,
      Instant created,
      Optional<GridCell> grid,
      JobSpec spec) {
    this.id = id;
    this.number = number;
    this.title = title;
    this.created = created;
    this.grid = grid;
    this.spec = spec;
  }

  /** Where its files are. */
  JobFiles files(Path runs) {
    return new JobFiles(runs.resolve(id));
  }

  boolean isDeleted() {
    return deleted != null;
  }
}
