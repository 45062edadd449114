package dev.impasto.internal.loss;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Area;
import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
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

  private final LayerResponse response;
  private final Parallel threads;
  private final DistributionComparison comparison;
  private final ProjectionOperation projection;
  private final int channels;
  private final int positions;

  /** Of each position, with a mean of 1; empty for equal ones. */
  private final float[] weights;

  /** {@code directions x positions} values: the responses, or what takes their place. */
  private final float[] along;

  /** The same of a part of the response. */
  private final float[] ofPart;

  private final Queue<RankOrder> orders = new ConcurrentLinkedQueue<>();

  ResponseDistribution(
      VggPass pass, Layer layer, DistributionComparison comparison, Optional<LayerGuide> guide) {
    this.response = pass.whole(layer, Reach.NONE);
    this.threads = pass.engine().parallel();
    this.comparison = comparison;
    this.channels = response.channels();
    this.projection =
        pass.workspace().projection(response.part(), Directions.of(comparison, channels));
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
    long part = response.part().positions() * projection.directions();
    this.ofPart = response.isCut() ? new float[Math.toIntExact(part)] : along;
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
  public void begin() {} // every position is written anew

  @Override
  public void add() {
    response.each(
        area -> {
          projection.forward(ofPart);
          if (response.isCut()) {
            eachRow(area, (part, at) -> System.arraycopy(ofPart, part, along, at, area.width()));
          }
        });
  }

  /** What is done with a row of a part along a direction. */
  private interface Row {
    /**
     * Does it.
     *
     * @param part where its values begin in the part's
     * @param at where they begin in the whole response's
     */
    void of(int part, int at);
  }

  private void eachRow(Area area, Row row) {
    int width = response.part().width();
    int size = Math.toIntExact(response.part().positions());
    for (int d = 0; d < directions(); d++) {
      for (int y = 0; y < area.height(); y++) {
        int at = d * positions + (area.top() + y) * response.width() + area.left();
        row.of(d * size + y * width, at);
      }
    }
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
   * The same, and puts in place of the responses the derivative, times a factor, with respect to
   * them.
   */
  double move(List<DistributionLoss.Painting> paintings, double factor) {
    double distance = compare(paintings, true);
    float by = (float) (2 * factor / along.length);
    threads.over(
        along.length,
        Parallel.PART,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            along[i] *= by;
          }
        });
    return distance;
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

  /** Adds the derivative of what was compared last. */
  void addDerivative(Tensor gradient) {
    response.each(
        gradient,
        (area, slopes) -> {
          if (response.isCut()) {
            Arrays.fill(ofPart, 0);
            eachRow(area, (part, at) -> System.arraycopy(along, at, ofPart, part, area.width()));
          }
          projection.backward(ofPart, slopes);
        });
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
