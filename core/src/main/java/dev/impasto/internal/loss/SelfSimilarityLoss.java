package dev.impasto.internal.loss;

import dev.impasto.engine.CellOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import dev.impasto.internal.vgg.LayerResponse;
import dev.impasto.internal.vgg.Reach;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;
import dev.impasto.parallel.Parallel;
import java.util.Arrays;

/**
 * How far the likeness of places to each other is from the photograph's, at one layer: the second
 * term of a {@link dev.impasto.loss.DetailTerm}. Colors may change freely while shapes stay.
 */
final class SelfSimilarityLoss implements LayerLoss {
  /** The most places that are compared: all pairs of them are. A place is a square of positions. */
  private static final int MOST = 512;

  /** Rows that a thread takes at a time. */
  private static final int BAND = 16;

  /** What {@code |z|} is rounded by, in mean entries. */
  private static final double ROUNDED = 0.1;

  private final LayerResponse response;
  private final Parallel threads;
  private final CellOperation places;
  private final int n;
  private final int channels;
  private final double weight;
  private final float[] values;
  private final float[] units;

  /** With respect to the values. */
  private final float[] derivative;

  private final double[] lengths;

  /** D. */
  private final float[] distances;

  private final float[] target;
  private final double[] columns;
  private double value;

  /** Of a layer, whose responses to the photograph become the target when the pass has it. */
  SelfSimilarityLoss(VggPass pass, Layer layer, double weight) {
    this.response = pass.whole(layer, Reach.NONE);
    int height = response.height();
    int width = response.width();
    this.threads = pass.engine().parallel();
    this.places = pass.workspace().cells(response.part(), height, width, side(height, width));
    this.n = places.cells();
    this.channels = response.channels();
    this.weight = weight;
    this.values = new float[n * channels];
    this.units = new float[n * channels];
    this.derivative = new float[n * channels];
    this.lengths = new double[n];
    this.distances = new float[n * n];
    this.target = new float[n * n];
    this.columns = new double[n];
  }

  /** The least side of cells of which there are at most {@link #MOST}. */
  static int side(int height, int width) {
    int side = 1;
    while ((long) ((height - 1) / side + 1) * ((width - 1) / side + 1) > MOST) {
      side++;
    }
    return side;
  }

  /** Makes what has been added the target. */
  void take() {
    compare();
    for (int i = 0; i < distances.length; i++) {
      target[i] = part(i);
    }
  }

  /** The weighted value of the last evaluation. */
  double value() {
    return value;
  }

  @Override
  public void begin() {
    Arrays.fill(values, 0);
  }

  @Override
  public void add() {
    response.each(area -> places.forward(area, values));
  }

  @Override
  public double finish() {
    compare();
    double rounded = ROUNDED / n;
    double[] sums = new double[n];
    threads.over(
        n,
        BAND,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int j = 0; j < n; j++) {
              double apart = part(i * n + j) - target[i * n + j];
              sums[i] += Math.sqrt(apart * apart + rounded * rounded) - rounded;
            }
          }
        });
    value = weight / n * Arrays.stream(sums).sum();
    derive();
    return value;
  }

  /** S. */
  private float part(int at) {
    double sum = columns[at % n];
    return sum > 0 ? (float) (distances[at] / sum) : 0;
  }

  /** Computes {@code D = 1 - Û Ûᵀ} and the sums of its columns, which are those of its rows. */
  private void compare() {
    for (int i = 0; i < n; i++) {
      double squares = 0;
      for (int c = i * channels; c < (i + 1) * channels; c++) {
        squares += (double) values[c] * values[c];
      }
      lengths[i] = Math.sqrt(squares);
      float by = lengths[i] > 0 ? (float) (1 / lengths[i]) : 0;
      for (int c = i * channels; c < (i + 1) * channels; c++) {
        units[c] = by * values[c];
      }
    }
    threads.over(
        n,
        BAND,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
              float product = 0;
              for (int c = 0; c < channels; c++) {
                product += units[i * channels + c] * units[j * channels + c];
              }
              float distance = i == j ? 0 : Math.max(0, 1 - product);
              distances[i * n + j] = distance;
              sum += distance;
            }
            columns[i] = sum;
          }
        });
  }

  /**
   * With E the derivative by S, that by D is {@code H_ij = (E_ij - Σ_k E_kj S_kj) / c_j}, c_j the
   * sum of column j; that by the unit vector of place i is {@code -Σ_j (H_ij + H_ji) û_j}.
   */
  private void derive() {
    double rounded = ROUNDED / n;
    float[] slopes = new float[n * n];
    double[] means = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        float part = part(i * n + j);
        double apart = part - target[i * n + j];
        double slope = weight / n * apart / Math.sqrt(apart * apart + rounded * rounded);
        slopes[i * n + j] = (float) slope;
        means[j] += slope * part;
      }
    }
    threads.over(
        n,
        BAND,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            derive(i, slopes, means);
          }
        });
  }

  @Override
  public void backward(Tensor gradient) {
    response.each(gradient, (area, slopes) -> places.backward(area, derivative, slopes));
  }

  private void derive(int i, float[] slopes, double[] means) {
    float[] sum = new float[channels];
    for (int j = 0; j < n; j++) {
      if (j == i) {
        continue;
      }
      double own = columns[j] > 0 ? (slopes[i * n + j] - means[j]) / columns[j] : 0;
      double other = columns[i] > 0 ? (slopes[j * n + i] - means[i]) / columns[i] : 0;
      float by = (float) -(own + other);
      for (int c = 0; c < channels; c++) {
        sum[c] += by * units[j * channels + c];
      }
    }
    double along = 0;
    for (int c = 0; c < channels; c++) {
      along += sum[c] * units[i * channels + c];
    }
    double by = lengths[i] > 0 ? 1 / lengths[i] : 0;
    for (int c = 0; c < channels; c++) {
      int at = i * channels + c;
      derivative[at] = (float) (by * (sum[c] - along * units[at]));
    }
  }
}
