package dev.impasto.bench;

import dev.impasto.bench.Table.Column;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Rounding;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of each operation of an evaluation by itself, forward and backward, at one picture size:
 * what JMH measures, beside the best matrix product of the same minutes.
 */
final class LayerTable {
  private static final int PRODUCTS = 10;

  private final Map<String, String> parameters = new TreeMap<>();
  private final MatmulPeak matmul;
  private final Table table;
  private double forwardSeconds;
  private double backwardSeconds;

  private LayerTable(
      MatmulPeak matmul, int size, Network network, boolean embedded, Precision precision) {
    this.matmul = matmul;
    parameters.put("size", Integer.toString(size));
    parameters.put("network", embedded ? OperationBenchmark.EMBEDDED : "random");
    parameters.put("precision", precision.toString());
    this.table =
        new Table(
            "layers_%d_%s".formatted(size, precision),
            "Each operation alone, %2$s at %1$dx%1$d, %3$s; operations counted as direct"
                    .formatted(size, network.name(), precision)
                + " convolution; share: of the f32 matrix product, 2048x2048, before each row;"
                + " medians of JMH's",
            new Column("operation", "operation", "%s"),
            new Column("input", "input", "%s"),
            new Column("gflop", "GFLOP", "%.2f"),
            new Column("forward_ms", "forward (ms)", "%.2f"),
            new Column("forward_gflops", "GFLOP/s", "%.1f"),
            new Column("forward_share", "share of peak", "%.3f"),
            new Column("backward_ms", "backward (ms)", "%.2f"),
            new Column("backward_gflops", "GFLOP/s", "%.1f"),
            new Column("backward_share", "share of peak", "%.3f"));
  }

  static Table measure(int size, Network network, boolean embedded, Precision precision) {
    try (MatmulPeak matmul = new MatmulPeak(2048)) {
      LayerTable layers = new LayerTable(matmul, size, network, embedded, precision);
      int side = size;
      int channels = 3;
      Layer before = Layer.CONV1_1;
      for (Layer layer : network.layers()) {
        System.err.printf("measuring %s at %dx%d%n", layer, size, size);
        if (layer.followsPooling()) {
          layers.pooling(before, side, channels);
          side = Rounding.FLOOR.pooled(side);
        }
        layers.convolution(layer, network.convolution(layer), side);
        channels = network.convolution(layer).outputs();
        if (Evaluation.STYLE.contains(layer)) {
          layers.gram(layer, side, channels);
        }
        before = layer;
      }
      layers.table.row(
          "sum",
          "",
          null,
          1000 * layers.forwardSeconds,
          null,
          null,
          1000 * layers.backwardSeconds,
          null,
          null);
      return layers.table;
    }
  }

  private void convolution(Layer layer, Convolution c, int side) {
    double operations = 2 * 9.0 * c.inputs() * c.outputs() * side * side;
    row(layer.toString(), ConvolutionBenchmark.class, layer, side, c.inputs(), operations);
  }

  private void pooling(Layer layer, int side, int channels) {
    String name = "average pooling " + layer.block();
    parameters.put("pooling", "average");
    row(name, PoolingBenchmark.class, layer, side, channels, null);
  }

  private void gram(Layer layer, int side, int channels) {
    double operations = 2.0 * channels * channels * side * side;
    row("Gram matrix of " + layer, GramBenchmark.class, layer, side, channels, operations);
  }

  private void row(
      String name,
      Class<?> benchmarks,
      Layer layer,
      int side,
      int channels,
      @Nullable Double operations) {
    double peak = matmul.best(PRODUCTS);
    parameters.put("layer", layer.toString());
    Map<String, Double> seconds = Operations.seconds(benchmarks, parameters);
    double forward = Objects.requireNonNull(seconds.get("forward"));
    double backward = Objects.requireNonNull(seconds.get("backward"));
    forwardSeconds += forward;
    backwardSeconds += backward;
    String shape = "%dx%dx%d".formatted(side, side, channels);
    if (operations == null) {
      table.row(name, shape, null, 1000 * forward, null, null, 1000 * backward);
    } else {
      table.row(
          name,
          shape,
          operations / 1e9,
          1000 * forward,
          operations / forward / 1e9,
          operations / forward / peak,
          1000 * backward,
          operations / backward / 1e9,
          operations / backward / peak);
    }
  }
}
