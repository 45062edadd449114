package dev.impasto.network;

import static dev.impasto.InvalidInputException.require;

import dev.impasto.engine.ChainOperation;
import dev.impasto.engine.Filters;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chain at one picture size: pixels in, responses past the taps, and the derivative with
 * respect to the pixels back. Owns its memory, which is allocated once.
 */
public final class VggPass implements AutoCloseable {
  private final Workspace workspace;
  private final Preprocessing preprocessing;
  private final Tensor input;
  private final Tensor inputGradient;
  private final float[] values;
  private final List<Link> links = new ArrayList<>();

  /** One operation of the chain, its output, that output's derivative, and who looks at it. */
  private record Link(
      @Nullable Layer layer,
      ChainOperation operation,
      Tensor y,
      @Nullable Tensor dy,
      List<Tap> taps) {}

  VggPass(
      Vgg vgg, Workspace workspace, int height, int width, Layer deepest, boolean differentiable) {
    this.workspace = workspace;
    this.preprocessing = vgg.network().preprocessing();
    this.input = workspace.tensor(height, width, 3);
    this.inputGradient = differentiable ? workspace.tensor(height, width, 3) : input;
    this.values = new float[Math.toIntExact(input.size())];
    try {
      link(vgg, deepest, differentiable);
    } catch (RuntimeException | Error e) {
      workspace.close();
      throw e;
    }
  }

  /**
   * Builds the chain. Two pieces of memory, as large as the largest response, take turns: they hold
   * the derivatives on the way back, or, where no derivative is wanted, the values themselves.
   */
  private void link(Vgg vgg, Layer deepest, boolean differentiable) {
    List<Layer> layers =
        vgg.network().layers().stream().filter(l -> l.compareTo(deepest) <= 0).toList();
    require(layers.contains(deepest), "the network '%s' has no %s", vgg.network().name(), deepest);
    int height = input.height();
    int width = input.width();
    long largest = 0;
    for (Layer layer : layers) {
      if (layer.followsPooling()) {
        height = vgg.form().rounding().pooled(height);
        width = vgg.form().rounding().pooled(width);
        require(
            height >= 1 && width >= 1,
            "a picture of %dx%d is too small for %s: pooling leaves nothing of it;"
                + " both sides must be at least %d",
            input.width(),
            input.height(),
            layer,
            1 << (layer.block() - 1));
      }
      largest =
          Math.max(largest, (long) height * width * vgg.network().convolution(layer).outputs());
    }
    Turns turns = new Turns(largest);

    Tensor x = input;
    for (Layer layer : layers) {
      if (layer.followsPooling()) {
        int h = vgg.form().rounding().pooled(x.height());
        int w = vgg.form().rounding().pooled(x.width());
        Tensor y =
            differentiable ? workspace.tensor(h, w, x.channels()) : turns.next(h, w, x.channels());
        add(
            null,
            workspace.pooling(vgg.form().pooling(), vgg.form().rounding(), x, y),
            y,
            differentiable ? turns.next(h, w, x.channels()) : null);
        x = y;
      }
      Filters filters = vgg.filters(layer);
      int c = filters.outputs();
      Tensor y =
          differentiable
              ? workspace.tensor(x.height(), x.width(), c)
              : turns.next(x.height(), x.width(), c);
      Padding padding = layer == Layer.CONV1_1 ? vgg.form().firstPadding() : Padding.ZERO;
      add(
          layer,
          workspace.convolution(filters, padding, x, y),
          y,
          differentiable ? turns.next(x.height(), x.width(), c) : null);
      x = y;
    }
  }

  private void add(@Nullable Layer layer, ChainOperation operation, Tensor y, @Nullable Tensor dy) {
    links.add(new Link(layer, operation, y, dy, new ArrayList<>()));
  }

  /** Shapes two pieces of memory in turn. */
  private final class Turns {
    private final Tensor[] two = new Tensor[2];
    private final long size;
    private int turn;

    Turns(long size) {
      this.size = size;
    }

    Tensor next(int height, int width, int channels) {
      turn = 1 - turn;
      if (two[turn] == null) {
        // Any shape of that size serves; channels are counted in the last place.
        two[turn] = workspace.tensor(1, 1, Math.toIntExact(size));
      }
      return two[turn].reshaped(height, width, channels);
    }
  }

  /** Where taps allocate what they need; it closes with this pass. */
  public Workspace workspace() {
    return workspace;
  }

  /** Rows of the pictures evaluated. */
  public int height() {
    return input.height();
  }

  /** Columns of the pictures evaluated. */
  public int width() {
    return input.width();
  }

  /** The layer's response; it holds values once an evaluation has come past it. */
  public Tensor response(Layer layer) {
    return link(layer).y();
  }

  /** Has {@code tap} look at the layer's response from now on. */
  public void attach(Layer layer, Tap tap) {
    link(layer).taps().add(tap);
  }

  private Link link(Layer layer) {
    return links.stream()
        .filter(link -> link.layer() == layer)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(layer + " is not evaluated"));
  }

  /**
   * Evaluates a picture.
   *
   * @param pixels {@code height x width x 3} sRGB-encoded values, red first, 0..1
   * @return the sum of what the taps return
   */
  public double forward(float[] pixels) {
    for (int i = 0; i < values.length; i += 3) {
      for (int k = 0; k < 3; k++) {
        values[i + k] =
            (float)
                (pixels[i + preprocessing.color(k)] * preprocessing.scale(k)
                    + preprocessing.offset(k));
      }
    }
    input.put(values);
    double sum = 0;
    for (Link link : links) {
      link.operation().forward();
      for (Tap tap : link.taps()) {
        sum += tap.forward();
      }
    }
    return sum;
  }

  /**
   * Computes the derivative of what {@link #forward} returned last.
   *
   * @param gradient receives the derivative with respect to each of {@code pixels}
   */
  public void backward(float[] gradient) {
    Tensor last = Objects.requireNonNull(links.get(links.size() - 1).dy(), "values only");
    last.clear();
    for (int i = links.size() - 1; i >= 0; i--) {
      Link link = links.get(i);
      Tensor dy = Objects.requireNonNull(link.dy());
      for (Tap tap : link.taps()) {
        tap.backward(dy);
      }
      Tensor dx = i == 0 ? inputGradient : Objects.requireNonNull(links.get(i - 1).dy());
      link.operation().backward(dy, dx);
    }
    inputGradient.get(values);
    for (int i = 0; i < values.length; i += 3) {
      for (int k = 0; k < 3; k++) {
        gradient[i + preprocessing.color(k)] = (float) (values[i + k] * preprocessing.scale(k));
      }
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
