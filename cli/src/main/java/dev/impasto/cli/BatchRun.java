package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.Run;
import dev.impasto.StyleTransfer;
import dev.impasto.batch.InputFiles;
import dev.impasto.batch.PictureJob;
import dev.impasto.batch.ResultRow;
import dev.impasto.batch.ResultsFile;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.RunInterruptedException;
import dev.impasto.request.TransferRequest;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pictures of a batch that are not there yet, one after another or several at once, each
 * with an engine of its own and all with one network.
 */
final class BatchRun {
  private final BatchArguments given;
  private final List<BatchItem> items;
  private final ResultsFile results;
  private final BatchProgress progress;
  private final Interrupt interrupt;
  private final InputFiles inputs = new InputFiles();
  private final SharedPictures pictures;
  private final MemoryShares memory = new MemoryShares();
  private final Queue<BatchItem> waiting = new ArrayDeque<>();

  /** What ended the batch itself; guarded by this. */
  private @Nullable Throwable problem;

  BatchRun(
      BatchArguments given,
      List<BatchItem> items,
      ResultsFile results,
      BatchProgress progress,
      Interrupt interrupt) {
    this.given = given;
    this.items = items;
    this.results = results;
    this.progress = progress;
    this.interrupt = interrupt;
    this.pictures = new SharedPictures(items, given.result().maxPixels());
  }

  /**
   * Makes them.
   *
   * @param most how many at once, if memory suffices
   * @throws InvalidInputException if results cannot be noted
   */
  void make(Network network, int most) {
    int atOnce = most == 1 ? 1 : fitting(network, most);
    try (Engine engine = given.run().engine(atOnce);
        StyleTransfer transfer = new StyleTransfer(network, engine)) {
      items.stream().filter(item -> !isDone(item, transfer)).forEach(waiting::add);
      progress.begin(
          items.size(),
          items.size() - waiting.size(),
          "Computing in %s with %s%s"
              .formatted(
                  engine.precision(),
                  engine.description(),
                  atOnce == 1 ? "" : ", %d pictures at once".formatted(atOnce)));
      List<Thread> others = new ArrayList<>();
      for (int i = 1; i < atOnce; i++) {
        Thread other = new Thread(() -> work(network, atOnce), "impasto-batch-" + i);
        other.setDaemon(true);
        other.start();
        others.add(other);
      }
      work(transfer);
      others.forEach(BatchRun::join);
    }
    requireNoProblem();
  }

  /** As many as fit, by the first picture whose files can be read. */
  private int fitting(Network network, int most) {
    try (Engine engine = given.run().engine(most);
        StyleTransfer transfer = new StyleTransfer(network, engine)) {
      for (BatchItem item : items) {
        try {
          int fits = Math.max(1, transfer.mostAtOnce(item.request().load(pictures)));
          if (fits < most) {
            progress.say(
                "--parallel %d: the memory holds %d at once of pictures like '%s', so that many are made"
                    .formatted(most, fits, item.output()));
          }
          return Math.min(fits, most);
        } catch (InvalidInputException e) {
          // Its row will say so.
        }
      }
      return 1;
    }
  }

  private PictureJob job(BatchItem item) {
    return new PictureJob(item.request(), given.out(), item.output(), given);
  }

  private boolean isDone(BatchItem item, StyleTransfer transfer) {
    if (!results.has(item.output()) || !Files.exists(given.out().resolve(item.output()))) {
      return false;
    }
    try {
      return results.isDone(item.output(), job(item).origin(inputs, transfer).key());
    } catch (InvalidInputException e) {
      return false; // a file that it was made of cannot be read any more
    }
  }

  private void work(Network network, int atOnce) {
    try (Engine engine = given.run().engine(atOnce);
        StyleTransfer transfer = new StyleTransfer(network, engine)) {
      work(transfer);
    } catch (RuntimeException | Error e) {
      end(e);
    }
  }

  private void work(StyleTransfer transfer) {
    try {
      for (BatchItem item = next(); item != null; item = next()) {
        Optional<ResultRow> row = row(item, transfer);
        if (row.isPresent()) {
          results.add(row.get());
          progress.finished(row.get());
        } else {
          progress.stopped(item.output());
        }
      }
    } catch (RuntimeException | Error e) {
      end(e);
    }
  }

  private synchronized @Nullable BatchItem next() {
    return interrupt.asked() || problem != null ? null : waiting.poll();
  }

  private synchronized void end(Throwable thrown) {
    problem = problem == null ? thrown : problem;
  }

  private synchronized void requireNoProblem() {
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What becomes of a picture, whatever happens; empty where its run was ended early. */
  private Optional<ResultRow> row(BatchItem item, StyleTransfer transfer) {
    try {
      return made(item, transfer);
    } catch (RunInterruptedException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (RuntimeException | OutOfMemoryError e) {
      return Optional.of(ResultRow.failed(item.output(), item.request(), Failure.of(e).line()));
    }
  }

  private Optional<ResultRow> made(BatchItem item, StyleTransfer transfer)
      throws InterruptedException {
    PictureJob job = job(item);
    ResultRow.Origin origin = job.origin(inputs, transfer);
    TransferRequest request = item.request().load(pictures);
    double share = 1.0 / Math.max(1, transfer.mostAtOnce(request));
    memory.take(share);
    try {
      return job.make(
          request,
          origin,
          transfer,
          given.intervals(),
          new PictureJob.Watch() {
            @Override
            public void began(Run run) {
              interrupt.stops(run);
            }

            @Override
            public void progressed(Progress at) {
              progress.progressed(item.output(), at.time().fractionDone());
            }

            @Override
            public void warned(String problem) {
              progress.say(problem);
            }
          });
    } finally {
      memory.give(share);
    }
  }
}
