package dev.impasto.network;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.util.List;
import java.util.Locale;

/** The sixteen convolutions of VGG-19, in order; a layer's response is taken after its ReLU. */
public enum Layer {
  CONV1_1,
  CONV1_2,
  CONV2_1,
  CONV2_2,
  CONV3_1,
  CONV3_2,
  CONV3_3,
  CONV3_4,
  CONV4_1,
  CONV4_2,
  CONV4_3,
  CONV4_4,
  CONV5_1,
  CONV5_2,
  CONV5_3,
  CONV5_4;

  /** The block that this layer belongs to, 1 to 5; pooling stands before blocks 2 to 5. */
  public int block() {
    return name().charAt(4) - '0';
  }

  /** This layer's place within its block, from 1. */
  public int indexInBlock() {
    return name().charAt(6) - '0';
  }

  /** Whether pooling stands right before this layer. */
  public boolean followsPooling() {
    return indexInBlock() == 1 && block() > 1;
  }

  /**
   * Finds a layer by the name used in the literature, {@code conv4_2}, or by that of its ReLU,
   * {@code relu4_2}.
   *
   * @throws InvalidInputException if there is none of that name; the message names the nearest
   */
  public static Layer of(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).replace("relu", "conv");
    return NamedChoice.of("layer", wanted, List.of(values()));
  }

  /** The name used in the literature, such as {@code conv4_2}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
