package dev.impasto;

import dev.impasto.loss.LossOptions;
import dev.impasto.picture.Picture;
import dev.impasto.problem.RunInterruptedException;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A picture that is being made. It is made by a thread of its own; all methods may be called from
 * any thread.
 */
public final class Run {
  private final CompletableFuture<Picture> result = new CompletableFuture<>();
  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
  private final Execution execution;
  private final Thread thread;

  /** Requests of other threads, which the next iterate answers; guarded by this. */
  private final Queue<Runnable> questions = new ArrayDeque<>();

  private boolean paused;
  private boolean stopping;

  /** Whether a listener has stopped the run; of its own thread alone. */
  private boolean stoppedHere;

  private boolean ended;

  /** Prepares a run; {@link #begin} starts it. */
  Run(Execution execution, RunListener listener) {
    this.execution = execution;
    listeners.add(listener);
    thread = new Thread(this::execute, "impasto-run");
    thread.setDaemon(true);
  }

  Run begin() {
    thread.start();
    return this;
  }

  private void execute() {
    try {
      execution.onTile(tiles -> listeners.forEach(listener -> listener.evaluating(this, tiles)));
      Picture picture = execution.execute(this::reached);
      end(() -> result.complete(picture));
    } catch (RuntimeException | Error e) {
      end(() -> result.completeExceptionally(e));
    }
  }

  /** Answers requests that came too late. */
  private void end(Runnable completion) {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    answerAll();
    completion.run();
  }

  /**
   * Reports an iterate, answers requests, waits while paused; returns whether to go on. A run that
   * was asked to stop before ends here, so that its listeners are told at its last iterate.
   */
  private boolean reached(Progress progress) {
    boolean last = isStopping();
    listeners.forEach(listener -> listener.progressed(this, progress));
    answerAll();
    synchronized (this) {
      while (paused && !stopping) {
        try {
          wait();
        } catch (InterruptedException e) {
          stopping = true;
        }
        answerAll();
      }
    }
    return !last && !stoppedHere;
  }

  private void answerAll() {
    while (true) {
      Runnable question;
      synchronized (this) {
        question = questions.poll();
      }
      if (question == null) {
        return;
      }
      question.run();
    }
  }

  /** Has a listener told of every iterate to come. */
  public void onProgress(RunListener listener) {
    listeners.add(listener);
  }

  /** Has the run wait at its next iterate, until {@link #resume} or {@link #stop}. */
  public synchronized void pause() {
    paused = true;
  }

  /** Lets a paused run go on. */
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /**
   * Has the run end with the best picture so far: within a listener at once, else at its next
   * iterate.
   */
  public synchronized void stop() {
    stopping = true;
    stoppedHere |= Thread.currentThread() == thread;
    notifyAll();
  }

  /**
   * Has the run end now, with the picture of its last iterate: the evaluation on the way is given
   * up, and there is no checkpoint of that iterate. Where there is nothing yet, the run ends with a
   * {@link RunInterruptedException}.
   */
  public void stopNow() {
    stop();
    thread.interrupt();
  }

  /**
   * Why the run has ended early though nothing stopped it: its loss was no finite number whatever
   * the steps, or the Java memory did not suffice. The result is then the best picture so far.
   */
  public Optional<String> failure() {
    return execution.failure();
  }

  /** Whether the run has been asked to end early. */
  public synchronized boolean isStopping() {
    return stopping;
  }

  /** Whether the run waits, or will at its next iterate. */
  public synchronized boolean isPaused() {
    return paused && !stopping && !ended;
  }

  /** Whether the run has ended, for whatever reason. */
  public boolean isDone() {
    return result.isDone();
  }

  /**
   * Waits for the result, its longest side the size asked for; after {@link #stop}, the best
   * picture so far at that size.
   *
   * @throws RunInterruptedException if the waiting thread is interrupted; the run is then stopped
   * @throws RuntimeException what ended the run, if something did
   */
  public Picture await() {
    return await(result);
  }

  /** Waits for the end, whatever it is. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for something of the run's thread, and throws what it threw. */
  private <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("the thread that waited for a picture was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  /**
   * A copy of the iterate, at the size that the run is at: at once within a {@link RunListener},
   * else that of the next iterate.
   *
   * @throws IllegalStateException if the run has ended
   */
  public Picture picture() {
    return asked(execution::picture);
  }

  /**
   * The state from which the run can be resumed, to the same bits: at once within a {@link
   * RunListener}, else that of the next iterate, or that where the run was stopped. It takes as
   * much memory as the optimizer.
   *
   * @throws IllegalStateException if the run has come to its end
   */
  public Checkpoint checkpoint() {
    return ofLastIterate(() -> execution.checkpoint(true));
  }

  /**
   * Writes what {@link #checkpoint()} gives to a file, without a copy in memory.
   *
   * @param notes its {@link Checkpoint#notes()}
   * @throws IllegalStateException if the run has come to its end
   * @throws dev.impasto.problem.InvalidInputException if it cannot be written
   */
  public void saveCheckpoint(Path file, Map<String, String> notes) {
    ofLastIterate(
        () -> {
          execution.checkpoint(false).withNotes(notes).write(file);
          return file;
        });
  }

  /**
   * Changes the weights of the losses, at once within a {@link RunListener}, else at the next
   * iterate; the optimizer begins anew there. {@link #request()} records it.
   *
   * @throws dev.impasto.problem.InvalidInputException if these cannot be weights
   * @throws IllegalStateException if the run has ended
   */
  public void reweigh(double contentWeight, double styleWeight, double tvWeight) {
    reweigh(loss -> loss.withWeights(contentWeight, styleWeight).withTvWeight(tvWeight));
  }

  /**
   * Changes the weights of the losses, at once within a {@link RunListener}, else at the next
   * iterate; the optimizer begins anew there. {@link #request()} records it.
   *
   * @param weights makes of the present loss one with the weights to come: those of content, style,
   *     total variation and detail; nothing else of it is used
   * @throws dev.impasto.problem.InvalidInputException if these cannot be weights
   * @throws IllegalStateException if the run has ended
   */
  public void reweigh(UnaryOperator<LossOptions> weights) {
    asked(
        () -> {
          execution.reweigh(weights);
          return execution;
        });
  }

  /** The request, with all changes so far: it makes the same picture again. */
  public TransferRequest request() {
    return execution.request();
  }

  /** Answered after the end too, where the run was stopped. */
  private <T> T ofLastIterate(Supplier<T> answer) {
    return isResumable() ? answer.get() : asked(answer);
  }

  /** Whether the run has ended since it was stopped, and can go on from where it was. */
  public boolean isResumable() {
    return isDone() && execution.isStopped();
  }

  private <T> T asked(Supplier<T> answer) {
    if (Thread.currentThread() == thread) {
      return answer.get();
    }
    CompletableFuture<T> future = new CompletableFuture<>();
    Runnable question =
        () -> {
          try {
            boolean late;
            synchronized (this) {
              late = ended;
            }
            if (late) {
              throw new IllegalStateException("the run has ended");
            }
            future.complete(answer.get());
          } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        };
    boolean late;
    synchronized (this) {
      late = ended;
      if (!late) {
        questions.add(question);
        notifyAll();
      }
    }
    if (late) {
      question.run();
    }
    return await(future);
  }
}
