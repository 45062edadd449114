package dev.impasto.internal.vgg;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Filters;
import dev.impasto.engine.Padding;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.engine.Rounding;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import java.util.EnumMap;
import java.util.Map;

/** A network on an engine. */
public final class Vgg {
  private final Network network;
  private final Engine engine;
  private final Form form;
  private final Map<Layer, Filters> filters = new EnumMap<>(Layer.class);

  /**
   * How the chain treats borders and pools.
   *
   * @param pooling how each 2x2 window becomes one value
   * @param rounding how an odd last row or column is pooled
   * @param firstPadding the values that {@code conv1_1} reads beyond the picture
   * @param padding the values that deeper layers read beyond their inputs
   */
  public record Form(Pooling pooling, Rounding rounding, Padding firstPadding, Padding padding) {
    /** As VGG was trained and the literature computes it: zeros outside, odd rows dropped. */
    public static Form plain(Pooling pooling) {
      return new Form(pooling, Rounding.FLOOR, Padding.ZERO, Padding.ZERO);
    }

    /** Without artificial edges: the picture's border is repeated, and odd rows count. */
    public static Form seamless(Pooling pooling) {
      return new Form(pooling, Rounding.CEILING, Padding.REPLICATE, Padding.ZERO);
    }

    /** The same with one padding of all layers. */
    public Form withPadding(Padding value) {
      return new Form(pooling, rounding, value, value);
    }
  }

  /**
   * Binds a network to an engine; the engine must stay open for as long as this is used.
   *
   * @param network the numbers
   * @param engine the engine to compute with
   * @param form how the chain treats borders and pools
   */
  public Vgg(Network network, Engine engine, Form form) {
    this.network = network;
    this.engine = engine;
    this.form = form;
  }

  /** The numbers. */
  public Network network() {
    return network;
  }

  /** How the chain treats borders and pools. */
  public Form form() {
    return form;
  }

  /** The precision that it is computed with. */
  public Precision precision() {
    return engine.precision();
  }

  /** Among how many threads its work is divided. */
  public int threads() {
    return engine.threads();
  }

  /**
   * Prepares evaluations of pictures of one size, values only.
   *
   * @param deepest the last layer to evaluate
   * @throws dev.impasto.problem.InvalidInputException if pooling leaves nothing of so small a
   *     picture
   */
  public VggPass forward(int height, int width, Layer deepest) {
    return new VggPass(this, engine, height, width, deepest, false);
  }

  /**
   * Prepares evaluations, with the derivative, of pictures of one size.
   *
   * @param deepest the last layer to evaluate
   * @throws dev.impasto.problem.InvalidInputException if pooling leaves nothing of so small a
   *     picture
   */
  public VggPass differentiable(int height, int width, Layer deepest) {
    return new VggPass(this, engine, height, width, deepest, true);
  }

  /**
   * Tells what evaluations of pictures of one size would take.
   *
   * @param deepest the last layer to evaluate
   */
  public PassMemory memory(int height, int width, Layer deepest) {
    return new PassMemory(this, engine, height, width, deepest);
  }

  /** The layer's numbers as the engine wants them, prepared when first asked for. */
  Filters filters(Layer layer) {
    return filters.computeIfAbsent(
        layer,
        l -> {
          Convolution c = network.convolution(l);
          return engine.filters(c.inputs(), c.outputs(), c.weights(), c.bias());
        });
  }
}
