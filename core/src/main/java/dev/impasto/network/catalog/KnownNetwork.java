package dev.impasto.network.catalog;

import static dev.impasto.network.catalog.Checksum.Algorithm.MD5;
import static dev.impasto.network.catalog.Checksum.Algorithm.SHA1;
import static dev.impasto.network.catalog.Checksum.Algorithm.SHA256;

import dev.impasto.network.Preprocessing;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A published network.
 *
 * @param name what it is called here
 * @param description what it is, in a line
 * @param preprocessing what its weights were trained with
 * @param origins where it is published, in the order in which they are tried; the same weights,
 *     possibly in files of several formats
 */
public record KnownNetwork(
    String name, String description, Preprocessing preprocessing, List<Origin> origins) {
  private static final List<KnownNetwork> ALL =
      List.of(
          known(
              "vgg19",
              "VGG-19 as torchvision trained it",
              Preprocessing.TORCHVISION,
              origin(
                  "https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",
                  574_673_361,
                  SHA256,
                  "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"),
              origin(
                  "https://huggingface.co/timm/vgg19.tv_in1k/resolve/main/model.safetensors",
                  0,
                  SHA256,
                  "11aea017b543ff59233749d8f1cf544cda749378f5790d2fedab841fb86b7669")),
          known(
              "vgg19-caffe",
              "VGG-19 as its authors trained it, the paper's network",
              Preprocessing.CAFFE,
              origin(
                  "https://storage.googleapis.com/tensorflow/keras-applications/vgg19/"
                      + "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5",
                  80_134_624,
                  MD5,
                  "253f8cb515780f3b799900260a226db6"),
              origin(
                  "https://github.com/fchollet/deep-learning-models/releases/download/v0.1/"
                      + "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5",
                  80_134_624,
                  MD5,
                  "253f8cb515780f3b799900260a226db6"),
              origin(
                  "https://www.robots.ox.ac.uk/~vgg/software/very_deep/caffe/"
                      + "VGG_ILSVRC_19_layers.caffemodel",
                  574_671_192,
                  SHA1,
                  "239785e7862442717d831f682bb824055e51e9ba"),
              origin(
                  "https://web.eecs.umich.edu/~justincj/models/vgg19-d01eb7cb.pth",
                  0,
                  SHA256,
                  "d01eb7cb")),
          known(
              "vgg19-matconvnet",
              "VGG-19 as its authors trained it, as MatConvNet has it",
              new Preprocessing(
                  Preprocessing.Channels.RGB,
                  255,
                  List.of(123.68, 116.779, 103.939),
                  List.of(1.0, 1.0, 1.0)),
              origin(
                  "https://www.vlfeat.org/matconvnet/models/imagenet-vgg-verydeep-19.mat",
                  0,
                  MD5,
                  "106118b7cf60435e6d8e04f6a6dc3657"),
              origin(
                  "https://www.vlfeat.org/matconvnet/models/beta16/imagenet-vgg-verydeep-19.mat",
                  0,
                  MD5,
                  "8ee3263992981a1d26e73b3ca028a123")),
          known(
              "vgg19-onnx",
              "VGG-19 of the ONNX model zoo",
              Preprocessing.TORCHVISION,
              origin(
                  "https://github.com/onnx/models/raw/main/validated/vision/classification/vgg/"
                      + "model/vgg19-7.onnx",
                  574_677_321,
                  SHA256,
                  "692f9f927f1df1b89033787a77a73eac59fd9b3344f9ecdf0b13221e41c2046f")),
          known(
              "vgg19-normalized",
              "VGG-19 of the paper's authors, normalized",
              Preprocessing.CAFFE,
              new Origin(
                  URI.create("https://bethgelab.org/media/uploads/pytorch_models/vgg_conv.pth"),
                  0,
                  Set.of())),
          known(
              "vgg16",
              "VGG-16 as torchvision trained it",
              Preprocessing.TORCHVISION,
              origin(
                  "https://download.pytorch.org/models/vgg16-397923af.pth",
                  553_433_881,
                  SHA256,
                  "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0"),
              origin(
                  "https://huggingface.co/timm/vgg16.tv_in1k/resolve/main/model.safetensors",
                  0,
                  SHA256,
                  "57b026918159a6bf9faf8405c3a551903768e7138989d9c6224a14227203fad8")));

  /** Keeps the origins as they are now. */
  public KnownNetwork {
    origins = List.copyOf(origins);
  }

  /** All that are known. */
  public static List<KnownNetwork> all() {
    return ALL;
  }

  /**
   * The same network at another address. The file there must have the checksum of the known file of
   * the same name; where no known file has that name, any complete checksum of this network.
   */
  public KnownNetwork at(URI address) {
    List<Origin> same =
        origins.stream()
            .filter(known -> fileName(known.address()).equals(fileName(address)))
            .toList();
    Set<Checksum> checksums = new LinkedHashSet<>();
    (same.isEmpty() ? origins : same).forEach(origin -> checksums.addAll(origin.checksums()));
    checksums.removeIf(checksum -> same.isEmpty() && !checksum.whole());
    return new KnownNetwork(
        name, description, preprocessing, List.of(new Origin(address, 0, checksums)));
  }

  private static String fileName(URI address) {
    String path = String.valueOf(address.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a checksum is published for every origin. */
  public boolean canBeChecked() {
    return origins.stream().noneMatch(origin -> origin.checksums().isEmpty());
  }

  private static KnownNetwork known(
      String name, String description, Preprocessing preprocessing, Origin... origins) {
    return new KnownNetwork(name, description, preprocessing, Arrays.asList(origins));
  }

  private static Origin origin(
      String address, long size, Checksum.Algorithm algorithm, String hex) {
    return new Origin(URI.create(address), size, Set.of(new Checksum(algorithm, hex)));
  }
}
