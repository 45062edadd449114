package dev.impasto.network;

import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.SafetensorsWriter;
import dev.impasto.internal.weights.WeightBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Networks in files. PyTorch state dicts (zip and pickle stream) and TorchScript, safetensors,
 * Keras HDF5, Caffe models, ONNX, files of MatConvNet and NumPy, and layers models of TensorFlow.js
 * are told apart by their content and read without running anything in them; safetensors are
 * written.
 */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * Reads a network, with the preprocessing that its file gives, or that files of its format have.
   * Where neither is known it is guessed; the fact {@code convention} says how it was found.
   *
   * @throws dev.impasto.problem.InvalidInputException if the file cannot be read or used
   */
  public static Network read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads a network.
   *
   * @param file a file of any of the formats
   * @param preprocessing what the weights were trained with, if the caller knows
   * @throws dev.impasto.problem.InvalidInputException if the file cannot be read or used
   */
  public static Network read(Path file, Optional<Preprocessing> preprocessing) {
    try (WeightBytes source = WeightBytes.open(file)) {
      return NetworkReader.read(source, preprocessing);
    }
  }

  /**
   * Reads a network's description without reading its numbers.
   *
   * @throws dev.impasto.problem.InvalidInputException if the file cannot be read or used
   */
  public static NetworkSummary summary(Path file) {
    try (WeightBytes source = WeightBytes.open(file)) {
      return NetworkReader.summary(source, Optional.empty());
    }
  }

  /** How exactly numbers are written. */
  public enum Precision {
    /** As they are: four bytes each. */
    FLOAT,
    /** Rounded to about three digits: two bytes each. */
    HALF
  }

  /**
   * Writes a network as safetensors, with its preprocessing, pooling, name and facts.
   *
   * @throws dev.impasto.problem.InvalidInputException if the file cannot be written
   */
  public static void write(Network network, Path file) {
    write(network, file, Precision.FLOAT);
  }

  /**
   * Writes a network as safetensors, with its preprocessing, pooling, name and facts. A file that
   * was there is replaced at once, when all is written.
   *
   * @throws dev.impasto.problem.InvalidInputException if the file cannot be written, or a number is
   *     too large for the precision
   */
  public static void write(Network network, Path file, Precision precision) {
    List<NamedArray> tensors = new ArrayList<>();
    network
        .convolutions()
        .forEach(
            (layer, convolution) -> {
              long outputs = convolution.outputs();
              tensors.add(
                  new NamedArray(
                      layer + ".weight",
                      List.of(outputs, (long) convolution.inputs(), 3L, 3L),
                      convolution::weights));
              tensors.add(new NamedArray(layer + ".bias", List.of(outputs), convolution::bias));
            });
    SafetensorsWriter.write(
        file, NetworkMetadata.of(network), tensors, precision == Precision.HALF);
  }
}
