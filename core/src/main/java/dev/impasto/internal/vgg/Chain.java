package dev.impasto.internal.vgg;

import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import dev.impasto.problem.RunInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a pass, bound to memory. The memory is one piece, in which each tensor lies
 * from its first use to its last ({@link ChainMemory}): a derivative takes the place of responses
 * that are no longer needed. An operation itself keeps what its derivative needs.
 */
final class Chain implements AutoCloseable {
  private final Vgg vgg;
  private final Workspace workspace;
  private final Tensor input;
  private final @Nullable Tensor inputGradient;
  private final boolean recomputed;
  private final List<Link> links = new ArrayList<>();

  /** One operation and its output's derivative; no layer where it is a pooling. */
  private record Link(@Nullable Layer layer, ChainOperation operation, @Nullable Tensor dy) {}

  /** The form of one operation's output; of no layer where the operation is a pooling. */
  record Shape(@Nullable Layer layer, int height, int width, int channels) {
    long size() {
      return (long) height * width * channels;
    }
  }

  /**
   * Binds the operations.
   *
   * @param workspace is closed with this
   * @param kept responses that somebody asked for; they are moved into the chain's memory
   */
  Chain(
      Vgg vgg,
      Workspace workspace,
      Shape picture,
      List<Shape> shapes,
      Map<Layer, Tensor> kept,
      Map<Layer, List<LayerLoss>> losses,
      boolean differentiable) {
    this.vgg = vgg;
    this.workspace = workspace;
    List<Long> scratches = scratches(vgg, workspace, shapes);
    ChainMemory plan =
        plan(
            workspace,
            picture,
            shapes,
            scratches,
            new ChainMemory.Wanted(
                kept.keySet(), losses.keySet(), vgg.form().pooling().isOfSquares()),
            differentiable);
    this.recomputed = plan.recomputesFirst();
    Tensor memory = workspace.room(plan.size());
    this.input = in(memory, plan.value(-1), picture);
    this.inputGradient = differentiable ? in(memory, plan.derivative(-1), picture) : null;
    Tensor x = input;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      Tensor y = in(memory, plan.value(i), shape);
      Tensor response = kept.get(shape.layer());
      if (response != null) {
        response.moveTo(y);
      }
      Tensor dy = differentiable ? in(memory, plan.derivative(i), shape) : null;
      Tensor scratch = workspace.room(memory, plan.scratch(i), scratches.get(i));
      links.add(new Link(shape.layer(), operation(shape.layer(), x, y, scratch), dy));
      x = y;
    }
  }

  private Tensor in(Tensor memory, long offset, Shape shape) {
    return workspace.tensor(memory, offset, shape.height(), shape.width(), shape.channels());
  }

  /** How many 32-bit floats each operation computes in. */
  static List<Long> scratches(Vgg vgg, Workspace workspace, List<Shape> shapes) {
    return shapes.stream().map(shape -> scratch(vgg, workspace, shape)).toList();
  }

  private static long scratch(Vgg vgg, Workspace workspace, Shape shape) {
    Layer layer = shape.layer();
    return layer == null
        ? 0
        : workspace.scratch(vgg.filters(layer), padding(vgg, layer), shape.height(), shape.width());
  }

  /** Where everything lies in the chain's one piece of memory. */
  static ChainMemory plan(
      Workspace workspace,
      Shape picture,
      List<Shape> shapes,
      List<Long> scratches,
      ChainMemory.Wanted wanted,
      boolean differentiable) {
    return new ChainMemory(
        picture,
        shapes,
        shape -> workspace.room(shape.height(), shape.width(), shape.channels()),
        scratches,
        wanted,
        differentiable);
  }

  private static Padding padding(Vgg vgg, Layer layer) {
    return layer == Layer.CONV1_1 ? vgg.form().firstPadding() : vgg.form().padding();
  }

  private ChainOperation operation(@Nullable Layer layer, Tensor x, Tensor y, Tensor scratch) {
    return layer == null
        ? workspace.pooling(vgg.form().pooling(), vgg.form().rounding(), x, y)
        : workspace.convolution(vgg.filters(layer), padding(vgg, layer), x, y, scratch);
  }

  /** Evaluates, and adds the responses to the losses. */
  void forward(float[] values, Map<Layer, List<LayerLoss>> losses) {
    input.put(values);
    for (Link link : links) {
      requireWanted();
      link.operation().forward();
      losses.getOrDefault(link.layer(), List.of()).forEach(LayerLoss::add);
    }
  }

  /** Computes the derivative of the losses with respect to what was evaluated last. */
  void backward(float[] gradient, Map<Layer, List<LayerLoss>> losses) {
    Tensor dy = derivative(links.size() - 1);
    dy.clear();
    for (int i = links.size() - 1; i >= 0; i--) {
      requireWanted();
      if (i == 0 && recomputed) {
        links.get(0).operation().again();
      }
      for (LayerLoss loss : losses.getOrDefault(links.get(i).layer(), List.of())) {
        loss.backward(dy);
      }
      Tensor dx = derivative(i - 1);
      links.get(i).operation().backward(dy, dx);
      dy = dx;
    }
    dy.get(gradient);
  }

  /** An evaluation takes long: a thread that is interrupted gives it up. */
  private static void requireWanted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException("an evaluation was given up");
    }
  }

  /** That with respect to the output of operation i, or to the input for -1. */
  private Tensor derivative(int i) {
    return Objects.requireNonNull(i < 0 ? inputGradient : links.get(i).dy(), "values only");
  }

  @Override
  public void close() {
    workspace.close();
  }
}
