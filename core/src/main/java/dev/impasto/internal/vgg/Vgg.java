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
import java.util.Set;

/** A network on an engine. */
public final class Vgg {
  private final Network network;
  private final Engine engine;
  private final Form form;
  private final Map<Layer, Filters> filters;
  private final double memory;

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
    this(network, engine, form, new EnumMap<>(Layer.class), Double.POSITIVE_INFINITY);
  }

  private Vgg(
      Network network, Engine engine, Form form, Map<Layer, Filters> filters, double memory) {
    this.network = network;
    this.engine = engine;
    this.form = form;
    this.filters = filters;
    this.memory = memory;
  }

  /**
   * The same network, which evaluates a picture in tiles where the whole needs more memory. Losses
   * and derivatives are the same, but for rounding.
   *
   * @param bytes for a pass; where not even the smallest tile fits, that is taken
   */
  public Vgg within(double bytes) {
    return new Vgg(network, engine, form, filters, bytes);
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
    return pass(height, width, Tapped.of(Set.of(deepest)), false);
  }

  /**
   * Prepares evaluations, with the derivative, of pictures of one size.
   *
   * @param deepest the last layer to evaluate
   * @throws dev.impasto.problem.InvalidInputException if pooling leaves nothing of so small a
   *     picture
   */
  public VggPass differentiable(int height, int width, Layer deepest) {
    return pass(height, width, Tapped.of(Set.of(deepest)), true);
  }

  /**
   * Prepares evaluations of pictures of one size.
   *
   * @param tapped the layers whose responses losses or observers look at
   * @param differentiable whether the derivative is wanted, or values only
   * @throws dev.impasto.problem.InvalidInputException if pooling leaves nothing of so small a
   *     picture
   */
  public VggPass pass(int height, int width, Tapped tapped, boolean differentiable) {
    Tiling tiling = new TilePlan(this, height, width, tapped, differentiable).within(memory);
    return new VggPass(this, engine, tiling, tapped, differentiable);
  }

  /**
   * Prepares evaluations of a picture's tiles one by one.
   *
   * @param tapped the layers whose responses losses look at
   * @param down how many tiles there are from top to bottom; fewer where they would be too small
   * @param across the same from left to right
   */
  public TilePass tiles(int height, int width, Tapped tapped, int down, int across) {
    Tiling tiling = new TilePlan(this, height, width, tapped, true).of(down, across);
    return new TilePass(new VggPass(this, engine, tiling, tapped, true));
  }

  /** The bytes of evaluating one of so many tiles. */
  public double bytes(int height, int width, Tapped tapped, int down, int across) {
    TilePlan plan = new TilePlan(this, height, width, tapped, true);
    return plan.bytes(plan.of(down, across));
  }

  /**
   * Tells what evaluations of pictures of one size would take.
   *
   * @param tapped the layers whose responses losses or observers look at
   */
  public PassMemory memory(int height, int width, Tapped tapped, boolean differentiable) {
    return new PassMemory(new TilePlan(this, height, width, tapped, differentiable), memory);
  }

  Engine engine() {
    return engine;
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
