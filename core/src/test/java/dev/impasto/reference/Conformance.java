package dev.impasto.reference;

import dev.impasto.conformance.ConformanceNetworks;
import dev.impasto.conformance.Pack;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import java.io.IOException;
import java.util.SortedMap;
import javax.imageio.ImageIO;

/** The conformance numbers as the reference network takes them. */
final class Conformance {
  private Conformance() {}

  /** The network's convolutions as torchvision has them: RGB, 0..1, mean and deviation. */
  static SortedMap<Layer, Convolution> torchvision() {
    return ConformanceNetworks.of("torchvision_f32").convolutions();
  }

  /** The same network in Caffe's convention. */
  static SortedMap<Layer, Convolution> caffe() {
    return ConformanceNetworks.of("caffe_f32").convolutions();
  }

  /** A picture as the network takes it in either convention. */
  static PeerLoss.Input input(String name, boolean caffe) throws IOException {
    var image = ImageIO.read(Pack.path(name).toFile());
    double[] mean =
        caffe ? new double[] {103.939, 116.779, 123.68} : new double[] {.485, .456, .406};
    double[] std = {.229, .224, .225};
    double[] values = new double[image.getHeight() * image.getWidth() * 3];
    for (int i = 0; i < values.length; i++) {
      int rgb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
      int k = i % 3;
      values[i] =
          caffe
              ? ((rgb >> (8 * k)) & 0xff) - mean[k]
              : (((rgb >> (16 - 8 * k)) & 0xff) / 255.0 - mean[k]) / std[k];
    }
    return new PeerLoss.Input(values, image.getHeight(), image.getWidth());
  }
}
