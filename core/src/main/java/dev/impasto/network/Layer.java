package dev.impasto.network;

import dev.impasto.InvalidInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

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
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace("relu", "conv");
    return Arrays.stream(values())
        .filter(layer -> layer.toString().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "there is no layer '%s'; did you mean %s? The layers are %s"
                        .formatted(
                            name,
                            nearest(wanted),
                            Arrays.stream(values())
                                .map(Layer::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private static Layer nearest(String name) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(layer -> distance(layer.toString(), name)))
        .orElseThrow();
  }

  /** Levenshtein's distance: the least number of letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** The name used in the literature, such as {@code conv4_2}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
