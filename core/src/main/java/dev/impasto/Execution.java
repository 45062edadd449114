package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.color.Coloring;
import dev.impasto.engine.Engine;
import dev.impasto.internal.loss.TemporalLoss;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.optimize.Minimization;
import dev.impasto.optimize.Minimizer;
import dev.impasto.optimize.Objective;
import dev.impasto.optimize.OptimizerState;
import dev.impasto.picture.Picture;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.RunInterruptedException;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way from a request to its picture, size by size: the photograph in the painting's colors, the
 * losses, the optimizer, the result. For one thread, once.
 */
final class Execution {
  /** Read by other threads; changes of weights replace it. */
  private volatile TransferRequest request;

  private final TransferOptions options;
  private final MemoryLimit limit;
  private final RunStorage storage;
  private final Engine engine;
  private final StyleCache known;
  private final Optional<Checkpoint> reached;
  private final Coloring coloring;
  private final Protection protection;
  private final StyleRegions regions;
  private final Optional<FrameMotion> motion;
  private final Supplier<RunIdentity> identity;
  private Elsewhere elsewhere = Elsewhere.NOWHERE;

  private Predicate<Progress> observer = progress -> true;
  private Consumer<Progress.Tiles> tileObserver = tiles -> {};
  private @Nullable ProgressReporter reporter;

  /** The size at the present iterate, from 1, and the evaluations done at it. */
  private int scale;

  private int done;

  /** How many evaluations had been done at this size when the optimizer began. */
  private int began;

  /** As it is evaluated with the memory that there is. */
  private Vgg vgg;

  private boolean stopped;

  /** Whether there is more to the iterate than the start. */
  private boolean made;

  /** Why the run has ended early, if it was not asked to. */
  private volatile Optional<String> failure = Optional.empty();

  private ScaleSchedule.Size size = new ScaleSchedule.Size(1, 1, 0);
  private @Nullable Minimization minimization;
  private @Nullable Picture iterate;

  /** The photograph and the paintings at the present size, in their own colors. */
  private @Nullable Picture photograph;

  /** The photograph as the losses are to see it where it is protected. */
  private @Nullable Picture kept;

  private List<Picture> paintings = List.of();

  /** The frame before at the present size. */
  private Optional<FrameMotion.Moved> before = Optional.empty();

  /**
   * Prepares an execution.
   *
   * @param vgg the network as the request wants it
   * @param limit the memory that there is
   * @param known what is known of style pictures used before
   * @param reached where an earlier run of the request was
   * @param identity tells what else the bits depend on
   */
  Execution(
      TransferRequest request,
      Vgg vgg,
      MemoryLimit limit,
      Engine engine,
      StyleCache known,
      Optional<Checkpoint> reached,
      Supplier<RunIdentity> identity) {
    this.request = request;
    this.options = request.options();
    this.vgg = vgg;
    this.limit = limit;
    this.storage = new RunStorage(limit);
    this.engine = engine;
    this.known = known;
    this.reached = reached;
    this.coloring =
        new Coloring(
            options.finish().color(), request.styles().stream().map(StyleSource::weight).toList());
    this.protection = new Protection(request.masks().protect());
    this.regions = new StyleRegions(request, protection);
    this.motion = request.previous().map(FrameMotion::new);
    this.identity = identity;
  }

  /** Leaves large sizes to others. */
  Execution leaving(Elsewhere others) {
    elsewhere = others;
    return this;
  }

  /** Has an observer told within evaluations that are made in tiles, after each of these. */
  void onTile(Consumer<Progress.Tiles> watching) {
    tileObserver = watching;
  }

  /**
   * Makes the picture.
   *
   * @param watching is told of every iterate; false ends the run with the best picture so far
   */
  Picture execute(Predicate<Progress> watching) {
    observer = watching;
    Picture content = request.content().picture().onWhite();
    List<ScaleSchedule.Size> scales = ScaleSchedule.of(content, options);
    TransferRequest here = elsewhere.here(request, scales, limit.heap());
    MemoryEstimate memory = new MemoryEstimate(here, vgg, limit);
    memory.requireFits();
    reporter = new ProgressReporter(scales, options.schedule());
    reached.ifPresent(checkpoint -> checkpoint.requireWithin(scales.size()));
    ScaleSchedule.Size full = scales.get(scales.size() - 1);
    boolean large =
        !elsewhere.takes(full) && memory.inFiles(new MemoryModel.Level(full, scales.size() - 1));
    if (coloring.withoutRun()) {
      paintings = regions.paintings(full, known, storage.finishing(large));
      return finished(content, full, storage.finishing(large));
    }
    int first = reached.map(Checkpoint::scale).orElse(1) - 1;
    made = reached.isPresent();
    Picture result = content;
    List<Picture> styles = List.of();
    for (int i = first; i < scales.size() && !stopped; i++) {
      ScaleSchedule.Size smaller = size;
      scale = i + 1;
      size = scales.get(i);
      MemoryModel.Level level = new MemoryModel.Level(size, i);
      vgg = memory.tiled(level);
      storage.begin(!elsewhere.takes(size) && memory.inFiles(level));
      Storage pictures = storage.pictures();
      Picture seen = storage.kept(content.resized(size.width(), size.height(), pictures));
      photograph = seen;
      paintings = regions.paintings(size, known, pictures);
      styles = coloring.paintings(paintings, seen);
      Picture own = coloring.photograph(seen);
      kept = own;
      Picture inner = protection.kept(regions.inColorsOf(styles, own, size), own);
      before = motion.map(m -> m.at(inner.width(), inner.height(), coloring));
      Picture target = inner.mirrored(size.margin(), pictures);
      Picture start =
          i == first
              ? StartPicture.of(request, inner, styles, before).mirrored(size.margin(), pictures)
              : result.resized(target.width(), target.height(), pictures);
      result = storage.iterate(start);
      iterate = result;
      OptimizerState learned = i == first ? OptimizerState.EMPTY : inheritance(smaller);
      storage.leave();
      made |= i > first;
      try {
        minimize(target, styles, learned, i == first ? reached : Optional.empty());
      } catch (RunInterruptedException e) {
        salvage(e, Optional.empty());
      } catch (OutOfMemoryError e) {
        salvage(e, Optional.of("the Java memory did not suffice"));
      } catch (AccessException e) { // such as a full work folder
        salvage(e, storage.reason(e));
        storage.releaseAllBut(result);
      }
    }
    if (!stopped) {
      minimization = null; // its memory serves to finish the picture
    }
    Picture inner = storage.kept(result.cropped(size.margin(), storage.pictures()));
    if (!stopped) {
      storage.releaseVectors();
    }
    return finished(regions.inColorsOf(styles, inner, size), full, storage.finishing(large));
  }

  /** Goes back to the best iterate where the run was cut; without one, there is nothing to save. */
  private <E extends Throwable> void salvage(E thrown, Optional<String> reason) throws E {
    Thread.interrupted(); // what is left to do is to be done
    if (!made) {
      throw thrown;
    }
    if (minimization != null) {
      minimization.restore();
    }
    end(reason);
  }

  /** Ends the run early, where it cannot be resumed. */
  private void end(Optional<String> reason) {
    minimization = null;
    stopped = true;
    failure = reason;
  }

  /**
   * Minimizes the loss at the present size. Where its weights change, the optimizer begins anew.
   *
   * @param inherited what the optimizer has learned at the size before
   * @param from where an earlier run was at this size
   */
  private void minimize(
      Picture target, List<Picture> styles, OptimizerState inherited, Optional<Checkpoint> from) {
    if (elsewhere.takes(size)) {
      minimizeElsewhere(target, styles);
      return;
    }
    Floats pixels = Objects.requireNonNull(iterate).colors();
    int iterations = options.schedule().iterations(scale - 1);
    began = from.map(Checkpoint::began).orElse(0);
    done = began;
    Optional<OptimizerState> state = from.map(Checkpoint::state);
    OptimizerState learned = inherited;
    minimization = null; // at the size before; its vectors are many
    storage.shrinkHeap();
    boolean changed = true;
    while (changed && !stopped) {
      LossOptions weighed = loss();
      var parts = regions.targets(styles, size, weighed, vgg, known, storage.vectors());
      Optional<TemporalLoss> held = before.map(b -> b.loss(weighed.temporal(), size.margin()));
      try (TransferLoss loss = new TransferLoss(vgg, target, parts, weighed, held)) {
        loss.onTile(
            (evaluation, tile) ->
                tileObserver.accept(
                    Objects.requireNonNull(reporter)
                        .at(scale - 1, done + evaluation, tile, loss.tiles())));
        Minimizer minimizer =
            PyramidPreconditioner.minimizer(
                options.optimization(), Objects.requireNonNull(iterate), engine.parallel());
        Objective seen =
            Bounded.of(
                protection.over(loss, Objects.requireNonNull(kept), size.margin()),
                options.optimization().colors());
        Minimization running =
            state.isPresent()
                ? minimizer.resume(seen, pixels, state.get())
                : minimizer.start(seen, pixels, learned);
        minimization = running;
        int left = iterations - began;
        if (left > 0) {
          double value =
              running.run(left, (spent, at, x) -> goesOn(spent, loss.parts(at), loss.latest()));
          requireNotFailed(running.failed(), value);
        }
        changed = weightsChange();
        if (changed) {
          began = done;
          state = Optional.empty();
          learned = running.inheritance(vector -> vector, 1);
        }
      }
    }
  }

  private void minimizeElsewhere(Picture target, List<Picture> styles) {
    began = 0;
    done = 0;
    minimization = null;
    int evaluations = options.schedule().iterations(scale - 1);
    LargeSize.Problem problem =
        new LargeSize.Problem(
            options, loss(), target, Objects.requireNonNull(iterate), evaluations);
    LargeSize made = elsewhere.minimize(vgg, request, styles, known, problem, this::goesOn);
    requireNotFailed(made.failed(), made.reached());
  }

  /** A run that comes to where there are no numbers ends, with what it has made. */
  private void requireNotFailed(boolean failed, double value) {
    if (failed) {
      require(
          made,
          "the loss at the start is %s, and it or its derivative is beyond what can be computed with:"
              + " choose smaller weights",
          value);
      end(
          Optional.of(
              "after step %d at scale %d the loss or its derivative was no finite number"
                  .formatted(done, scale)));
    }
  }

  /** Reports an iterate; returns whether the optimizer is to go on. */
  private boolean goesOn(int evaluations, LossParts parts, List<LossParts> latest) {
    done = began + evaluations;
    made |= done > 1;
    Progress progress = Objects.requireNonNull(reporter).at(scale - 1, done, parts, latest);
    stopped = !observer.test(progress);
    return !stopped && !weightsChange();
  }

  /** The loss with the weights that hold when the optimizer begins. */
  private LossOptions loss() {
    return ChangingLoss.of(request).at(scale, began, options.size());
  }

  /** Whether other weights hold from here on than those that the optimizer began with. */
  private boolean weightsChange() {
    return ChangingLoss.of(request).changes(scale, began, done);
  }

  /** Changes the weights from the present iterate on; to be called at an iterate. */
  void reweigh(UnaryOperator<LossOptions> weights) {
    request = request.withChanges(ChangingLoss.of(request).and(weights, scale, done));
  }

  /** The request, with the changes so far. */
  TransferRequest request() {
    return request;
  }

  /** A pixel's part in the loss, and so its derivative, falls as the number of pixels rises. */
  private OptimizerState inheritance(ScaleSchedule.Size from) {
    return minimization == null
        ? OptimizerState.EMPTY
        : minimization.inheritance(
            vector ->
                new Picture(from.computedWidth(), from.computedHeight(), vector, null)
                    .resized(size.computedWidth(), size.computedHeight(), storage.vectors())
                    .colors(),
            (double) from.pixels() / size.pixels());
  }

  /** The result at its full size, even if the run ended early, with the content's alpha. */
  private Picture finished(Picture made, ScaleSchedule.Size full, Storage to) {
    Picture content = request.content().picture();
    Picture seen = content.onWhite(to).resized(full.width(), full.height(), to);
    Picture smooth =
        made.resized(full.width(), full.height(), to).denoised(options.finish().denoising(), to);
    Picture whole = protection.kept(regions.colored(coloring, smooth, seen, paintings, full), seen);
    return content
        .opacities()
        .map(a -> content.resized(full.width(), full.height(), to).opacities().orElse(a))
        .map(alpha -> whole.takenOffWhite(alpha, to))
        .orElse(whole);
  }

  /** A copy of the iterate, in the colors of a result; to be called at an iterate. */
  Picture picture() {
    Picture seen = Objects.requireNonNull(photograph);
    Picture now = storage.copy(Objects.requireNonNull(iterate));
    Picture made = now.cropped(size.margin(), storage.pictures());
    return protection.kept(regions.colored(coloring, made, seen, paintings, size), seen);
  }

  /** Why the run has ended early, if it was not asked to. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether the run was stopped at an iterate, so that it can be resumed after its end. */
  boolean isStopped() {
    return stopped && minimization != null;
  }

  /**
   * The state from which the run can be resumed; to be called at an iterate.
   *
   * @param copied whether its vectors are copies, or the run's own
   */
  Checkpoint checkpoint(boolean copied) {
    OptimizerState state =
        Objects.requireNonNull(minimization, "a size that others minimize").state();
    return new Checkpoint(
        request, identity.get(), scale, began, copied ? state.copy() : state, Map.of());
  }
}
