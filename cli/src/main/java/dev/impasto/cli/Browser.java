package dev.impasto.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Opens the user's browser, as each system does. */
final class Browser {
  private static final int PATIENCE_SECONDS = 2;

  private Browser() {}

  /**
   * Opens an address. Other users see the arguments of programs, so that the browser is given a
   * file that only this user can read, which leads to the address.
   *
   * @param folder for that file
   * @return whether a browser seems to have been opened
   */
  static boolean open(String address, Path folder) {
    try {
      Path page = folder.resolve("open.html");
      Files.deleteIfExists(page);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            page,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(
          page,
          "<!doctype html><meta charset=\"utf-8\"><title>Impasto</title>"
              + "<meta http-equiv=\"refresh\" content=\"0; url=%s\"><a href=\"%s\">Impasto</a>"
                  .formatted(address, address),
          StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder(command(page.toUri().toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> command(String page) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page);
    }
    return List.of(system.startsWith("mac") ? "open" : "xdg-open", page);
  }
}
