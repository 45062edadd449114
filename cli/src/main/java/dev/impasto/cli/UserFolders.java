package dev.impasto.cli;

import dev.impasto.network.catalog.NetworkFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the user's own data is kept: in the system's usual place, or where IMPASTO_HOME says. */
final class UserFolders {
  private UserFolders() {}

  /** The folder of installed networks. */
  static NetworkFolder networks() {
    return new NetworkFolder(data().resolve("networks"));
  }

  /** The folder for all data of this user. */
  static Path data() {
    String set = System.getProperty("impasto.home");
    return set != null
        ? Path.of(set)
        : of(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")));
  }

  /** The folder for all data, by the rules of each system. */
  static Path of(Map<String, String> environment, String system, Path user) {
    String chosen = environment.getOrDefault("IMPASTO_HOME", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return (local.isEmpty() ? user.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("impasto");
    }
    if (name.startsWith("mac")) {
      return user.resolve("Library").resolve("Application Support").resolve("impasto");
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    // The XDG specification has relative paths ignored.
    return (data.startsWith("/") ? Path.of(data) : user.resolve(".local").resolve("share"))
        .resolve("impasto");
  }
}
