package dev.impasto.studio.work;

import dev.impasto.studio.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs in the database: what is left of them when the program ends, however it does. */
final class JobTable {
  private final Database database;

  JobTable(Database database) {
    this.database = database;
  }

  /** Adds a job and returns it. */
  Job add(String id, String title, Optional<GridCell> grid, JobSpec spec) {
    Instant now = Instant.now();
    database.write(
        "INSERT INTO job (id, state, spec, title, grid, created) VALUES (?,?,?,?,?,?)",
        id,
        JobState.QUEUED.name(),
        spec.json(),
        title,
        grid.map(JobSpec.MAPPER::writeValueAsString).orElse(null),
        now.toString());
    long number =
        database
            .read(row -> row.getLong("number"), "SELECT number FROM job WHERE id = ?", id)
            .get(0);
    return new Job(id, number, title, now, grid, spec);
  }

  /** Keeps what has changed of a job. */
  void update(Job job) {
    database.write(
        "UPDATE job SET state = ?, spec = ?, began = ?, ended = ?, problem = ?, width = ?,"
            + " height = ?, seconds = ?, deleted = ? WHERE id = ?",
        job.state.name(),
        job.spec.json(),
        text(job.began),
        text(job.ended),
        job.problem,
        job.width,
        job.height,
        job.seconds,
        text(job.deleted),
        job.id);
  }

  void delete(Job job) {
    database.write("DELETE FROM job WHERE id = ?", job.id);
  }

  /** All jobs, the oldest first. */
  List<Job> all() {
    return database.read(JobTable::job, "SELECT * FROM job ORDER BY number");
  }

  private static Job job(ResultSet row) throws SQLException {
    String grid = row.getString("grid");
    Job job =
        new Job(
            row.getString("id"),
            row.getLong("number"),
            row.getString("title"),
            Instant.parse(row.getString("created")),
            Optional.ofNullable(grid).map(json -> JobSpec.MAPPER.readValue(json, GridCell.class)),
            JobSpec.read(row.getString("spec")));
    job.state = JobState.valueOf(row.getString("state"));
    job.began = moment(row.getString("began"));
    job.ended = moment(row.getString("ended"));
    job.problem = row.getString("problem");
    job.width = row.getInt("width");
    job.height = row.getInt("height");
    job.seconds = row.getDouble("seconds");
    job.deleted = moment(row.getString("deleted"));
    return job;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private static @Nullable Instant moment(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
