package dev.impasto.network;

import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.internal.weights.WeightFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which preprocessing a file's weights were trained with.
 *
 * @param preprocessing the preprocessing
 * @param reason its name and how it is known
 */
record PreprocessingGuess(Preprocessing preprocessing, String reason) {
  /** Keys of the fully connected layers in the conversions of Caffe's weights. */
  private static final Set<String> CAFFE_KEYS =
      Set.of("classifier.1.weight", "classifier.4.weight", "classifier.6.weight");

  /** Caffe's, for weights whose channels were turned round: red, green, blue. */
  private static final Preprocessing RED_FIRST =
      new Preprocessing(
          Preprocessing.Channels.RGB,
          255,
          List.of(123.68, 116.779, 103.939),
          List.of(1.0, 1.0, 1.0));

  /** Below this mean magnitude, filters of conv1_1 are made for colors of 0 to 255. */
  private static final double SMALL = 0.02;

  static PreprocessingGuess of(
      String source, WeightFile file, @Nullable Convolution first, Optional<Preprocessing> given) {
    if (given.isPresent()) {
      return known(given.get(), "chosen by the caller");
    }
    Optional<Preprocessing> written = NetworkMetadata.preprocessing(source, file.metadata());
    if (written.isPresent()) {
      return known(written.get(), "given by the file's metadata");
    }
    return switch (file.format()) {
      case HDF5, CAFFE, TENSORFLOW_JS -> known(Preprocessing.CAFFE, "as all files of this format");
      case MATCONVNET -> known(RED_FIRST, "as all files of this format");
      case NUMPY -> numpy(file, first);
      case ONNX -> known(Preprocessing.TORCHVISION, "as all files of this format");
      case TORCH_ZIP, TORCH_LEGACY, SAFETENSORS -> guess(file, first);
    };
  }

  /**
   * Of published arrays those with names such as conv1_1_W and vgg_19/conv1/conv1_1 take red first.
   */
  private static PreprocessingGuess numpy(WeightFile file, @Nullable Convolution first) {
    List<String> names = file.tensors().stream().map(NamedArray::name).toList();
    Optional<String> redFirst =
        names.stream()
            .filter(name -> name.matches(".*conv1_1_W|vgg_1[69]/.*conv1_1.*"))
            .findFirst();
    if (redFirst.isPresent()) {
      return known(RED_FIRST, "recognized by its name " + WeightBytes.printable(redFirst.get()));
    }
    return names.stream().anyMatch(name -> name.contains("conv1_1"))
        ? known(Preprocessing.CAFFE, "recognized by its name conv1_1")
        : guess(file, first);
  }

  private static PreprocessingGuess guess(WeightFile file, @Nullable Convolution first) {
    Set<String> keys = file.tensors().stream().map(NamedArray::name).collect(Collectors.toSet());
    if (CAFFE_KEYS.stream().allMatch(key -> keys.stream().anyMatch(k -> k.endsWith(key)))) {
      return known(Preprocessing.CAFFE, "recognized by its keys classifier.1, 4 and 6");
    }
    if (first != null && magnitude(first) < SMALL) {
      return known(
          Preprocessing.CAFFE, "recognized by weights of conv1_1 made for colors of 0 to 255");
    }
    return known(
        Preprocessing.TORCHVISION, "assumed, as the file does not tell it from that of Caffe");
  }

  private static PreprocessingGuess known(Preprocessing preprocessing, String how) {
    return new PreprocessingGuess(preprocessing, preprocessing.name() + " (" + how + ")");
  }

  private static double magnitude(Convolution convolution) {
    double sum = 0;
    for (float weight : convolution.weights()) {
      sum += Math.abs(weight);
    }
    return sum / convolution.weights().length;
  }
}
