package dev.impasto.studio.work;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferRequest;
import dev.impasto.studio.Limits;
import dev.impasto.studio.store.Database;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.StoredPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The jobs of a studio: one picture is made at a time, in the order in which they were asked for.
 * What changes is in the database before anyone is told, so that a studio that is killed goes on
 * where it was.
 */
public final class JobQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobQueue.class.getName());

  /** What can be changed of a picture that is being made. */
  private static final Set<String> STEERED = Set.of("strength", "detail");

  private static final double MILLIS = 1000;

  private final JobBook book;
  private final PictureStore pictures;
  private final RequestMaker maker;
  private final StyleTransfer transfer;
  private final EventLog events;
  private final Limits limits;
  private final Thread worker = new Thread(this::work, "impasto-studio");
  private @Nullable Job current;
  private @Nullable JobRun running;
  private boolean closing;

  /**
   * Goes on with the jobs in a database.
   *
   * @param runs where the files of each job are
   * @param transfer makes the pictures; nobody else may use it meanwhile
   */
  public JobQueue(
      Database database,
      PictureStore pictures,
      RequestMaker maker,
      StyleTransfer transfer,
      Path runs,
      EventLog events,
      Limits limits) {
    this.book = new JobBook(new JobTable(database), pictures, runs, events);
    this.pictures = pictures;
    this.maker = maker;
    this.transfer = transfer;
    this.events = events;
    this.limits = limits;
    worker.setDaemon(true);
  }

  /** Begins to work. */
  public void start() {
    worker.start();
  }

  /** All jobs but deleted ones, the newest first. */
  public synchronized ArrayNode all() {
    return book.newestFirst();
  }

  /** A job. */
  public synchronized ObjectNode get(String id) {
    return book.json(book.required(id));
  }

  /** The files of a job. */
  public synchronized JobFiles files(String id) {
    return book.files(book.required(id));
  }

  /** The title of a job, of which a file's name can be made. */
  public synchronized String title(String id) {
    return book.required(id).title;
  }

  /** The losses of a job's run so far. */
  public ObjectNode losses(String id) {
    return LossLog.read(files(id).losses());
  }

  /**
   * Asks for a picture.
   *
   * @throws InvalidInputException if it is impossible, now or ever
   */
  public ObjectNode submit(JobSpec spec) {
    TransferRequest request = checked(spec);
    requireRoom(1);
    synchronized (this) {
      Job job = book.add(spec, request, Optional.empty());
      notifyAll();
      return book.json(job);
    }
  }

  /**
   * Asks for a picture for each value of a setting, or of two.
   *
   * @param varied values by the names of settings, across and down
   */
  public ArrayNode submit(JobSpec spec, Map<String, List<String>> varied) {
    GridPlan plan = new GridPlan(varied, limits.gridCells());
    requireRoom(plan.size());
    Map<GridCell, JobSpec> cells = plan.cells(spec);
    Map<GridCell, TransferRequest> requests = new LinkedHashMap<>();
    cells.forEach((cell, of) -> requests.put(cell, checked(of)));
    ArrayNode all = JobSpec.MAPPER.createArrayNode();
    synchronized (this) {
      cells.forEach(
          (cell, of) ->
              all.add(
                  book.json(
                      book.add(
                          of, Objects.requireNonNull(requests.get(cell)), Optional.of(cell)))));
      notifyAll();
    }
    return all;
  }

  private TransferRequest checked(JobSpec spec) {
    TransferRequest request = maker.request(spec);
    transfer.check(request);
    return request;
  }

  private synchronized void requireRoom(int more) {
    pictures.requireRoom();
    long waiting = book.waiting();
    if (waiting + more > limits.waiting()) {
      throw new QueueFullException(
          "%d pictures wait already, and at most %d may: wait for some, or withdraw them"
              .formatted(waiting, limits.waiting()));
    }
  }

  /** Has the picture that is being made wait. */
  public synchronized ObjectNode pause(String id) {
    Job job = book.required(id);
    requireState(job, JobState.RUNNING, "only a picture that is being made can wait");
    if (running != null) {
      running.pause();
    }
    job.state = JobState.PAUSED;
    book.changed(job);
    return book.json(job);
  }

  /** Has a picture that waits go on. */
  public synchronized ObjectNode resume(String id) {
    Job job = book.required(id);
    requireState(job, JobState.PAUSED, "only a picture that waits can go on");
    if (job == current && running != null) {
      running.resume();
      job.state = JobState.RUNNING;
    } else {
      job.state = JobState.QUEUED;
    }
    book.changed(job);
    notifyAll();
    return book.json(job);
  }

  /** Ends a job with the best picture so far, or withdraws it. */
  public synchronized ObjectNode stop(String id) {
    Job job = book.required(id);
    if (job == current && running != null) {
      running.stop();
    } else if (!job.state.isOver()) {
      job.state = JobState.STOPPED;
      job.ended = Instant.now();
      book.changed(job);
    }
    return book.json(job);
  }

  /** Goes on with a job that was ended early. */
  public synchronized ObjectNode goOn(String id) {
    Job job = book.required(id);
    require(
        job.state.isOver() && book.files(job).isResumable(),
        "this picture cannot go on: it has come to its end, or its checkpoint is gone");
    job.state = JobState.QUEUED;
    job.ended = null;
    job.problem = null;
    book.changed(job);
    notifyAll();
    return book.json(job);
  }

  /**
   * Changes settings of a job: of one that waits all, of one whose picture is being made those that
   * steer it, from the next iterate on.
   */
  public synchronized ObjectNode change(String id, Map<String, String> settings) {
    Job job = book.required(id);
    JobSpec wanted = job.spec.with(settings);
    if (job == current && running != null) {
      settings
          .keySet()
          .forEach(
              name ->
                  require(
                      STEERED.contains(name),
                      "'%s' cannot be changed while the picture is made: only %s can",
                      name,
                      String.join(" and ", STEERED.stream().sorted().toList())));
      running.steer(wanted);
    } else {
      require(!job.state.isOver(), "this picture has come to its end: ask for another one");
      maker.request(wanted);
      job.spec = wanted;
      book.changed(job);
    }
    return book.json(job);
  }

  /** Takes a job off the list; what it is about to make is ended. */
  public synchronized ObjectNode delete(String id) {
    Job job = book.required(id);
    job.deleted = Instant.now();
    job.deletedNanos = System.nanoTime();
    if (job == current && running != null) {
      running.stop();
    }
    book.changed(job);
    return book.json(job);
  }

  /** Takes a deleted job back. */
  public synchronized ObjectNode restore(String id) {
    Job job = book.required(id);
    job.deleted = null;
    book.changed(job);
    notifyAll();
    return book.json(job);
  }

  /** Keeps a job's result as a picture that can be used again. */
  public StoredPicture use(String id) {
    JobFiles files = files(id);
    require(Files.exists(files.result()), "this job has no picture yet");
    return pictures.keep(
        PictureReader.read(files.result(), limits.pixels()),
        title(id) + ".png",
        StoredPicture.Kind.RESULT);
  }

  /** Whether a job that is not deleted needs a picture. */
  public synchronized boolean needs(String picture) {
    return book.all().anyMatch(job -> job.spec.pictures().contains(picture));
  }

  /** Whether nothing is being made, nor waits. */
  public synchronized boolean isIdle() {
    return current == null && book.waiting() == 0;
  }

  private static void requireState(Job job, JobState state, String otherwise) {
    require(job.state == state, "%s; this one is %s", otherwise, job.state);
  }

  private void work() {
    while (true) {
      Job job;
      JobRun run;
      synchronized (this) {
        job = book.next();
        while (job == null && !closing) {
          try {
            wait(JobBook.REGRET.toMillis());
          } catch (InterruptedException e) {
            closing = true;
          }
          book.forgetDeleted(current);
          job = book.next();
        }
        if (closing || job == null) {
          return;
        }
        run = begun(job);
      }
      end(job, outcome(job, run));
    }
  }

  private JobRun begun(Job job) {
    JobRun run =
        new JobRun(
            job.spec, book.files(job), maker, transfer, new JobWatch(this, job, book, events));
    if (job.state == JobState.PAUSED) {
      run.pause();
    } else {
      job.state = JobState.RUNNING;
    }
    job.began = Instant.now();
    job.progress = null;
    current = job;
    running = run;
    book.changed(job);
    return run;
  }

  private JobRun.Outcome outcome(Job job, JobRun run) {
    try {
      return run.make();
    } catch (InvalidInputException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return failed("the Java memory did not suffice: choose a smaller size");
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "job " + job.id, e);
      return failed("a defect of the program ended it: " + e.getClass().getSimpleName());
    }
  }

  private static JobRun.Outcome failed(String problem) {
    return new JobRun.Outcome(JobState.FAILED, problem, 0, 0);
  }

  private synchronized void end(Job job, JobRun.Outcome outcome) {
    current = null;
    running = null;
    job.state = outcome.state();
    job.problem = outcome.problem();
    if (outcome.width() > 0) {
      job.width = outcome.width();
      job.height = outcome.height();
    }
    Progress last = job.progress;
    job.seconds = last == null ? 0 : last.time().elapsed().toMillis() / MILLIS;
    if (job.state.isOver()) {
      job.ended = Instant.now();
    }
    try {
      book.changed(job);
    } catch (InvalidInputException e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage()); // the result itself is written
    }
  }

  /** Ends the picture that is being made so that it goes on at the next start, and waits. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      if (running != null) {
        running.suspend();
      }
      notifyAll();
    }
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
