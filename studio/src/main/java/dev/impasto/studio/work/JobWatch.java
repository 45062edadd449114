package dev.impasto.studio.work;

import dev.impasto.Progress;
import tools.jackson.databind.node.ObjectNode;

/** Tells of a job's run as it goes on. */
final class JobWatch implements JobRun.Watch {
  private final Object lock;
  private final Job job;
  private final JobBook book;
  private final EventLog events;

  /**
   * For a job.
   *
   * @param lock under which jobs change
   */
  JobWatch(Object lock, Job job, JobBook book, EventLog events) {
    this.lock = lock;
    this.job = job;
    this.book = book;
    this.events = events;
  }

  @Override
  public void progressed(Progress progress) {
    synchronized (lock) {
      job.progress = progress;
    }
    ObjectNode node = JobJson.of(progress);
    node.put("job", job.id);
    events.add("progress", node.toString());
  }

  @Override
  public void previewed() {
    ObjectNode node = JobSpec.MAPPER.createObjectNode();
    node.put("job", job.id);
    synchronized (lock) {
      job.previews++;
      node.put("preview", job.previews);
    }
    events.add("preview", node.toString());
  }

  @Override
  public void steered(JobSpec spec) {
    synchronized (lock) {
      job.spec = spec;
      book.changed(job);
    }
  }
}
