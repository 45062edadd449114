package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where a run's record goes. */
final class ReportArgument {
  private static final String JSON = "json";
  private static final String PAGE = "html";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a record of the run beside the result: as FILE.json versions, hashes, settings, losses"
              + " by layer at every step, times, memory and figures of quality; as FILE.html one page"
              + " with the pictures and the curves. Give it once for each (default: none).")
  List<Path> files = new ArrayList<>();

  /**
   * Says now rather than at the end if one cannot be written.
   *
   * @param others files that a record must not replace: the result and what it is made of
   */
  void requireWritable(Collection<Path> others) {
    Set<Path> taken = new HashSet<>();
    others.forEach(other -> taken.add(whole(other)));
    for (Path file : files) {
      String kind = Settings.format(file);
      require(
          kind.equals(JSON) || kind.equals(PAGE),
          "--report writes .json or .html, and '%s' ends in neither",
          file);
      require(taken.add(whole(file)), "--report would replace '%s': give it another name", file);
      Path folder = whole(file).getParent();
      require(
          folder != null && Files.isDirectory(folder),
          "the report '%s' cannot be written: there is no folder '%s'; make it first",
          file,
          String.valueOf(folder));
      require(!Files.isDirectory(file), "the report '%s' is a folder: give it another name", file);
    }
  }

  private static Path whole(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Whether a record is a page. */
  static boolean isPage(Path file) {
    return Settings.format(file).equals(PAGE);
  }
}
