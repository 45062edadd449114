package dev.impasto.internal.loss;

import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.LayerLoss;
import java.util.ArrayList;
import java.util.List;

/** A tile's part in a layer's statistics, and the derivative of what others make of the whole's. */
record TileStyle(ResponseStatistics statistics, StatisticsGradient slopes) implements LayerLoss {
  TileStyle(ResponseStatistics statistics) {
    this(statistics, StatisticsGradient.of(statistics.taken()));
  }

  /** Where the sums of a tile are, or those of the whole picture. */
  List<float[]> sums() {
    LayerStatistics taken = statistics.taken();
    List<float[]> arrays = new ArrayList<>(List.of(taken.values(), taken.sums()));
    taken.shifted().forEach(pairs -> arrays.add(pairs.values()));
    return arrays;
  }

  /** Where the derivatives with respect to them are. */
  List<float[]> derivatives() {
    List<float[]> arrays = new ArrayList<>(List.of(slopes.gram(), slopes.sums()));
    arrays.addAll(slopes.shifted());
    return arrays;
  }

  @Override
  public void begin() {
    statistics.begin();
  }

  @Override
  public void add() {
    statistics.add();
  }

  @Override
  public double finish() {
    return 0;
  }

  @Override
  public void backward(Tensor gradient) {
    statistics.addDerivative(slopes, gradient);
  }
}
