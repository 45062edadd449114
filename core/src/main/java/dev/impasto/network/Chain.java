package dev.impasto.network;

import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a pass, bound to memory. Two pieces, as large as the largest response, take
 * turns: on the way there they hold the responses that nobody keeps, on the way back the
 * derivatives. What an operation needs for its derivative it keeps itself.
 */
final class Chain implements AutoCloseable {
  private final Workspace workspace;
  private final Tensor input;
  private final @Nullable Tensor inputGradient;
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
   * @param kept where the responses go that must outlast the next operation
   */
  Chain(
      Vgg vgg,
      Workspace workspace,
      Shape picture,
      List<Shape> shapes,
      Map<Layer, Tensor> kept,
      boolean differentiable) {
    this.workspace = workspace;
    this.input = workspace.tensor(picture.height(), picture.width(), picture.channels());
    this.inputGradient =
        differentiable
            ? workspace.tensor(picture.height(), picture.width(), picture.channels())
            : null;
    long largest = shapes.stream().mapToLong(Shape::size).max().orElse(0);
    Turns values = new Turns(workspace, largest);
    Turns derivatives = values.again();
    Tensor x = input;
    for (Shape shape : shapes) {
      Tensor y = kept.get(shape.layer());
      if (y == null) {
        y = values.next(shape);
      }
      Tensor dy = differentiable ? derivatives.next(shape) : null;
      links.add(new Link(shape.layer(), operation(vgg, shape.layer(), x, y), dy));
      x = y;
    }
  }

  private ChainOperation operation(Vgg vgg, @Nullable Layer layer, Tensor x, Tensor y) {
    if (layer == null) {
      return workspace.pooling(vgg.form().pooling(), vgg.form().rounding(), x, y);
    }
    Padding padding = layer == Layer.CONV1_1 ? vgg.form().firstPadding() : Padding.ZERO;
    return workspace.convolution(vgg.filters(layer), padding, x, y);
  }

  /** Evaluates; returns the sum of what the taps return. */
  double forward(float[] values, Map<Layer, List<Tap>> taps) {
    input.put(values);
    double sum = 0;
    for (Link link : links) {
      link.operation().forward();
      for (Tap tap : taps.getOrDefault(link.layer(), List.of())) {
        sum += tap.forward();
      }
    }
    return sum;
  }

  /** Computes the derivative of what {@link #forward} returned last. */
  void backward(float[] gradient, Map<Layer, List<Tap>> taps) {
    Tensor dy = derivative(links.size() - 1);
    dy.clear();
    for (int i = links.size() - 1; i >= 0; i--) {
      for (Tap tap : taps.getOrDefault(links.get(i).layer(), List.of())) {
        tap.backward(dy);
      }
      Tensor dx = derivative(i - 1);
      links.get(i).operation().backward(dy, dx);
      dy = dx;
    }
    dy.get(gradient);
  }

  /** That with respect to the output of operation i, or to the input for -1. */
  private Tensor derivative(int i) {
    return Objects.requireNonNull(i < 0 ? inputGradient : links.get(i).dy(), "values only");
  }

  @Override
  public void close() {
    workspace.close();
  }

  /** Shapes two pieces of memory in turn. */
  private static final class Turns {
    private final Tensor[] two;
    private int turn;

    Turns(Workspace workspace, long size) {
      // Any shape of that size serves; channels are counted in the last place.
      int channels = Math.toIntExact(size);
      this.two = new Tensor[] {workspace.tensor(1, 1, channels), workspace.tensor(1, 1, channels)};
    }

    private Turns(Tensor[] two) {
      this.two = two;
    }

    /** The same memory, for another purpose at another time. */
    Turns again() {
      return new Turns(two);
    }

    Tensor next(Shape shape) {
      turn = 1 - turn;
      return two[turn].reshaped(shape.height(), shape.width(), shape.channels());
    }
  }
}
