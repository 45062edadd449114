package dev.impasto.internal.weights;

import java.util.List;
import java.util.Map;

/**
 * The content of a weight file.
 *
 * @param format the format, told by the file's content
 * @param metadata the file's own metadata
 * @param tensors its tensors, no name twice
 */
public record WeightFile(Format format, Map<String, String> metadata, List<NamedArray> tensors) {
  /** Keeps what is given as it is now. */
  public WeightFile {
    metadata = Map.copyOf(metadata);
    tensors = List.copyOf(tensors);
  }

  /**
   * Reads a file's content, except for the numbers.
   *
   * @throws dev.impasto.problem.InvalidInputException if it is of no known format, or damaged
   */
  public static WeightFile read(WeightBytes source) {
    Signature signature = Signature.of(source);
    return signature == Signature.ZIP ? ZippedWeights.read(source) : read(source, signature);
  }

  /** Reads a file that is no zip archive. */
  static WeightFile read(WeightBytes source, Signature signature) {
    return switch (signature) {
      case PICKLE -> TorchLegacy.read(source);
      case SAFETENSORS -> Safetensors.read(source);
      case HDF5 -> KerasHdf5.read(source);
      case CAFFE -> Caffe.read(source);
      case ONNX -> Onnx.read(source);
      case NUMPY -> Numpy.read(source);
      case MATLAB -> MatConvNet.read(source);
      case JSON -> WeightIndex.read(source);
      case ZIP -> throw source.damaged("it is a zip archive within another; unpack it first");
    };
  }
}
