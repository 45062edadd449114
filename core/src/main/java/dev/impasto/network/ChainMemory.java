package dev.impasto.network;

import dev.impasto.network.Chain.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where everything that passes through a chain lies in its one piece of memory: by the steps from
 * its first use to its last. Every operation is one step on the way there and one on the way back;
 * the taps at its output are a step after the one and before the other.
 */
final class ChainMemory {
  private final MemoryPlan plan = new MemoryPlan();
  private final List<MemoryPlan.Piece> values = new ArrayList<>();
  private final List<MemoryPlan.Piece> derivatives = new ArrayList<>();
  private final List<MemoryPlan.Piece> scratch = new ArrayList<>();
  private final int count;
  private final long size;

  /** Which responses are wanted beyond the operation that follows. */
  record Wanted(Set<Layer> kept, Set<Layer> tapped) {}

  /**
   * Plans.
   *
   * @param picture the chain's input
   * @param shapes the operations' outputs
   * @param scratches how many values each operation computes in
   * @param wanted in a pass of values only, those with taps are kept no longer than for their taps
   */
  ChainMemory(
      Shape picture,
      List<Shape> shapes,
      List<Long> scratches,
      Wanted wanted,
      boolean differentiable) {
    this.count = shapes.size();
    values.add(plan.piece(picture.size()).during(0, 0));
    derivatives.add(plan.piece(differentiable ? picture.size() : 0).during(back(0), back(0) + 1));
    for (int i = 0; i < count; i++) {
      Shape shape = shapes.get(i);
      values.add(plan.piece(shape.size()).during(there(i), last(i, shape, wanted, differentiable)));
      int made = i + 1 < count ? back(i + 1) : back(i) - 1;
      derivatives.add(plan.piece(differentiable ? shape.size() : 0).during(made, back(i)));
      MemoryPlan.Piece own = plan.piece(scratches.get(i)).during(there(i), there(i));
      scratch.add(differentiable ? own.during(back(i), back(i)) : own);
    }
    this.size = plan.place();
  }

  private int last(int i, Shape shape, Wanted wanted, boolean differentiable) {
    int next = Math.min(there(i + 1), there(count) - 1);
    if (shape.layer() == null || !wanted.kept().contains(shape.layer())) {
      return next;
    }
    if (differentiable) {
      return back(i) - 1;
    }
    return wanted.tapped().contains(shape.layer()) ? next : there(count);
  }

  /** The step at which operation i makes its output; its taps look at it at the next step. */
  private static int there(int i) {
    return 2 * i;
  }

  /** The step of operation i's derivative; the taps add theirs at the step before. */
  private int back(int i) {
    return there(count) + there(count - i);
  }

  /** How many values all of it takes. */
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
