package dev.impasto.engine.onednn.binding;

import dev.impasto.problem.AccessException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Loads oneDNN's native libraries, which are first unpacked into a folder of the user's. */
final class NativeLibraries {
  /** What is unpacked, in bytes. */
  private static final long NEEDED = 100L << 20;

  private NativeLibraries() {}

  /**
   * Loads them.
   *
   * @throws AccessException if the folder is full, or does not let them be written or executed
   */
  static void load() {
    try {
      Loader.load(dnnl.class);
    } catch (LinkageError | TypeNotPresentException e) {
      throw explained(e);
    }
  }

  private static RuntimeException explained(Throwable failure) {
    File folder;
    try {
      folder = Loader.getCacheDir();
    } catch (IOException e) {
      return unusable(null, "cannot be written", failure);
    }
    try {
      Path probe = Files.createTempFile(folder.toPath(), "impasto", ".tmp");
      try {
        Files.write(probe, new byte[1 << 20]);
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      boolean full = Files.isWritable(folder.toPath());
      return unusable(folder, full ? "is full" : "cannot be written", failure);
    }
    if (!isExecutable(folder)) {
      return unusable(folder, "does not let programs be executed (noexec)", failure);
    }
    long free = folder.getUsableSpace();
    if (free < NEEDED) {
      return unusable(folder, "has only %d MB left".formatted(free >> 20), failure);
    }
    // No module can require those with the libraries: they differ from platform to platform.
    return new IllegalStateException(
        "oneDNN's native libraries cannot be loaded; the module path needs --add-modules"
            + " ALL-MODULE-PATH",
        failure);
  }

  /** Whether files in a folder may be executed; a system without this permission says yes. */
  private static boolean isExecutable(File folder) {
    try {
      Path probe = Files.createTempFile(folder.toPath(), "impasto", ".tmp");
      try {
        return !probe.toFile().setExecutable(true) || Files.isExecutable(probe);
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      return true;
    }
  }

  private static AccessException unusable(@Nullable File folder, String why, Throwable failure) {
    return new AccessException(
        "the native libraries (%d MB) cannot be unpacked: %s %s; name another folder with"
                .formatted(
                    NEEDED >> 20, folder == null ? "the folder for them" : "'" + folder + "'", why)
            + " IMPASTO_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER",
        failure);
  }
}
