package dev.impasto.internal.vgg;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Tensor;
import dev.impasto.engine.Workspace;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.parallel.Parallel;
import dev.impasto.storage.Floats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The chain at one picture size. It evaluates pixels, passes the responses to the attached losses,
 * and computes the derivative with respect to the pixels. Owns its memory, which it allocates at
 * the first evaluation, and again at the first one after {@link #response} or {@link #attach} has
 * named another layer.
 *
 * <p>A large picture is cut into tiles ({@link Tiling}). They are evaluated twice: once for what
 * the losses add up, and once more for the derivatives of their inner parts, which are added in the
 * picture's. The tile that was evaluated last is the first whose derivative is taken, so that a
 * picture of one tile is evaluated once.
 */
public final class VggPass implements AutoCloseable {
  /** Positions that a thread takes at a time: enough to be worth another one. */
  private static final int BAND = 1 << 12;

  private final Vgg vgg;
  private final Engine engine;
  private final Workspace workspace;
  private final boolean differentiable;
  private final Tiling tiling;
  private final Tapped tapped;
  private final List<Tiling.Tile> tiles;

  /** The network's input of a tile. */
  private final Chain.Shape window;

  private final List<Chain.Shape> shapes;
  private final List<Chain.Shape> whole;
  private final Map<Layer, Tensor> kept = new EnumMap<>(Layer.class);
  private final Map<Layer, List<LayerLoss>> losses = new EnumMap<>(Layer.class);
  private final List<LayerLoss> observations = new ArrayList<>();
  private final List<LayerResponse> responses = new ArrayList<>();
  private final float[] values;

  private final TilePixels cutout;

  private @Nullable Chain chain;
  private Tiling.Tile tile;
  private IntConsumer watching = done -> {};

  /** What was evaluated, until its derivative has been taken. */
  private @Nullable Floats evaluated;

  VggPass(Vgg vgg, Engine engine, Tiling tiling, Tapped tapped, boolean differentiable) {
    this.vgg = vgg;
    this.engine = engine;
    this.differentiable = differentiable;
    this.tiling = tiling;
    this.tapped = tapped;
    Layer deepest = tapped.deepest();
    this.tiles = tiling.tiles();
    this.tile = tiles.get(0);
    this.window = new Chain.Shape(null, tiling.rows().window(), tiling.columns().window(), 3);
    this.shapes = shapes(vgg.network(), vgg.form(), window, deepest);
    this.whole =
        shapes(
            vgg.network(),
            vgg.form(),
            new Chain.Shape(null, tiling.rows().length(), tiling.columns().length(), 3),
            deepest);
    this.values = new float[Math.toIntExact(window.size())];
    this.cutout = new TilePixels(tiling, engine.parallel());
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
    return tiling.rows().length();
  }

  /** Columns of the pictures evaluated. */
  public int width() {
    return tiling.columns().length();
  }

  /** How many tiles an evaluation goes through, forward and back. */
  public int steps() {
    return 2 * tiles.size();
  }

  /** Has an observer told how many of these are done, after each. */
  public void onStep(IntConsumer observer) {
    watching = observer;
  }

  /** How pictures are cut. */
  Tiling tiling() {
    return tiling;
  }

  /** The tile that is being evaluated. */
  Tiling.Tile tile() {
    return tile;
  }

  /**
   * The layer's response to the present tile. That of a layer without losses holds an evaluation's
   * values until {@link #backward}, which needs their memory, or the next evaluation; that of a
   * layer with losses is valid while these are evaluated. It has no memory before an evaluation,
   * nor after the first call for a layer, or for a layer's first loss, until the next one.
   */
  public Tensor response(Layer layer) {
    Chain.Shape shape = shape(shapes, layer);
    Tensor response = kept.get(layer);
    if (response == null) {
      response = workspace.unplaced(shape.height(), shape.width(), shape.channels());
      kept.put(layer, response);
      unbind();
    }
    return response;
  }

  private static Chain.Shape shape(List<Chain.Shape> shapes, Layer layer) {
    return shapes.stream()
        .filter(s -> s.layer() == layer)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(layer + " is not evaluated"));
  }

  /**
   * The layer's response to the whole picture, part by part. The parts have memory from the next
   * evaluation on.
   */
  public LayerResponse whole(Layer layer, Reach reach) {
    LayerResponse response = new LayerResponse(this, layer, shape(whole, layer), reach);
    responses.add(response);
    if (response.isCut()) {
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

  /**
   * Evaluates a picture.
   *
   * @param pixels {@code height x width x 3} sRGB-encoded values, red first, 0..1; not to be
   *     modified before {@link #backward}
   * @return the sum of the losses
   */
  public double forward(Floats pixels) {
    Chain bound = bound();
    losses.values().forEach(ofLayer -> ofLayer.forEach(LayerLoss::begin));
    int done = 0;
    for (Tiling.Tile next : tiles) {
      evaluate(bound, next, pixels, losses);
      watching.accept(++done);
    }
    evaluated = pixels;
    double sum = 0;
    for (List<LayerLoss> ofLayer : losses.values()) {
      for (LayerLoss loss : ofLayer) {
        sum += loss.finish();
      }
    }
    return sum;
  }

  /** The same of an array. */
  public double forward(float[] pixels) {
    return forward(Floats.of(pixels));
  }

  private void evaluate(
      Chain bound, Tiling.Tile next, Floats pixels, Map<Layer, List<LayerLoss>> added) {
    tile = next;
    float[] input = cutout.of(pixels, tile);
    Preprocessing preprocessing = vgg.network().preprocessing();
    eachBand((first, end) -> preprocessing.apply(input, values, first, end));
    bound.forward(values, added);
  }

  /**
   * Computes the derivative of what {@link #forward} returned last; once for each evaluation.
   *
   * @param gradient receives the derivative with respect to each of {@code pixels}
   */
  public void backward(Floats gradient) {
    Floats pixels = evaluated;
    if (pixels == null) {
      throw new IllegalStateException("nothing has been evaluated since");
    }
    evaluated = null;
    Chain bound = Objects.requireNonNull(chain);
    Preprocessing preprocessing = vgg.network().preprocessing();
    float[] slopes = cutout.slopes(gradient);
    for (int i = tiles.size() - 1; i >= 0; i--) {
      if (!tiles.get(i).equals(tile)) {
        evaluate(bound, tiles.get(i), pixels, Collections.emptyMap());
      }
      bound.backward(values, losses);
      eachBand((first, end) -> preprocessing.derive(values, slopes, first, end));
      cutout.add(gradient, tile);
      watching.accept(2 * tiles.size() - i);
    }
  }

  /** The same of an array. */
  public void backward(float[] gradient) {
    backward(Floats.of(gradient));
  }

  /** Divides a tile's positions among the engine's threads. */
  private void eachBand(Parallel.Range band) {
    engine.parallel().over(window.height() * window.width(), BAND, band);
  }

  /** Evaluates one tile for itself, and adds its responses to the losses if they are wanted. */
  void evaluateTile(Tiling.Tile next, float[] pixels, boolean added) {
    Chain bound = bound();
    tile = next;
    Preprocessing preprocessing = vgg.network().preprocessing();
    eachBand((first, end) -> preprocessing.apply(pixels, values, first, end));
    bound.forward(values, added ? losses : Collections.emptyMap());
  }

  /** The derivative with respect to the pixels of the tile that was evaluated last. */
  void deriveTile(float[] gradient) {
    bound().backward(values, losses);
    Preprocessing preprocessing = vgg.network().preprocessing();
    eachBand((first, end) -> preprocessing.derive(values, gradient, first, end));
  }

  private Chain bound() {
    if (chain == null) {
      Workspace memory = engine.workspace();
      try {
        chain = new Chain(vgg, memory, window, shapes, kept, losses, differentiable);
        place(memory);
      } catch (RuntimeException | Error e) {
        memory.close();
        throw e;
      }
    }
    return chain;
  }

  private void place(Workspace memory) {
    if (responses.stream().anyMatch(LayerResponse::isCut)) {
      long most = mostOfPart(tapped.layers());
      Tensor cut = memory.room(most);
      Tensor slopes = memory.room(differentiable ? most : 0);
      responses.forEach(response -> response.place(memory, cut, differentiable ? slopes : cut));
    }
  }

  /** The room that the largest part of some layers' responses takes, in 32-bit floats. */
  public long mostOfPart(Collection<Layer> layers) {
    return layers.stream()
        .mapToLong(layer -> LayerResponse.room(tiling, tapped, shape(shapes, layer), workspace))
        .max()
        .orElse(0);
  }

  private void unbind() {
    if (chain != null) {
      kept.values().forEach(r -> r.moveTo(workspace.unplaced(r.height(), r.width(), r.channels())));
      chain.close();
      chain = null;
      evaluated = null;
    }
  }

  @Override
  public void close() {
    unbind();
    workspace.close();
  }
}
