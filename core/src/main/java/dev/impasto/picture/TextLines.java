package dev.impasto.picture;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Texts by keyword as lines {@code keyword: text}, for files that have room for one text alone. The
 * further lines of a text begin with a space, as in the headers of mail.
 */
final class TextLines {
  private TextLines() {}

  /** The lines, in the order of the keywords. */
  static String of(Map<String, String> texts) {
    return new TreeMap<>(texts)
        .entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue().replace("\n", "\n "))
            .collect(Collectors.joining("\n"));
  }
}
