package dev.impasto.internal.vgg;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.parallel.Parallel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chain at one picture size. It evaluates pixels, passes the responses to the attached losses,
 * and computes the derivative with respect to the pixels. Owns its memory, which it allocates at
 * the first evaluation, and again at the first one after {@link #response} or {@link #attach} has
 * named another layer.
 */
public final class VggPass implements AutoCloseable {
  /** Positions that a thread takes at a time: enough to be worth another one. */
  private static final int BAND = 1 << 12;

  private final Vgg vgg;
  private final Engine engine;
  private final Workspace workspace;
  private final boolean differentiable;
  private final Chain.Shape picture;
  private final List<Chain.Shape> shapes;
  private final Map<Layer, Tensor> kept = new EnumMap<>(Layer.class);
  private final Map<Layer, List<LayerLoss>> losses = new EnumMap<>(Layer.class);
  private final List<LayerLoss> observations = new ArrayList<>();
  private final float[] values;
  private @Nullable Chain chain;
  private boolean evaluated;

  VggPass(Vgg vgg, Engine engine, int height, int width, Layer deepest, boolean differentiable) {
    this.vgg = vgg;
    this.engine = engine;
    this.differentiable = differentiable;
    this.picture = new Chain.Shape(null, height, width, 3);
    this.shapes = shapes(vgg.network(), vgg.form(), picture, deepest);
    this.values = new float[Math.toIntExact(picture.size())];
    this.workspace = engine.workspace();
    response(deepest);
  }

  /** The form of every operation's output, in order. */
  static List<Chain.Shape> shapes(
      Network network, Vgg.Form form, Chain.Shape picture, Layer deepest) {
    List<Layer> layers = network.layers().stream().filter(l -> l.compareTo(deepest) <= 0).toList();
    require(layers.contains(deepest), "the network '%s' has no %s", network.name(), deepest);
    List<Chain.Shape> shapes = new ArrayList<>();
    Chain.Shape last = picture;
    for (Layer layer : layers) {
      if (layer.followsPooling()) {
        int height = form.rounding().pooled(last.height());
        int width = form.rounding().pooled(last.width());
        require(
            height >= 1 && width >= 1,
            "a picture of %dx%d is too small for %s: pooling leaves nothing of it;"
                + " both sides must be at least %d",
            picture.width(),
            picture.height(),
            layer,
            1 << (layer.block() - 1));
        last = new Chain.Shape(null, height, width, last.channels());
        shapes.add(last);
      }
      int channels = network.convolution(layer).outputs();
      last = new Chain.Shape(layer, last.height(), last.width(), channels);
      shapes.add(last);
    }
    return shapes;
  }

  /** Where losses allocate what they need; it closes with this pass. */
  public Workspace workspace() {
    return workspace;
  }

  /** The engine in use. */
  public Engine engine() {
    return engine;
  }

  /** Rows of the pictures evaluated. */
  public int height() {
    return picture.height();
  }

  /** Columns of the pictures evaluated. */
  public int width() {
    return picture.width();
  }

  /**
   * The layer's response. That of a layer without losses holds an evaluation's values until {@link
   * #backward}, which needs their memory, or the next evaluation; that of a layer with losses is
   * valid while these are evaluated. It has no memory before an evaluation, nor after the first
   * call for a layer, or for a layer's first loss, until the next one.
   */
  public Tensor response(Layer layer) {
    Chain.Shape shape =
        shapes.stream()
            .filter(s -> s.layer() == layer)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(layer + " is not evaluated"));
    Tensor response = kept.get(layer);
    if (response == null) {
      response = workspace.unplaced(shape.height(), shape.width(), shape.channels());
      kept.put(layer, response);
      unbind();
    }
    return response;
  }

  /** Adds a loss of a layer's response; each evaluation includes it. */
  public void attach(Layer layer, LayerLoss loss) {
    List<LayerLoss> known = losses.get(layer);
    if (known == null) {
      known = new ArrayList<>();
      losses.put(layer, known);
      unbind();
    }
    known.add(loss);
  }

  /**
   * Has a layer's response observed in every evaluation to come. Losses that take the observer's
   * place at the same layer need no other memory.
   */
  public void observe(Layer layer, LayerObserver observer) {
    Observation observation = new Observation(observer);
    observations.add(observation);
    attach(layer, observation);
  }

  /** Ends all observing. */
  public void endObserving() {
    losses.values().forEach(ofLayer -> ofLayer.removeAll(observations));
    observations.clear();
  }

  /** An observer in the place of a loss. */
  private record Observation(LayerObserver observer) implements LayerLoss {
    @Override
    public double forward() {
      observer.observe();
      return 0;
    }

    @Override
    public void backward(Tensor gradient) {}
  }

  /**
   * Evaluates a picture.
   *
   * @param pixels {@code height x width x 3} sRGB-encoded values, red first, 0..1
   * @return the sum of the losses
   */
  public double forward(float[] pixels) {
    if (chain == null) {
      chain = chain(engine.workspace());
    }
    Preprocessing preprocessing = vgg.network().preprocessing();
    eachBand((first, end) -> preprocessing.apply(pixels, values, first, end));
    evaluated = true;
    return chain.forward(values, losses);
  }

  /**
   * Computes the derivative of what {@link #forward} returned last; once for each evaluation.
   *
   * @param gradient receives the derivative with respect to each of {@code pixels}
   */
  public void backward(float[] gradient) {
    if (!evaluated) {
      throw new IllegalStateException("nothing has been evaluated since");
    }
    evaluated = false;
    Objects.requireNonNull(chain).backward(values, losses);
    Preprocessing preprocessing = vgg.network().preprocessing();
    eachBand((first, end) -> preprocessing.derive(values, gradient, first, end));
  }

  /** Divides the picture's positions among the engine's threads. */
  private void eachBand(Parallel.Range band) {
    engine.parallel().over(picture.height() * picture.width(), BAND, band);
  }

  private Chain chain(Workspace memory) {
    try {
      return new Chain(vgg, memory, picture, shapes, kept, losses, differentiable);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  private void unbind() {
    if (chain != null) {
      kept.values().forEach(r -> r.moveTo(workspace.unplaced(r.height(), r.width(), r.channels())));
      chain.close();
      chain = null;
      evaluated = false;
    }
  }

  @Override
  public void close() {
    unbind();
    workspace.close();
  }
}
