package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.NamedChoice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that is varied, and its values.
 *
 * @param option its name as on the command line, with its dashes
 * @param values as they would be written there
 */
record Vary(String option, List<String> values) {
  private static final String FORM =
      "--vary takes an option and its values, such as style-weight=1,4,16 or style-weight=1..9:5,"
          + " not '%s'";

  /** From, to, and how many. */
  private static final Pattern RANGE =
      Pattern.compile("([-+.0-9eE]*[0-9])\\.\\.([-+.0-9eE]+):([0-9]{1,6})");

  private static final int DIGITS = 10;

  /**
   * Reads what was given.
   *
   * @param most how many values there may be
   * @param options those that the command has
   */
  static Vary of(String given, int most, CommandSpec options) {
    int equals = given.indexOf('=');
    require(equals > 0 && equals < given.length() - 1, FORM, given);
    OptionSpec option = option(given.substring(0, equals).strip().replaceFirst("^-+", ""), options);
    Vary vary =
        new Vary(option.longestName(), values(given, given.substring(equals + 1).strip(), most));
    require(
        !NetworkArguments.has(option),
        "--vary: one network makes all pictures of a grid; %s does not vary",
        option.longestName());
    vary.values.forEach(value -> requireNoFile(option, value));
    require(
        option.arity().max() > 0 && option.longestName().startsWith("--") && !option.required(),
        "--vary: %s takes no value that shapes a picture",
        option.longestName());
    return vary;
  }

  private static OptionSpec option(String name, CommandSpec options) {
    Optional<OptionSpec> found =
        Stream.of("--" + name, "-" + name)
            .map(options::findOption)
            .flatMap(Stream::ofNullable)
            .findFirst();
    List<String> names =
        options.options().stream()
            .map(OptionSpec::longestName)
            .map(known -> known.substring(2))
            .toList();
    require(
        found.isPresent(),
        "--vary: there is no option '%s'%s",
        name,
        NamedChoice.nearest(name, names)
            .map("; did you mean %s?"::formatted)
            .orElse("; see 'impasto grid --help'"));
    return found.orElseThrow();
  }

  private static List<String> values(String given, String list, int most) {
    Matcher range = RANGE.matcher(list);
    if (range.matches()) {
      return range(given, range, most);
    }
    List<String> values =
        Arrays.stream(list.split(list.contains(";") ? ";" : ",", -1)).map(String::strip).toList();
    require(values.stream().noneMatch(String::isEmpty), FORM, given);
    require(
        new HashSet<>(values).size() == values.size(),
        "--vary has a value twice: '%s'; give each once",
        given);
    return values;
  }

  private static List<String> range(String given, Matcher range, int most) {
    BigDecimal from;
    BigDecimal to;
    try {
      from = new BigDecimal(range.group(1));
      to = new BigDecimal(range.group(2));
    } catch (NumberFormatException e) {
      require(false, FORM, given);
      throw e;
    }
    int count = Integer.parseInt(range.group(3));
    require(
        count >= 2 && count <= most && from.compareTo(to) != 0,
        "--vary: a range is FROM..TO:COUNT, from one number to another in 2 to %d values, not '%s'",
        most,
        given);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                from.add(
                    to.subtract(from)
                        .multiply(BigDecimal.valueOf(i))
                        .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64)))
        .map(value -> value.round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString())
        .toList();
  }

  /** A file is no setting; a word that may stand in its place is. */
  private static void requireNoFile(OptionSpec option, String value) {
    boolean file =
        option.typeInfo().getType() == Path.class
            || option.auxiliaryTypes()[0] == Path.class
            || (List.of(option.paramLabel().split("\\|")).contains("FILE")
                && (!value.matches("[\\w-]+") || Files.exists(Path.of(value))));
    require(
        !file,
        "--vary: %s takes a file, and '%s' is no setting: vary options that are none",
        option.longestName(),
        value);
  }

  /** The argument for one of the values. */
  String argument(String value) {
    return option + "=" + value;
  }

  /** What stands below a picture made with one of the values. */
  String label(String value) {
    return option.replaceFirst("^-+", "") + " " + value;
  }
}
