package dev.impasto.cli;

import dev.impasto.TransferOptions;
import dev.impasto.engine.Pooling;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the loss is made of. */
final class LossArguments {
  @Option(
      names = "--content-layers",
      paramLabel = "LAYERS",
      description =
          "Where content is compared, as conv4_2 or conv3_2=0.3,conv4_2=0.7 (default:"
              + " ${bundle:default.content-layers}).")
  @Nullable String contentLayers;

  @Option(
      names = "--style-layers",
      paramLabel = "LAYERS",
      description =
          "Where style is compared, written likewise (default:"
              + " ${bundle:default.style-layers}).")
  @Nullable String styleLayers;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description =
          "Weights of VGG-19, VGG-16 or a narrower one: PyTorch, safetensors, Keras, Caffe or ONNX"
              + " (default: the network that comes with the program).")
  @Nullable Path network;

  @Option(
      names = "--pooling",
      paramLabel = "average|max",
      description = "The network's pooling (default: ${bundle:default.pooling}).")
  @Nullable Pooling pooling;

  @Option(
      names = "--convention",
      paramLabel = "NAME",
      description =
          "How the losses are scaled: ${bundle:choice.conventions}. Each has its own default"
              + " weights; those above belong to the default (default:"
              + " ${bundle:default.convention}).")
  @Nullable LossConvention convention;

  /** The settings that others are changes of. */
  TransferOptions base() {
    return convention == null ? TransferOptions.defaults() : TransferOptions.defaults(convention);
  }

  /** The settings, with what is given here in their place. */
  TransferOptions applyTo(TransferOptions options) {
    LossConvention shares = options.convention();
    if (contentLayers != null) {
      options =
          options.withContentLayers(new LayerList(contentLayers).shares(shares::contentShares));
    }
    if (styleLayers != null) {
      options = options.withStyleLayers(new LayerList(styleLayers).shares(shares::styleShares));
    }
    if (pooling != null) {
      options = options.withPooling(pooling);
    }
    return options;
  }

  /** The network to load. */
  Network loaded() {
    return network == null ? Network.embedded() : NetworkFile.read(network);
  }
}
