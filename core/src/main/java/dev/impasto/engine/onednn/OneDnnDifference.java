package dev.impasto.engine.onednn;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The squared distance, in plain Java, block by block; the sum is kept in double precision. */
final class OneDnnDifference implements DifferenceOperation {
  private static final int BLOCK = 1 << 13;

  private final Workers workers;
  private final OneDnnTensor response;
  private final Stretch[] target;
  private final double[] sums;
  private final Room[] rooms;
  private @Nullable Memory seen;
  private Stretch[] y = {};
  private @Nullable Tensor bound;
  private Stretch[] gradient = {};

  /** Where a worker puts a block of the response, of the target and of the derivative. */
  private record Room(float[] response, float[] target, float[] derivative) {
    Room() {
      this(new float[BLOCK], new float[BLOCK], new float[BLOCK]);
    }
  }

  OneDnnDifference(OneDnnEngine engine, OneDnnTensor y, OneDnnTensor target) {
    this.workers = engine.workers;
    this.response = y;
    this.target = target.stretches(BLOCK);
    this.sums = new double[this.target.length];
    this.rooms = new Room[workers.count()];
    Arrays.setAll(rooms, worker -> new Room());
  }

  @Override
  public double forward() {
    follow();
    workers.run(y.length, (block, worker) -> sums[block] = distance(block, rooms[worker]));
    return DoubleStream.of(sums).sum();
  }

  private double distance(int block, Room room) {
    int n = read(block, room);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double difference = (double) room.response[i] - room.target[i];
      sum += difference * difference;
    }
    return sum;
  }

  @Override
  public void backward(float scale, Tensor dy) {
    follow();
    if (bound != dy) {
      gradient = ((OneDnnTensor) dy).stretches(BLOCK);
      bound = dy;
    }
    workers.run(y.length, (block, worker) -> add(scale, block, rooms[worker]));
  }

  private void add(float scale, int block, Room room) {
    int n = read(block, room);
    gradient[block].get(0, room.derivative, 0, n);
    for (int i = 0; i < n; i++) {
      room.derivative[i] += scale * (room.response[i] - room.target[i]);
    }
    gradient[block].put(0, room.derivative, 0, n);
  }

  /** The response may have been moved. */
  private void follow() {
    if (seen != response.memory) {
      seen = response.memory;
      y = response.stretches(BLOCK);
    }
  }

  /** Reads a block of response and target; returns its length. */
  private int read(int block, Room room) {
    int n = y[block].length();
    y[block].get(0, room.response, 0, n);
    target[block].get(0, room.target, 0, n);
    return n;
  }
}
