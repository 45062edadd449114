package dev.impasto.studio;

import java.util.List;
import java.util.Map;

/**
 * How a result was made.
 *
 * @param options all that is no picture, as JSON of {@code OptionsJson}
 * @param pictures what it was made of, by the names of {@code TransferRequest.named()}
 * @param weights what each painting counts
 * @param regionWeights what the style weight is multiplied by in each region
 * @param maskMode which positions belong to a region; empty for the usual
 */
public record Recipe(
    String options,
    Map<String, Source> pictures,
    List<Double> weights,
    List<Double> regionWeights,
    String maskMode) {
  /**
   * A picture that a result was made of.
   *
   * @param name of its file
   * @param sha256 of its pixels, or empty
   */
  public record Source(String name, String sha256) {}

  /** Keeps all. */
  public Recipe {
    pictures = Map.copyOf(pictures);
    weights = List.copyOf(weights);
    regionWeights = List.copyOf(regionWeights);
  }
}
