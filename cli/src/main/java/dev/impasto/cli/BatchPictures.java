package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pictures that files, folders and patterns name. */
final class BatchPictures {
  private static final String WILD = "[*?\\[{]";
  private static final String ALL = ".*" + WILD + ".*";

  private final Path out;

  /**
   * For a batch.
   *
   * @param out where its results go: what lies there is found by no pattern
   */
  BatchPictures(Path out) {
    this.out = out.toAbsolutePath().normalize();
  }

  /**
   * All pictures, each once, in the order in which they were named; those of a folder or pattern by
   * name.
   *
   * @throws InvalidInputException if one names nothing
   */
  List<Path> named(List<String> given) {
    Map<Path, Path> all = new LinkedHashMap<>();
    for (String name : given) {
      Path path = path(name);
      List<Path> found =
          path != null && (Files.exists(path) || !name.matches(ALL))
              ? Folders.pictures(path)
              : matching(name);
      found.forEach(file -> all.putIfAbsent(file.toAbsolutePath().normalize(), file));
    }
    all.values().forEach(file -> require(Files.exists(file), "there is no file '%s'", file));
    return List.copyOf(all.values());
  }

  /** On Windows no file can be called like a pattern. */
  private static @Nullable Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      require(name.matches(ALL), "no file can be called '%s'", name);
      return null;
    }
  }

  private List<Path> matching(String given) {
    String pattern = File.separatorChar == '\\' ? given.replace('\\', '/') : given;
    // Up to the last folder whose name is no pattern.
    String plain = pattern.split(WILD, 2)[0].replaceAll("[^/]*$", "");
    Path folder = Path.of(plain).normalize();
    require(
        plain.isEmpty() || Files.isDirectory(folder),
        "there is no folder '%s', in which '%s' could be",
        folder,
        pattern);
    PathMatcher matcher = matcher(pattern.substring(plain.length()));
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : 1 + parts(pattern, plain);
    List<Path> found = new ArrayList<>();
    // With a dot, the folder itself may be a link.
    try (Stream<Path> files = Files.walk(folder.resolve("."), depth)) {
      files
          .map(Path::normalize)
          .filter(file -> matcher.matches(folder.relativize(file)))
          .filter(Folders::isPicture)
          .filter(file -> !file.toAbsolutePath().normalize().startsWith(out))
          .sorted()
          .forEach(found::add);
    } catch (IOException | UncheckedIOException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(folder), e);
    }
    require(!found.isEmpty(), "no picture is called like '%s'", pattern);
    return found;
  }

  private static int parts(String pattern, String plain) {
    return pattern.substring(plain.length()).split("/").length;
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException(
          "'%s' is no pattern: %s".formatted(pattern, e.getDescription()), e);
    }
  }
}
