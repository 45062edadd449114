package dev.impasto.network.catalog;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.file.WholeFile;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that networks are installed in: {@code NAME.safetensors}, and beside it its sum in
 * {@code NAME.safetensors.sha256}, in the form that the command {@code sha256sum} reads. The folder
 * is made when something is first installed. Files appear whole or not at all.
 */
public final class NetworkFolder {
  private static final String ENDING = ".safetensors";
  private static final String SUM_ENDING = ENDING + ".sha256";

  private final Path folder;

  /** Uses a folder, which need not exist. */
  public NetworkFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The names of what is installed, in alphabetical order. */
  public List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING) && isName(name.replace(ENDING, "")))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      throw new InvalidInputException(
          "the folder of networks, '%s', is a file".formatted(folder), e);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Finds an installed network by its name, whose case does not matter; empty if there is none. */
  public Optional<String> find(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return names().stream().filter(wanted::equals).findFirst();
  }

  /** The file of an installed network, or the one in which it would be. */
  public Path file(String name) {
    return folder.resolve(checked(name) + ENDING);
  }

  /**
   * Reads an installed network.
   *
   * @throws InvalidInputException if there is none of that name, or it is damaged
   */
  public Network read(String name) {
    return NetworkFile.read(file(installed(name)));
  }

  /**
   * Installs a network.
   *
   * @param network the network; it is called {@code name} from then on
   * @param name lower-case letters, digits, dots, dashes and underscores; not yet in use
   * @return its file
   * @throws InvalidInputException if the name cannot be used, or the file not be written
   */
  public Path add(Network network, String name) {
    requireFree(name);
    Path file = file(name);
    Path sum = folder.resolve(name + SUM_ENDING);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(sum);
      NetworkFile.write(network.named(name, Map.of()), file);
      write(sum, Checksum.of(file, Checksum.Algorithm.SHA256).hex() + "  " + name + ENDING + "\n");
      return file;
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /**
   * Makes sure that a network can be installed under a name.
   *
   * @throws InvalidInputException if it cannot be a name, or is in use
   */
  public void requireFree(String name) {
    checked(name);
    require(
        find(name).isEmpty(),
        "a network '%s' is installed already; remove it first, or choose another name",
        name);
  }

  /**
   * Fetches a published network and installs it.
   *
   * @param known what to fetch
   * @param download how to
   * @param listener is told how far it is
   * @return its file
   * @throws InvalidInputException if it is there already, or no address gives the file expected
   */
  public Path fetch(KnownNetwork known, Download download, Download.Listener listener) {
    requireFree(known.name());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed("written", e);
    }
    try (PartialFile part = PartialFile.open(folder.resolve(known.name() + ".part"))) {
      Origin origin = download.fetch(known, part, listener);
      Network network = NetworkFile.read(part.path(), Optional.of(known.preprocessing()));
      Map<String, String> facts =
          Map.of(
              "origin",
              origin.address().toString(),
              "origin-sha256",
              Checksum.of(part.path(), Checksum.Algorithm.SHA256).hex());
      Path file = add(network.named(known.name(), facts), known.name());
      part.delete();
      return file;
    }
  }

  /**
   * Checks that an installed network is as it was installed, and can be used.
   *
   * @return its sum
   * @throws InvalidInputException if it is not
   */
  public Checksum verify(String name) {
    String found = installed(name);
    Path file = file(found);
    Checksum stored = stored(found);
    Checksum actual = Checksum.of(file, Checksum.Algorithm.SHA256);
    require(
        stored.equals(actual),
        "%s is damaged: its %s, where %s was installed; remove it and add or fetch it again",
        file,
        actual,
        stored.hex());
    NetworkFile.read(file);
    return actual;
  }

  private Checksum stored(String name) {
    Path sum = folder.resolve(name + SUM_ENDING);
    try {
      String hex = Files.readString(sum).split("\\s", 2)[0];
      Checksum stored = new Checksum(Checksum.Algorithm.SHA256, hex);
      require(stored.whole(), "it has %d digits of 64", hex.length());
      return stored;
    } catch (IOException | InvalidInputException e) {
      throw new InvalidInputException(
          "the sum of '%s' cannot be read from %s; remove the network and add or fetch it again"
              .formatted(name, sum),
          e);
    }
  }

  /**
   * Removes an installed network.
   *
   * @throws InvalidInputException if there is none of that name
   */
  public void remove(String name) {
    String found = installed(name);
    try {
      Files.delete(file(found));
      Files.deleteIfExists(folder.resolve(found + SUM_ENDING));
    } catch (IOException e) {
      throw failed("removed from", e);
    }
  }

  private String installed(String name) {
    List<String> names = names();
    require(!names.isEmpty(), "there is no network '%s'; none is installed in %s", name, folder);
    return NamedChoice.of("installed network", name, names);
  }

  private static String checked(String name) {
    require(
        isName(name),
        "'%s' cannot be a network's name; up to 64 lower-case letters, digits, dots, dashes and"
            + " underscores can",
        WeightBytes.printable(name));
    return name;
  }

  private static boolean isName(String name) {
    return name.matches("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?");
  }

  private static void write(Path file, String text) throws IOException {
    WholeFile.write(file, channel -> channel.write(StandardCharsets.UTF_8.encode(text)));
  }

  private InvalidInputException failed(String done, IOException e) {
    return new AccessException(
        "the folder of networks, '%s', cannot be %s: %s"
            .formatted(folder, done, WeightBytes.reason(e)),
        e);
  }
}
