package dev.impasto.engine.onednn.statistics;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scales_mask;

import dev.impasto.engine.DifferenceOperation;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Primitive.Argument;
import dev.impasto.engine.onednn.binding.PrimitiveAttributes;
import dev.impasto.engine.onednn.binding.PrimitiveScratchpad;
import dev.impasto.engine.onednn.binding.Reorder;
import dev.impasto.engine.onednn.storage.OneDnnTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * The squared distance. oneDNN subtracts, a row at a time, and the squares are summed in double
 * precision. The derivative has the type of the response.
 */
public final class OneDnnDifference implements DifferenceOperation {
  private final OneDnnContext context;
  private final OneDnnTensor y;
  private final OneDnnTensor target;
  private final int row;
  private final double[] sums;
  private final Memory scale;
  private final List<Lane> lanes = new ArrayList<>();

  public OneDnnDifference(
      OneDnnContext context,
      List<PrimitiveScratchpad> scratchpads,
      OneDnnTensor y,
      OneDnnTensor target) {
    this.context = context;
    this.y = y;
    this.target = target;
    this.row = y.width() * y.channels();
    this.sums = new double[y.height()];
    this.scale = Memory.matrix(context, 1, 1);
    for (int i = 0; i < context.threads().count(); i++) {
      lanes.add(new Lane(scratchpads.get(i)));
    }
  }

  @Override
  public double forward() {
    context
        .threads()
        .run(sums.length, (line, worker) -> sums[line] = lanes.get(worker).distance(line));
    return DoubleStream.of(sums).sum();
  }

  @Override
  public void backward(float factor, Tensor dy) {
    scale.put(0, new float[] {factor});
    context
        .threads()
        .run(sums.length, (line, worker) -> lanes.get(worker).add(line, (OneDnnTensor) dy));
  }

  /** One thread's memory and primitives, for one row of each tensor. */
  private final class Lane {
    private final Memory responseRow = row(y);
    private final Memory targetRow = row(target);
    private final Memory gradientRow = row(y);
    private final Memory difference = Memory.matrix(context, 1, row);
    private final float[] values = new float[row];
    private final PrimitiveScratchpad scratchpad;
    private final List<Primitive> subtract = new ArrayList<>();
    private final Primitive addScaled;

    Lane(PrimitiveScratchpad scratchpad) {
      this.scratchpad = scratchpad;
      dnnl_primitive_attr setting = PrimitiveAttributes.none(context);
      if (y.type() == ElementType.F32) {
        subtract.add(subtraction(responseRow, difference, setting, List.of()));
      } else {
        // oneDNN subtracts two bf16 rows fast only into a third bf16 row.
        subtract.add(Reorder.of(context, responseRow, difference));
        subtract.add(subtraction(difference, difference, setting, List.of()));
      }
      dnnl_primitive_attr adding = PrimitiveAttributes.adding(context);
      List<Argument> factors = new ArrayList<>();
      for (int source : List.of(DNNL_ARG_SRC_0, DNNL_ARG_SRC_1)) {
        check(dnnl_primitive_attr_set_scales_mask(adding, source, 0), "a factor");
        factors.add(new Argument(DNNL_ARG_ATTR_SCALES | source, scale));
      }
      addScaled = subtraction(responseRow, gradientRow, adding, factors);
    }

    /** Describes a row of a tensor; {@link #move} sets which one. */
    private Memory row(OneDnnTensor tensor) {
      return Memory.none(context, Descriptors.matrix(context, tensor.type(), 1, row, row, 1));
    }

    private Primitive subtraction(
        Memory from, Memory to, dnnl_primitive_attr attributes, List<Argument> factors) {
      List<Argument> all = new ArrayList<>(factors);
      all.add(new Argument(DNNL_ARG_SRC_0, from));
      all.add(new Argument(DNNL_ARG_SRC_1, targetRow));
      all.add(new Argument(DNNL_ARG_DST, to));
      return Primitive.of(
          context,
          scratchpad,
          "a subtraction",
          d ->
              dnnl_binary_primitive_desc_create(
                  d,
                  context.engine(),
                  dnnl_binary_sub,
                  from.descriptor(),
                  targetRow.descriptor(),
                  to.descriptor(),
                  attributes),
          all.toArray(new Argument[0]));
    }

    double distance(int line) {
      move(responseRow, y, line);
      move(targetRow, target, line);
      subtract.forEach(Primitive::run);
      difference.get(0, values);
      return squares(values);
    }

    void add(int line, OneDnnTensor dy) {
      move(responseRow, y, line);
      move(targetRow, target, line);
      move(gradientRow, dy, line);
      addScaled.run();
    }

    private void move(Memory memory, OneDnnTensor tensor, int line) {
      memory.move(tensor.memory(), (long) line * row * tensor.type().bytes());
    }
  }

  /** Returns the sum of the squares. It is four sums that do not wait for one another. */
  private static double squares(float[] values) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = values.length & -4;
    for (int i = 0; i < whole; i += 4) {
      s0 += (double) values[i] * values[i];
      s1 += (double) values[i + 1] * values[i + 1];
      s2 += (double) values[i + 2] * values[i + 2];
      s3 += (double) values[i + 3] * values[i + 3];
    }
    for (int i = whole; i < values.length; i++) {
      s0 += (double) values[i] * values[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
