package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.SummedLoss;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.loss.DistributionComparison;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.PartedLbfgs;
import dev.impasto.optimize.PartedVectors;
import dev.impasto.picture.Picture;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Masks;
import dev.impasto.request.Optimization;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A size of a picture whose loss is minimized on other machines, as the one that asks has it. */
public final class LargeSize {
  private final TransferOptions options;
  private final LossOptions weighed;
  private final Picture photograph;
  private final Picture start;
  private final PictureTiles tiles;
  private final Map<Layer, List<StyleTarget>> targets;
  private final int evaluations;
  private final Watch watch;
  private final List<LossParts> evaluated = new ArrayList<>();
  private @Nullable SummedLoss loss;
  private boolean failed;
  private double reached;

  /** Is told of iterates. */
  @FunctionalInterface
  interface Watch {
    boolean goesOn(int evaluations, LossParts parts, List<LossParts> evaluated);
  }

  /**
   * What is to be minimized.
   *
   * @param weighed the losses with the weights of this run
   * @param photograph as the losses see it
   * @param start of the same size
   */
  record Problem(
      TransferOptions options,
      LossOptions weighed,
      Picture photograph,
      Picture start,
      int evaluations) {}

  /**
   * Prepares a size.
   *
   * @param targets the paintings' statistics at the style layers
   * @param tiles of pictures of this size; none is evaluated here
   */
  LargeSize(
      Problem problem, Map<Layer, List<StyleTarget>> targets, PictureTiles tiles, Watch watch) {
    this.options = problem.options;
    this.weighed = problem.weighed;
    this.photograph = problem.photograph;
    this.start = problem.start;
    this.targets = targets;
    this.evaluations = problem.evaluations;
    this.tiles = tiles;
    this.watch = watch;
  }

  /**
   * Returns normally if a request's loss is one of sums, which can be evaluated in parts, and its
   * optimizer one whose vectors may lie in parts.
   *
   * @throws dev.impasto.problem.InvalidInputException if not; the message names what cannot be
   */
  public static void requirePossible(TransferRequest request) {
    LossOptions loss = request.options().loss();
    Optimization optimization = request.options().optimization();
    requireSum(
        !(loss.style().comparison() instanceof DistributionComparison),
        "a style loss of whole distributions is no sum over the picture",
        "a loss of Gram matrices, covariances, moments or normal distributions");
    requireSum(
        !loss.style().normalized(),
        "normalized gradients need one evaluation for each layer",
        "the usual weights");
    requireSum(
        loss.detail().laplacian() == 0 && loss.detail().selfSimilarity() == 0,
        "the detail term compares places of the whole picture",
        "detail 0");
    requireSum(
        request.masks().equals(Masks.NONE)
            && request.styles().stream().allMatch(style -> style.mask().isEmpty()),
        "masks are of the whole picture",
        "no masks");
    requireSum(
        request.previous().isEmpty(), "a film's frames follow each other", "single pictures");
    requireSum(
        optimization.optimizer() instanceof Lbfgs lbfgs && lbfgs.averaging() == 0,
        "only L-BFGS without averaging works with vectors in parts",
        "the optimizer lbfgs");
    requireSum(
        optimization.preconditioning() == 0,
        "the preconditioner smooths the whole picture",
        "a preconditioning of 0");
    requireSum(
        optimization.colors() == ColorRange.FREE,
        "colors are kept to their range in one vector",
        "the color range free");
  }

  private static void requireSum(boolean holds, String why, String instead) {
    require(holds, "a picture on several machines is not made so: %s; choose %s", why, instead);
  }

  /** Rows. */
  public int height() {
    return photograph.height();
  }

  /** Columns. */
  public int width() {
    return photograph.width();
  }

  /** How many vectors of this size the optimizer keeps. */
  public int vectors() {
    return options.optimization().optimizer().vectors(evaluations);
  }

  /** With which each machine makes its tiles. */
  public TransferOptions options() {
    return options;
  }

  /** The tiles, to ask where they are. */
  public PictureTiles tiles() {
    return tiles;
  }

  /** The photograph as the losses see it. */
  public Picture photograph() {
    return photograph;
  }

  /** The start, {@code height x width x 3} values; the result is to be put in its place. */
  public float[] pixels() {
    return start.rgb();
  }

  /**
   * Tells of the photograph; to be called once, before any other evaluation.
   *
   * @param sums those of {@link PictureTiles#photograph} over all tiles
   */
  public void begin(double[] sums) {
    loss = new SummedLoss(tiles.loss(), weighed, targets, sums);
  }

  /**
   * Compares.
   *
   * @param sums those of {@link PictureTiles#sums} over all tiles
   * @return what {@link PictureTiles#derive} needs to know
   */
  public float[] compare(double[] sums) {
    return begun().compare(sums);
  }

  private SummedLoss begun() {
    SummedLoss known = loss;
    if (known == null) {
      throw new IllegalStateException("the photograph has not been evaluated");
    }
    return known;
  }

  /**
   * The value of the loss for the sums that were compared last.
   *
   * @param derived the sum of what {@link PictureTiles#derive} has returned for all tiles
   */
  public double value(double derived) {
    LossParts parts = begun().parts(derived);
    evaluated.add(parts);
    return parts.total();
  }

  /**
   * Minimizes as the options say.
   *
   * @param vectors where the pixels and all vectors are, and the loss is evaluated
   */
  public void minimize(PartedVectors vectors) {
    Lbfgs lbfgs = (Lbfgs) options.optimization().optimizer();
    double rounding = tiles.loss().precision() == Precision.BF16 ? TransferLoss.BF16_ROUNDING : 0;
    PartedLbfgs minimization = new PartedLbfgs(lbfgs, vectors, rounding);
    reached = minimization.run(evaluations, this::goesOn);
    failed = minimization.failed();
  }

  private boolean goesOn(int spent, double value) {
    LossParts parts =
        evaluated.stream()
            .filter(of -> of.total() == value)
            .reduce((a, b) -> b)
            .orElse(evaluated.get(evaluated.size() - 1));
    boolean more = watch.goesOn(spent, parts, List.copyOf(evaluated));
    evaluated.clear();
    return more;
  }

  /** Whether there was no finite value. */
  boolean failed() {
    return failed;
  }

  /** The value at the last iterate. */
  double reached() {
    return reached;
  }
}
