package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.internal.vgg.PassMemory;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Map;

/** Loss and gradient of full-width VGG-19 through conv5_1 at one square size. */
final class Evaluation implements AutoCloseable {
  static final List<Layer> STYLE =
      List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  private final TransferLoss loss;
  private final float[] pixels;
  private final float[] gradient;
  private final double operations;
  private final PassMemory memory;

  Evaluation(Engine engine, int size) {
    this(engine, size, Double.POSITIVE_INFINITY);
  }

  /**
   * In tiles.
   *
   * @param bytes for one of them
   */
  Evaluation(Engine engine, int size, double bytes) {
    Network network = RandomVgg.network(Preprocessing.TORCHVISION);
    this.operations = RandomVgg.operations(network, size, size, STYLE);
    this.pixels = Noise.values(3L * size * size, 7);
    this.gradient = new float[pixels.length];
    Vgg vgg = new Vgg(network, engine, Vgg.Form.plain(Pooling.AVERAGE)).within(bytes);
    LossOptions options = LossConvention.PAPER.options().withWeights(1, 100);
    Map<Layer, LayerStatistics> targets =
        PictureStatistics.of(
            vgg, size, size, Noise.values(pixels.length, 101), STYLE, options.style().comparison());
    Picture content = new Picture(size, size, Noise.values(pixels.length, 100));
    this.memory = vgg.memory(size, size, TransferLoss.tapped(options), true);
    this.loss = new TransferLoss(vgg, content, StyleTarget.ofOne(targets), options);
  }

  /** Evaluates once; returns seconds. */
  double once() {
    long began = System.nanoTime();
    loss.evaluate(pixels, gradient);
    return (System.nanoTime() - began) / 1e9;
  }

  /** What it takes. */
  PassMemory memory() {
    return memory;
  }

  /** How far the gradient is from another one, relative to that one's length. */
  double distance(Evaluation other) {
    double apart = 0;
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      apart += Math.pow(gradient[i] - other.gradient[i], 2);
      squares += Math.pow(other.gradient[i], 2);
    }
    return Math.sqrt(apart / squares);
  }

  /** Floating-point operations of one evaluation, counted as direct convolution. */
  double operations() {
    return operations;
  }

  @Override
  public void close() {
    loss.close();
  }
}
