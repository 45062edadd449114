package dev.impasto.loss;

import java.util.List;

/**
 * What keeps details and faces, beside the content term: outlines of a few pixels, and which places
 * of the photograph look alike.
 *
 * @param laplacian the weight of the Laplacian term, 0 or more. The photograph and the result, each
 *     the sum of its colors, are averaged over squares of {@link #POOLED} pixels; the term is the
 *     mean over these of {@code Σ (D x - D c)² / Σ (D c)²}, where D takes four times a value from
 *     the sum of its four neighbors (Li, Xu, Nie and Liu, "Laplacian-steered neural style
 *     transfer", ACM MM 2017)
 * @param selfSimilarity the weight of the self-similarity term, 0 or more: the mean over {@link
 *     LossOptions#selfSimilarityLayers()} of {@code 1/n Σ |S - T|}, where S holds the cosine
 *     distances between the mean responses of n places, at most 512 equal squares that cover the
 *     picture, each column divided by its sum, and T those of the photograph (Kolkin, Salavon and
 *     Shakhnarovich, "Style transfer by relaxed optimal transport and self-similarity", CVPR 2019).
 *     {@code |z|} is {@code √(z² + ε²) - ε} with ε a tenth of the mean entry, so that it has a
 *     derivative
 */
public record DetailTerm(double laplacian, double selfSimilarity) {
  /** Keeps nothing. */
  public static final DetailTerm NONE = new DetailTerm(0, 0);

  /** The sides of the squares that the Laplacian term averages over, in pixels. */
  public static final List<Integer> POOLED = List.of(4, 16);

  /** Checks the weights. */
  public DetailTerm {
    LayerShares.requireWeight("Laplacian weight", laplacian);
    LayerShares.requireWeight("self-similarity weight", selfSimilarity);
  }

  /** The same term with another {@link #laplacian()}. */
  public DetailTerm withLaplacian(double value) {
    return new DetailTerm(value, selfSimilarity);
  }

  /** The same term with another {@link #selfSimilarity()}. */
  public DetailTerm withSelfSimilarity(double value) {
    return new DetailTerm(laplacian, value);
  }
}
