package dev.impasto.network;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.internal.weights.WeightBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trained network of VGG's form: a chain of 3x3 convolutions, each followed by a ReLU, with 2x2
 * pooling between its five blocks. It may be of any width, end anywhere after {@code conv1_1}, and
 * have fewer convolutions in a block than VGG-19 (as VGG-16 has).
 *
 * @param name what it is called
 * @param preprocessing how a picture becomes its input
 * @param pooling the pooling it was trained with
 * @param convolutions its layers in order; each takes the channels that the one before gives
 * @param facts other facts that its file states: origin, training, license
 */
public record Network(
    String name,
    Preprocessing preprocessing,
    Pooling pooling,
    SortedMap<Layer, Convolution> convolutions,
    Map<String, String> facts) {

  private static final String EMBEDDED = "impasto-vgg-2.safetensors";

  /** Checks that the layers form a chain that starts with a picture's three channels. */
  public Network {
    convolutions = Collections.unmodifiableSortedMap(new TreeMap<>(convolutions));
    facts = Map.copyOf(facts);
    require(convolutions.containsKey(Layer.CONV1_1), "the network '%s' has no layer conv1_1", name);
    int channels = 3;
    for (Map.Entry<Layer, Convolution> entry : convolutions.entrySet()) {
      Convolution convolution = entry.getValue();
      require(
          convolution.inputs() == channels,
          "%s of the network '%s' takes %d channels where %d come in",
          entry.getKey(),
          name,
          convolution.inputs(),
          channels);
      channels = convolution.outputs();
    }
  }

  /** The network that comes with the library. */
  public static Network embedded() {
    try (InputStream in =
        Objects.requireNonNull(Network.class.getResourceAsStream(EMBEDDED), EMBEDDED)) {
      return NetworkReader.read(WeightBytes.of(in.readAllBytes(), EMBEDDED), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All but the numbers. */
  public NetworkSummary summary() {
    TreeMap<Layer, Integer> filters = new TreeMap<>();
    convolutions.forEach((layer, convolution) -> filters.put(layer, convolution.outputs()));
    return new NetworkSummary(name, preprocessing, pooling, filters, facts);
  }

  /** The same numbers under another name, with more facts. */
  public Network named(String other, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(facts);
    all.putAll(more);
    return new Network(other, preprocessing, pooling, convolutions, all);
  }

  /** The layers, first to last. */
  public List<Layer> layers() {
    return List.copyOf(convolutions.keySet());
  }

  /** The numbers of one layer. */
  public Convolution convolution(Layer layer) {
    Convolution convolution = convolutions.get(layer);
    require(
        convolution != null,
        "the network '%s' has no layer %s; it has %s",
        name,
        layer,
        convolutions.keySet());
    return Objects.requireNonNull(convolution);
  }

  /**
   * The identity of what the network computes: the SHA-256 of its preprocessing, layers and
   * numbers, in hexadecimal digits. Name and facts do not count.
   */
  public String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update((preprocessing.description() + layers()).getBytes(StandardCharsets.UTF_8));
    for (Convolution convolution : convolutions.values()) {
      for (float[] values : List.of(convolution.weights(), convolution.bias())) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
