package dev.impasto.bench;

import dev.impasto.bench.Stopwatch.Timing;
import dev.impasto.bench.Table.Column;
import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Filters;
import dev.impasto.engine.GramOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Rounding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Times each operation of an evaluation by itself, forward and backward, at one picture size. */
final class LayerTable {
  private static final int RUNS = 5;

  private final Engine engine;
  private final Stopwatch stopwatch;
  private final Table table;
  private double forwardSeconds;
  private double backwardSeconds;

  private LayerTable(
      Engine engine, Stopwatch stopwatch, int size, Network network, Precision precision) {
    this.engine = engine;
    this.stopwatch = stopwatch;
    this.table =
        new Table(
            "layers_%d_%s".formatted(size, precision),
            "Each operation alone, %2$s at %1$dx%1$d, %3$s; operations counted as direct"
                    .formatted(size, network.name(), precision)
                + " convolution; share: of the f32 matrix product, 2048x2048; medians of "
                + RUNS,
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

  static Table measure(int size, Network network, Precision precision) {
    try (Engine engine = Engine.open(0, precision);
        MatmulPeak matmul = new MatmulPeak(2048)) {
      LayerTable layers =
          new LayerTable(engine, new Stopwatch(matmul, RUNS), size, network, precision);
      int side = size;
      int channels = 3;
      for (Layer layer : network.layers()) {
        System.err.printf("measuring %s at %dx%d%n", layer, size, size);
        if (layer.followsPooling()) {
          layers.pooling(layer, side, channels);
          side = Rounding.FLOOR.pooled(side);
        }
        layers.convolution(layer, network.convolution(layer), side);
        channels = network.convolution(layer).outputs();
        if (Evaluation.STYLE.contains(layer)) {
          layers.gram(layer, side, channels);
        }
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
    try (Workspace workspace = engine.workspace()) {
      Tensor x = noise(workspace, side, c.inputs());
      Tensor y = workspace.tensor(side, side, c.outputs());
      Filters filters = engine.filters(c.inputs(), c.outputs(), c.weights(), c.bias());
      ChainOperation operation = workspace.convolution(filters, Padding.ZERO, x, y);
      double operations = 2 * 9.0 * c.inputs() * c.outputs() * x.positions();
      chain(layer.toString(), workspace, operation, x, y, operations);
    }
  }

  private void pooling(Layer next, int side, int channels) {
    int pooled = Rounding.FLOOR.pooled(side);
    try (Workspace workspace = engine.workspace()) {
      Tensor x = noise(workspace, side, channels);
      Tensor y = workspace.tensor(pooled, pooled, channels);
      ChainOperation operation = workspace.pooling(Pooling.AVERAGE, Rounding.FLOOR, x, y);
      chain("average pooling " + (next.block() - 1), workspace, operation, x, y, null);
    }
  }

  private void chain(
      String name,
      Workspace workspace,
      ChainOperation operation,
      Tensor x,
      Tensor y,
      @Nullable Double operations) {
    Tensor dx = workspace.tensor(x.height(), x.width(), x.channels());
    Tensor dy = noise(workspace, y.height(), y.channels());
    Timing forward = stopwatch.time(operation::forward);
    Timing backward = stopwatch.time(() -> operation.backward(dy, dx));
    row(name, x, operations, forward, backward);
  }

  /** The sum over the positions, and the product with a matrix of the channels that undoes it. */
  private void gram(Layer layer, int side, int channels) {
    try (Workspace workspace = engine.workspace()) {
      Tensor y = noise(workspace, side, channels);
      Tensor dy = workspace.tensor(side, side, channels);
      dy.clear();
      GramOperation operation = workspace.gram(y);
      float[] matrix = new float[channels * channels];
      float[] none = {}; // the evaluation's loss does not ask for the channels' sums
      Timing forward = stopwatch.time(() -> operation.forward(matrix, none));
      Arrays.fill(matrix, 1e-6f); // dy is added to again and again
      Timing backward = stopwatch.time(() -> operation.backward(matrix, none, dy));
      double operations = 2.0 * channels * channels * y.positions();
      row("Gram matrix of " + layer, y, operations, forward, backward);
    }
  }

  private static Tensor noise(Workspace workspace, int side, int channels) {
    Tensor tensor = workspace.tensor(side, side, channels);
    tensor.put(Noise.values(tensor.size(), 7));
    return tensor;
  }

  private void row(
      String name, Tensor input, @Nullable Double operations, Timing forward, Timing backward) {
    forwardSeconds += forward.seconds();
    backwardSeconds += backward.seconds();
    String shape = "%dx%dx%d".formatted(input.height(), input.width(), input.channels());
    if (operations == null) {
      table.row(name, shape, null, 1000 * forward.seconds(), null, null, 1000 * backward.seconds());
    } else {
      table.row(
          name,
          shape,
          operations / 1e9,
          1000 * forward.seconds(),
          operations / forward.seconds() / 1e9,
          forward.share(operations),
          1000 * backward.seconds(),
          operations / backward.seconds() / 1e9,
          backward.share(operations));
    }
  }
}
