package dev.impasto.studio.work;

import dev.impasto.RunRecorder;
import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The files of one job.
 *
 * @param folder where they are
 */
public record JobFiles(Path folder) {
  /** The result: PNG with 16 bits. */
  public Path result() {
    return folder.resolve("result.png");
  }

  /** The newest iterate that was shown. */
  public Path preview() {
    return folder.resolve("preview.jpg");
  }

  /** The losses of all iterates. */
  public Path losses() {
    return folder.resolve("losses.jsonl");
  }

  /** The animation of the run. */
  public Path animation() {
    return folder.resolve("animation.gif");
  }

  /** Where the run was when it was last kept. */
  public Path checkpoint() {
    return RunRecorder.checkpoint(result());
  }

  /** Whether the run can go on from where it was. */
  public boolean isResumable() {
    return Files.exists(checkpoint());
  }

  void create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be made".formatted(folder), e);
    }
  }

  /** Deletes all of them. */
  void delete() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be deleted".formatted(folder), e);
    }
  }
}
