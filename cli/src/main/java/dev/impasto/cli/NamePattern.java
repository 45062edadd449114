package dev.impasto.cli;

import dev.impasto.RunRecorder;
import dev.impasto.problem.NamedChoice;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What words in braces stand for in the name of a result, as in {@code {content}-{style}.png}. */
final class NamePattern {
  private static final Pattern WORD = Pattern.compile("\\{([^{}]*)\\}");
  private static final String NUMBER = "n";

  private final Map<String, String> values = new LinkedHashMap<>();

  /** A pattern has {@code {word}} for the value. */
  NamePattern with(String word, String value) {
    values.put(word, value);
    return this;
  }

  /** A pattern has {@code {word}} for the names of files or folders, without their endings. */
  NamePattern with(String word, List<Path> files) {
    return with(word, files.stream().map(NamePattern::stem).collect(Collectors.joining("+")));
  }

  private static String stem(Path file) {
    Path last = file.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "" : last.toString();
    int dot = Files.isDirectory(file) ? 0 : name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * The file that a pattern stands for. {@code {n}} is the first number from 1 on for which there
   * is no result yet, and no checkpoint of one.
   *
   * @throws dev.impasto.problem.InvalidInputException if a word in braces has no value
   */
  Path file(Path pattern) {
    if (!numbered(pattern)) {
      return replaced(pattern, 0);
    }
    int number = 1;
    while (isTaken(replaced(pattern, number))) {
      number++;
    }
    return replaced(pattern, number);
  }

  /**
   * The file that a pattern stands for where {@code {n}} is a certain number.
   *
   * @throws dev.impasto.problem.InvalidInputException if a word in braces has no value
   */
  Path file(Path pattern, int number) {
    return replaced(pattern, number);
  }

  /** Whether a pattern stands for another file each time. */
  static boolean numbered(Path pattern) {
    return WORD.matcher(pattern.toString()).results().anyMatch(word -> isNumber(word.group(1)));
  }

  private static boolean isNumber(String word) {
    return word.strip().equalsIgnoreCase(NUMBER);
  }

  private static boolean isTaken(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(RunRecorder.checkpoint(file));
  }

  private Path replaced(Path pattern, int number) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(NUMBER, Integer.toString(number));
    return Path.of(
        WORD.matcher(pattern.toString())
            .replaceAll(found -> Matcher.quoteReplacement(value(found, all))));
  }

  private static String value(MatchResult found, Map<String, String> values) {
    String word =
        NamedChoice.of("word in braces", found.group(1), new ArrayList<>(values.keySet()));
    return values.getOrDefault(word, "");
  }
}
