package dev.impasto.network;

import dev.impasto.network.format.Source;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Networks in files. PyTorch state dicts (zip and pickle stream), safetensors, Keras HDF5, Caffe
 * models and ONNX are told apart by their content and read without running anything in them;
 * safetensors are written.
 */
public final class NetworkFile {
  private NetworkFile() {}

  /**
   * Reads a network, with the preprocessing that its file gives, or that files of its format have.
   * Where neither is known it is guessed; the fact {@code convention} says how it was found.
   *
   * @throws dev.impasto.InvalidInputException if the file cannot be read or used
   */
  public static Network read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads a network.
   *
   * @param file a file of any of the formats
   * @param preprocessing what the weights were trained with, if the caller knows
   * @throws dev.impasto.InvalidInputException if the file cannot be read or used
   */
  public static Network read(Path file, Optional<Preprocessing> preprocessing) {
    try (Source source = Source.open(file)) {
      return NetworkReader.read(source, preprocessing);
    }
  }
}
