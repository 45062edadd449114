package dev.impasto.internal.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.DistributionComparison;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The distribution of a layer's responses along directions, of all positions or of a region's. */
final class ResponseDistribution implements StatisticsSource {
  private static final float[] EQUAL = {};

  private final Parallel threads;
  private final DistributionComparison comparison;
  private final ProjectionOperation projection;
  private final int channels;
  private final int positions;

  /** Of each position, with a mean of 1; empty for equal ones. */
  private final float[] weights;

  /** {@code directions x positions} values: the responses, or what takes their place. */
  private final float[] along;

  private final Queue<RankOrder> orders = new ConcurrentLinkedQueue<>();

  ResponseDistribution(
      VggPass pass, Layer layer, DistributionComparison comparison, Optional<LayerGuide> guide) {
    Tensor response = pass.response(layer);
    this.threads = pass.engine().parallel();
    this.comparison = comparison;
    this.channels = response.channels();
    this.projection = pass.workspace().projection(response, Directions.of(comparison, channels));
    long values = response.positions() * projection.directions();
    require(
        values < Integer.MAX_VALUE,
        "the style loss %s does not go to this size: %s has %d responses along %d directions, and"
            + " at most 2147483647 values can be sorted",
        StyleStatistics.of(comparison),
        layer,
        response.positions(),
        projection.directions());
    this.positions = (int) response.positions();
    this.weights = guide.map(g -> g.weights(response.height(), response.width())).orElse(EQUAL);
    this.along = new float[(int) values];
  }

  /** About how many bytes of the Java heap those of some layers take. */
  static double bytes(
      Vgg vgg, double pixels, Collection<Layer> layers, DistributionComparison comparison) {
    double sum = 0;
    for (Layer layer : layers) {
      int filters = vgg.network().convolution(layer).outputs();
      double positions = pixels / Math.pow(4, layer.block() - 1.0);
      int directions = Directions.count(comparison, filters);
      sum += positions * (Float.BYTES * directions + vgg.threads() * RankOrder.BYTES);
    }
    return sum;
  }

  @Override
  public void take() {
    projection.forward(along);
  }

  @Override
  public LayerStatistics taken() {
    List<Quantiles> quantiles =
        new ArrayList<>(Collections.nCopies(projection.directions(), new Quantiles(EQUAL)));
    eachDirection(
        (d, order) ->
            quantiles.set(d, Quantiles.of(along, d * positions, order, positions, weights)));
    return new LayerStatistics(channels, positions, EQUAL, EQUAL, List.of(), quantiles);
  }

  @Override
  public StyleLoss loss(
      VggPass pass, List<StyleTarget> targets, boolean photograph, double weight) {
    return new DistributionLoss(this, comparison.relative(), photograph, targets, weight);
  }

  int directions() {
    return projection.directions();
  }

  /** The weighted mean of the squared distances over directions and positions. */
  double distance(List<DistributionLoss.Painting> paintings) {
    return compare(paintings, false);
  }

  /**
   * The same, and puts in place of the responses the derivative of half of it, times directions and
   * positions.
   */
  double move(List<DistributionLoss.Painting> paintings) {
    return compare(paintings, true);
  }

  private double compare(List<DistributionLoss.Painting> paintings, boolean move) {
    double[] sums = new double[directions()];
    double[] counts = paintings.stream().mapToDouble(DistributionLoss.Painting::weight).toArray();
    eachDirection(
        (d, order) -> {
          float[][] values =
              paintings.stream().map(p -> p.quantiles().get(d).values()).toArray(float[][]::new);
          sums[d] = compare(d * positions, order, values, counts, move);
        });
    return Arrays.stream(sums).sum() / along.length;
  }

  private double compare(
      int first, int[] order, float[][] paintings, double[] counts, boolean move) {
    double sum = 0;
    double before = 0;
    double perPosition = 1.0 / positions;
    for (int i = 0; i < positions; i++) {
      int at = first + order[i];
      double weight = weights.length == 0 ? 1 : weights[order[i]];
      double rank = (before + weight / 2) * perPosition;
      before += weight;
      double slope = 0;
      for (int p = 0; p < counts.length; p++) {
        double apart = along[at] - Quantiles.at(paintings[p], rank);
        double counted = counts[p] * weight * apart;
        sum += counted * apart;
        slope += counted;
      }
      along[at] = move ? (float) slope : along[at];
    }
    return sum;
  }

  /** Adds the derivative of what was compared last, times a factor. */
  void addDerivative(double factor, Tensor gradient) {
    float by = (float) (2 * factor / along.length);
    threads.over(
        along.length,
        Parallel.PART,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            along[i] *= by;
          }
        });
    projection.backward(along, gradient);
  }

  /** What is done with the order of the responses along a direction. */
  private interface Ordered {
    void of(int direction, int[] order);
  }

  private void eachDirection(Ordered ordered) {
    threads.run(
        directions(),
        d -> {
          RankOrder free = orders.poll();
          RankOrder order = free == null ? new RankOrder(positions) : free;
          ordered.of(d, order.of(along, d * positions));
          orders.add(order);
        });
  }
}
