package dev.impasto.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of several named things, as a user writes it. */
public final class NamedChoice {
  private NamedChoice() {}

  /**
   * Finds what a user named; upper and lower case are the same.
   *
   * @param kind what is chosen, such as {@code layer}
   * @param name what the user wrote
   * @param values what there is; their names are those of {@link Object#toString}
   * @throws InvalidInputException if there is none of that name; the message names the nearest
   */
  public static <T> T of(String kind, String name, Collection<T> values) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return values.stream()
        .filter(value -> name(value).equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = values.stream().map(NamedChoice::name).toList();
              return new InvalidInputException(
                  "there is no %s '%s'; %s %s"
                      .formatted(
                          kind,
                          name.replaceAll("\\p{C}+", " "),
                          nearest(wanted, names)
                              .map("did you mean %s? The choice is"::formatted)
                              .orElse("the choice is"),
                          String.join(", ", names)));
            });
  }

  private static String name(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** The name most like the one written; empty where none is much like it. */
  public static Optional<String> nearest(String written, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingDouble(name -> unlikeness(name, written)))
        .filter(name -> unlikeness(name, written) <= 0.6);
  }

  /** The share of letters that differ: 0 for the same, 1 for nothing in common. */
  private static double unlikeness(String a, String b) {
    return (double) distance(a, b) / Math.max(1, Math.max(a.length(), b.length()));
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
}
