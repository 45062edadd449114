package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.MatrixProduct;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.StridedMemory;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import dev.impasto.engine.onednn.storage.RowValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A response along directions, a row at a time: one matrix product for a row's positions, in 32-bit
 * floats however they are stored. Along the channels' own axes nothing is multiplied.
 */
public final class OneDnnProjection implements ProjectionOperation {
  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final int directions;
  private final int width;
  private final int channels;
  private final boolean axes;

  /** One for each thread. */
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * What a thread computes in.
   *
   * @param row of the response or of its derivative
   * @param room for another
   * @param along the same along the directions, one after the other
   * @param values the row's
   * @param projected the same along the directions
   * @param forward {@code projected = V valuesᵀ}
   * @param backward {@code values = projectedᵀ V}
   */
  private record Lane(
      float[] row,
      float[] room,
      float[] along,
      Memory values,
      Memory projected,
      Primitive forward,
      Primitive backward) {}

  /**
   * Prepares it.
   *
   * @param v {@code directions x channels} values; none for the channels' own axes
   */
  public OneDnnProjection(
      OneDnnContext context, List<PrimitiveScratchpad> scratchpads, OneDnnTensor y, float[] v) {
    this.context = context;
    this.y = y;
    this.width = y.width();
    this.channels = y.channels();
    this.axes = v.length == 0;
    this.directions = axes ? channels : v.length / channels;
    Memory matrix = Memory.matrix(context, directions, channels);
    if (!axes) {
      matrix.put(0, v);
    }
    IntStream.range(0, context.threads().count())
        .forEach(i -> lanes.add(lane(scratchpads.get(i), matrix)));
  }

  private Lane lane(PrimitiveScratchpad scratchpad, Memory v) {
    Memory values = Memory.matrix(context, width, channels);
    Memory projected = Memory.matrix(context, directions, width);
    return new Lane(
        new float[width * channels],
        new float[width * channels],
        new float[directions * width],
        values,
        projected,
        MatrixProduct.of(
            context,
            scratchpad,
            v,
            StridedMemory.of(context, values, 0, new long[] {channels, width}, 1, channels),
            projected),
        MatrixProduct.of(
            context,
            scratchpad,
            StridedMemory.of(context, projected, 0, new long[] {width, directions}, 1, width),
            v,
            values));
  }

  @Override
  public int directions() {
    return directions;
  }

  @Override
  public void forward(float[] p) {
    RowValues[] from = y.rowValues();
    context
        .threads()
        .run(
            y.height(),
            (line, worker) -> {
              Lane lane = lanes.get(worker);
              from[line].get(0, lane.row, 0, lane.row.length);
              if (axes) {
                turn(lane.row, lane.along);
              } else {
                lane.values.put(0, lane.row);
                lane.forward.run();
                lane.projected.get(0, lane.along);
              }
              for (int d = 0; d < directions; d++) {
                System.arraycopy(lane.along, d * width, p, start(d, line), width);
              }
            });
  }

  private int start(int direction, int line) {
    return direction * (int) y.positions() + line * width;
  }

  private void turn(float[] row, float[] into) {
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < width; x++) {
        into[c * width + x] = row[x * channels + c];
      }
    }
  }

  @Override
  public void backward(float[] dp, Tensor dy) {
    RowValues[] to = ((OneDnnTensor) dy).rowValues();
    context
        .threads()
        .run(
            y.height(),
            (line, worker) -> {
              Lane lane = lanes.get(worker);
              float[] row = lane.row;
              for (int d = 0; d < directions; d++) {
                System.arraycopy(dp, start(d, line), lane.along, d * width, width);
              }
              if (axes) {
                to[line].get(0, row, 0, row.length);
                addTurned(lane.along, row);
              } else {
                addProduct(lane, to[line]);
              }
              to[line].put(0, row, 0, row.length);
            });
  }

  private void addTurned(float[] along, float[] row) {
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < width; x++) {
        row[x * channels + c] += along[c * width + x];
      }
    }
  }

  private static void addProduct(Lane lane, RowValues to) {
    lane.projected.put(0, lane.along);
    lane.backward.run();
    to.get(0, lane.row, 0, lane.row.length);
    lane.values.addTo(lane.row, lane.room);
  }
}
