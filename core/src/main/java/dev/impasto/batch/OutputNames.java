package dev.impasto.batch;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of results in a folder: no two of them are one file on any system, whatever it makes of
 * upper and lower case, and none is one that Windows keeps for its devices.
 */
public final class OutputNames {
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$) *(\\..*)?");

  private final Map<String, Claim> claims = new HashMap<>();

  private record Claim(String name, String whose) {}

  /** None is claimed yet. */
  public OutputNames() {}

  /**
   * Claims a name.
   *
   * @param name of a file in the folder or in one within it
   * @param whose what messages call the result
   * @return the name with {@code /} between folders
   * @throws InvalidInputException if another result has it, or no file may have it
   */
  public String claim(String name, String whose) {
    Path path = path(name);
    require(
        !path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty(),
        "the result '%s' must lie in the output folder: give its name there",
        name);
    StringBuilder written = new StringBuilder();
    for (Path part : path) {
      requirePortable(part.toString(), name);
      written.append(written.isEmpty() ? "" : "/").append(part);
    }
    String claimed = written.toString();
    Claim other = claims.putIfAbsent(sameFile(claimed), new Claim(claimed, whose));
    require(
        other == null,
        other != null && other.name.equals(claimed)
            ? "%4$s and %2$s ask for one and the same result, '%1$s': give each its own name"
            : "%4$s and %2$s ask for '%3$s' and '%1$s', which are one file on some systems: give"
                + " names that differ in more",
        other == null ? "" : other.name,
        other == null ? "" : other.whose,
        claimed,
        whose);
    return claimed;
  }

  private static Path path(String name) {
    try {
      return Path.of(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "no file can be called '%s'".formatted(name.replaceAll("\\p{C}+", " ")), e);
    }
  }

  private static void requirePortable(String part, String name) {
    require(
        !DEVICE.matcher(part).matches(),
        "the result '%s' has a name that Windows keeps for a device, '%s': choose another",
        name,
        part);
    require(
        part.equals("..") || !part.matches(".*[. ]"),
        "the result '%s' has a name that ends with a dot or a space, which Windows drops: choose"
            + " another",
        name);
  }

  /** Some systems take names for one that differ in case, or in how accents are written. */
  private static String sameFile(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
