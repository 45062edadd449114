package dev.impasto.spark;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Files on any file system that Hadoop knows, wherever they are read and written from. */
final class HadoopFiles implements Serializable {
  private static final long serialVersionUID = 1;

  private final Map<String, String> settings;

  private HadoopFiles(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Files as a configuration finds them. */
  static HadoopFiles of(Configuration configuration) {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      settings.put(entry.getKey(), entry.getValue());
    }
    return new HadoopFiles(settings);
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration(false);
    settings.forEach(configuration::set);
    return configuration;
  }

  private FileSystem system(Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration());
    // Sums of local files would lie beside each of them.
    system.setWriteChecksum(false);
    return system;
  }

  private static Path path(String name) {
    try {
      return new Path(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "no file can be called '%s'".formatted(name.replaceAll("\\p{C}+", " ")), e);
    }
  }

  /**
   * A name that means the same file to every executor.
   *
   * @param folder that names without one are in
   * @throws InvalidInputException if no file can be called that
   */
  String absolute(String folder, String name) {
    Path path = path(name);
    try {
      Path full = path.isAbsolute() || folder.isEmpty() ? path : new Path(path(folder), path);
      return system(full).makeQualified(full).toString();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Whether two names are of one file, as far as names can tell. */
  static boolean isSame(String one, String other) {
    return path(one).equals(path(other));
  }

  /** The folder that a file is in; empty for the present one. */
  static String folder(String name) {
    Path parent = path(name).getParent();
    return parent == null ? "" : parent.toString();
  }

  /**
   * The bytes of a file.
   *
   * @throws InvalidInputException if it cannot be read
   */
  byte[] read(String name) {
    Path path = path(name);
    try (InputStream in = system(path).open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new InvalidInputException("there is no file '%s'".formatted(name), e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** How many bytes a file has, or -1 where there is none. */
  long size(String name) {
    Path path = path(name);
    try {
      return system(path).getFileStatus(path).getLen();
    } catch (FileNotFoundException e) {
      return -1;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The first line of what went wrong: those of remote systems go on with their stacks. */
  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static AccessException unreadable(String name, IOException e) {
    return new AccessException("'%s' cannot be read: %s".formatted(name, reason(e)), e);
  }

  /**
   * Puts a file of this machine in the place of another one, which is there whole or not at all.
   *
   * @param attempt tells those apart that write the same file at the same time
   * @throws InvalidInputException if it cannot be written
   */
  void replace(java.nio.file.Path source, String name, long attempt) {
    try {
      write(Files.readAllBytes(source), name, attempt);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be read".formatted(source), e);
    }
  }

  /** As above, with bytes. */
  void write(byte[] bytes, String name, long attempt) {
    Path path = path(name);
    Path beside = path.suffix("." + attempt + ".part");
    try {
      FileSystem system = system(path);
      try (var out = system.create(beside, true)) {
        out.write(bytes);
      }
      rename(system, beside, path);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be written: %s".formatted(name, reason(e)), e);
    }
  }

  private void rename(FileSystem system, Path from, Path to) throws IOException {
    try {
      FileContext.getFileContext(system.getUri(), configuration())
          .rename(system.makeQualified(from), system.makeQualified(to), Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      system.delete(to, false);
      if (!system.rename(from, to)) {
        throw new IOException("'%s' cannot be renamed".formatted(from), e);
      }
    }
  }

  /** Removes a file, if it is there. */
  void remove(String name) {
    Path path = path(name);
    try {
      system(path).delete(path, false);
    } catch (IOException e) {
      throw new AccessException("'%s' cannot be removed".formatted(name), e);
    }
  }

  /** Removes a folder with all that is in it, if it is there. */
  void removeFolder(String name) {
    Path path = path(name);
    try {
      system(path).delete(path, true);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be removed".formatted(name), e);
    }
  }

  /**
   * Makes a folder.
   *
   * @throws InvalidInputException if it cannot be made
   */
  void makeFolder(String name) {
    Path path = path(name);
    try {
      if (!system(path).mkdirs(path)) {
        throw new IOException("there may be a file of that name");
      }
    } catch (IOException e) {
      throw new AccessException(
          "the folder '%s' cannot be made: %s".formatted(name, e.getMessage()), e);
    }
  }
}
