package dev.impasto.spark;

import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A network on its way to the executors.
 *
 * @param name of its file; decides its format
 * @param file the file's bytes; null for the network that comes with the library
 * @param sha256 identifies it
 */
@SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
record NetworkBytes(String name, byte @Nullable [] file, String sha256) implements Serializable {
  private static final long serialVersionUID = 1;

  static NetworkBytes embedded() {
    return new NetworkBytes("", null, Network.embedded().sha256());
  }

  /**
   * Of a file.
   *
   * @throws dev.impasto.problem.InvalidInputException if it holds no network
   */
  static NetworkBytes of(String name, byte[] file) {
    NetworkBytes unknown = new NetworkBytes(name, file, "");
    return new NetworkBytes(name, file, unknown.network().sha256());
  }

  Network network() {
    byte[] bytes = file;
    if (bytes == null) {
      return Network.embedded();
    }
    try (TemporaryFiles files = new TemporaryFiles()) {
      Path path = files.of(name, bytes);
      return NetworkFile.read(path);
    }
  }
}
