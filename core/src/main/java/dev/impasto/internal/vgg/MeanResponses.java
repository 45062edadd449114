package dev.impasto.internal.vgg;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Tensor;
import dev.impasto.network.Layer;
import dev.impasto.network.Normalization;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean response of every filter over pictures and positions, after its ReLU; {@link
 * Normalization} divides by it. All means are those of the given network, each position of each
 * picture counts the same, and sums are kept in double precision.
 */
public final class MeanResponses implements AutoCloseable {
  private final Vgg vgg;
  private final List<Layer> layers;
  private final Map<Layer, double[]> sums = new EnumMap<>(Layer.class);
  private final Map<Layer, Long> positions = new EnumMap<>(Layer.class);
  private @Nullable VggPass pass;

  /**
   * Begins without a picture.
   *
   * @param vgg the network on its engine; the paper's normalization is of {@link Vgg.Form#plain}
   */
  public MeanResponses(Vgg vgg) {
    this.vgg = vgg;
    this.layers = vgg.network().layers();
    vgg.network()
        .convolutions()
        .forEach((layer, convolution) -> sums.put(layer, new double[convolution.outputs()]));
  }

  /**
   * Adds a picture's responses.
   *
   * @param pixels {@code height x width x 3} sRGB-encoded values, red first, 0..1
   * @throws dev.impasto.problem.InvalidInputException if pooling leaves nothing of so small a
   *     picture
   */
  public void add(int height, int width, float[] pixels) {
    pass(height, width).forward(pixels);
  }

  /** The pass of the picture before, if this one is of its size. */
  private VggPass pass(int height, int width) {
    VggPass last = pass;
    if (last != null && last.height() == height && last.width() == width) {
      return last;
    }
    close();
    VggPass next = vgg.forward(height, width, layers.get(layers.size() - 1));
    layers.forEach(layer -> next.attach(layer, new Sum(layer, next.response(layer))));
    pass = next;
    return next;
  }

  /** Adds up a layer's response at the moment when the chain passes it. */
  private final class Sum implements LayerLoss {
    private final Layer layer;
    private final Tensor response;

    Sum(Layer layer, Tensor response) {
      this.layer = layer;
      this.response = response;
    }

    @Override
    public void begin() {}

    @Override
    public void add() {
      float[] values = new float[Math.toIntExact(response.size())];
      response.get(values);
      double[] sum = sums.getOrDefault(layer, new double[0]);
      for (int i = 0; i < values.length; ) {
        for (int filter = 0; filter < sum.length; filter++) {
          sum[filter] += values[i++];
        }
      }
      positions.merge(layer, response.positions(), Long::sum);
    }

    @Override
    public double finish() {
      return 0;
    }

    @Override
    public void backward(Tensor gradient) {}
  }

  /**
   * The means over all pictures added, for each layer one value per filter.
   *
   * @throws dev.impasto.problem.InvalidInputException if no picture was added
   */
  public Map<Layer, double[]> means() {
    require(!positions.isEmpty(), "mean responses need at least one picture");
    Map<Layer, double[]> means = new EnumMap<>(Layer.class);
    sums.forEach(
        (layer, sum) -> {
          double count = positions.getOrDefault(layer, 1L);
          means.put(layer, Arrays.stream(sum).map(s -> s / count).toArray());
        });
    return means;
  }

  /** Frees the memory of the last picture's size. */
  @Override
  public void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }
}
