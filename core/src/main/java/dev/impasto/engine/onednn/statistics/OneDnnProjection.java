package dev.impasto.engine.onednn.statistics;

import dev.impasto.engine.ProjectionOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import java.util.Arrays;

/**
 * A response along directions, a row at a time, in plain Java. The inner loops go along a row's
 * positions forward and along the channels backward, which becomes vector instructions.
 */
public final class OneDnnProjection implements ProjectionOperation {
  /** How many terms of a sum are added at a time, while the sum is read and written once. */
  private static final int AT_ONCE = 4;

  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final float[] v;
  private final int directions;
  private final int width;
  private final int channels;

  /** A row for each thread, and the same row channel by channel. */
  private final float[][] rows;

  private final float[][] turned;

  /**
   * Prepares it.
   *
   * @param v {@code directions x channels} values; none for the channels' own axes
   */
  public OneDnnProjection(OneDnnContext context, OneDnnTensor y, float[] v) {
    this.context = context;
    this.y = y;
    this.v = v;
    this.width = y.width();
    this.channels = y.channels();
    this.directions = v.length == 0 ? channels : v.length / channels;
    int threads = context.threads().count();
    this.rows = new float[threads][width * channels];
    this.turned = new float[threads][width * channels];
  }

  @Override
  public int directions() {
    return directions;
  }

  @Override
  public void forward(float[] p) {
    var from = y.rowValues();
    context
        .threads()
        .run(
            y.height(),
            (line, worker) -> {
              float[] row = rows[worker];
              from[line].get(0, row, 0, row.length);
              turn(row, turned[worker]);
              if (v.length == 0) {
                copy(turned[worker], p, line * width);
                return;
              }
              for (int d = 0; d < directions; d++) {
                project(turned[worker], d, p, d * (int) y.positions() + line * width);
              }
            });
  }

  private void turn(float[] row, float[] into) {
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < width; x++) {
        into[c * width + x] = row[x * channels + c];
      }
    }
  }

  private void copy(float[] row, float[] p, int at) {
    for (int c = 0; c < channels; c++) {
      System.arraycopy(row, c * width, p, c * (int) y.positions() + at, width);
    }
  }

  /** {@code p_x = Σ_c v_c y_xc} for a row's positions x. */
  private void project(float[] row, int direction, float[] p, int at) {
    Arrays.fill(p, at, at + width, 0);
    int first = direction * channels;
    int c = 0;
    for (; c + AT_ONCE <= channels; c += AT_ONCE) {
      float a = v[first + c];
      float b = v[first + c + 1];
      float e = v[first + c + 2];
      float f = v[first + c + 3];
      int i = c * width;
      int j = i + width;
      int k = j + width;
      int l = k + width;
      for (int x = 0; x < width; x++) {
        p[at + x] += a * row[i + x] + b * row[j + x] + e * row[k + x] + f * row[l + x];
      }
    }
    for (; c < channels; c++) {
      float a = v[first + c];
      for (int x = 0; x < width; x++) {
        p[at + x] += a * row[c * width + x];
      }
    }
  }

  @Override
  public void backward(float[] dp, Tensor dy) {
    var to = ((OneDnnTensor) dy).rowValues();
    context
        .threads()
        .run(
            y.height(),
            (line, worker) -> {
              float[] row = rows[worker];
              to[line].get(0, row, 0, row.length);
              for (int c = 0; v.length == 0 && c < channels; c++) {
                add(dp, c * (int) y.positions() + line * width, row, c);
              }
              for (int d = 0; v.length > 0 && d < directions; d += AT_ONCE) {
                derive(dp, d, line * width, row);
              }
              to[line].put(0, row, 0, row.length);
            });
  }

  /** {@code dy_xc += Σ_d dp_dx v_dc} at a row's positions x, for some directions d. */
  private void derive(float[] dp, int direction, int first, float[] row) {
    int positions = (int) y.positions();
    int end = Math.min(directions, direction + AT_ONCE);
    if (end < direction + AT_ONCE) {
      for (int d = direction; d < end; d++) {
        deriveOne(dp, d * positions + first, d * channels, row);
      }
      return;
    }
    int p = direction * positions + first;
    int i = direction * channels;
    int j = i + channels;
    int k = j + channels;
    int l = k + channels;
    for (int x = 0; x < width; x++) {
      float a = dp[p + x];
      float b = dp[p + positions + x];
      float e = dp[p + 2 * positions + x];
      float f = dp[p + 3 * positions + x];
      int at = x * channels;
      for (int c = 0; c < channels; c++) {
        row[at + c] += a * v[i + c] + b * v[j + c] + e * v[k + c] + f * v[l + c];
      }
    }
  }

  private void add(float[] dp, int p, float[] row, int channel) {
    for (int x = 0; x < width; x++) {
      row[x * channels + channel] += dp[p + x];
    }
  }

  private void deriveOne(float[] dp, int p, int i, float[] row) {
    for (int x = 0; x < width; x++) {
      float a = dp[p + x];
      for (int c = 0; c < channels; c++) {
        row[x * channels + c] += a * v[i + c];
      }
    }
  }
}
