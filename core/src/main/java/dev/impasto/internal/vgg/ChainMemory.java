package dev.impasto.internal.vgg;

import dev.impasto.internal.vgg.Chain.Shape;
import dev.impasto.network.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The places of a chain's tensors in its one piece of memory, each from the step of its first use
 * to that of its last. Every operation has one step forward and one backward. The losses at its
 * output are evaluated in the step after the one, and derived in the step before the other.
 */
final class ChainMemory {
  /** The share of a chain's products that is computed twice rather than kept. */
  private static final double CHEAP = 0.01;

  private final MemoryPlan plan = new MemoryPlan();
  private final List<MemoryPlan.Piece> values = new ArrayList<>();
  private final List<MemoryPlan.Piece> derivatives = new ArrayList<>();
  private final List<MemoryPlan.Piece> scratch = new ArrayList<>();
  private final int count;
  private final boolean recomputed;
  private final long size;

  /**
   * The responses that are read by more than the next operation.
   *
   * @param kept the layers whose response is needed until the backward pass
   * @param tapped the layers among them whose response only losses and observers read
   * @param pooled whether the derivatives of poolings read their inputs again
   */
  record Wanted(Set<Layer> kept, Set<Layer> tapped, boolean pooled) {}

  /**
   * Plans.
   *
   * @param picture the chain's input
   * @param shapes the operations' outputs
   * @param floats how many 32-bit floats take as much room as such a tensor
   * @param scratches how many 32-bit floats each operation computes in
   */
  ChainMemory(
      Shape picture,
      List<Shape> shapes,
      ToLongFunction<Shape> floats,
      List<Long> scratches,
      Wanted wanted,
      boolean differentiable) {
    this.count = shapes.size();
    Layer first = shapes.get(0).layer();
    this.recomputed =
        differentiable && first != null && wanted.tapped().contains(first) && firstIsCheap(shapes);
    values.add(
        plan.piece(floats.applyAsLong(picture)).during(0, recomputed ? backwardStep(0) - 1 : 0));
    derivatives.add(
        plan.piece(differentiable ? floats.applyAsLong(picture) : 0)
            .during(backwardStep(0), backwardStep(0) + 1));
    for (int i = 0; i < count; i++) {
      Shape shape = shapes.get(i);
      values.add(value(i, shapes, floats.applyAsLong(shape), wanted, differentiable));
      int made = i + 1 < count ? backwardStep(i + 1) : backwardStep(i) - 1;
      derivatives.add(
          plan.piece(differentiable ? floats.applyAsLong(shape) : 0).during(made, backwardStep(i)));
      MemoryPlan.Piece own = plan.piece(scratches.get(i)).during(forwardStep(i), forwardStep(i));
      scratch.add(
          differentiable
              ? own.during(i == 0 ? backwardStep(i) - 1 : backwardStep(i), backwardStep(i))
              : own);
    }
    this.size = plan.place();
  }

  private MemoryPlan.Piece value(
      int i, List<Shape> shapes, long floats, Wanted wanted, boolean differentiable) {
    MemoryPlan.Piece y =
        plan.piece(floats)
            .during(forwardStep(i), Math.min(forwardStep(i + 1), forwardStep(count) - 1));
    if (differentiable && wanted.pooled() && i + 1 < count && shapes.get(i + 1).layer() == null) {
      y.during(forwardStep(i), backwardStep(i + 1));
    }
    Layer layer = shapes.get(i).layer();
    if (layer == null || !wanted.kept().contains(layer)) {
      return y;
    }
    if (!wanted.tapped().contains(layer)) {
      return y.during(forwardStep(i), forwardStep(count));
    }
    if (!differentiable) {
      return y;
    }
    return i == 0 && recomputed
        ? y.during(backwardStep(i) - 1, backwardStep(i) - 1)
        : y.during(forwardStep(i), backwardStep(i) - 1);
  }

  /** The step at which operation i makes its output; its losses read it at the next step. */
  private static int forwardStep(int i) {
    return 2 * i;
  }

  /** The step of operation i's derivative; the losses add theirs at the step before. */
  private int backwardStep(int i) {
    return forwardStep(count) + forwardStep(count - i);
  }

  /**
   * Whether to compute the first response again in the backward pass rather than keep it. It is the
   * largest, and takes few products, since a picture has three channels.
   */
  private static boolean firstIsCheap(List<Shape> shapes) {
    double first = 3.0 * shapes.get(0).size();
    double all = first;
    for (int i = 1; i < shapes.size(); i++) {
      if (shapes.get(i).layer() != null) {
        all += (double) shapes.get(i - 1).channels() * shapes.get(i).size();
      }
    }
    return first < CHEAP * all;
  }

  /** Whether the first operation runs again in the backward pass, for its losses. */
  boolean recomputesFirst() {
    return recomputed;
  }

  /** How many 32-bit floats all of it takes. */
  long size() {
    return size;
  }

  /** Where the output of operation i begins, or the input for -1. */
  long value(int i) {
    return values.get(i + 1).offset();
  }

  /** Where the derivative with respect to the output of operation i begins, or the input's. */
  long derivative(int i) {
    return derivatives.get(i + 1).offset();
  }

  /** Where operation i computes. */
  long scratch(int i) {
    return scratch.get(i).offset();
  }
}
