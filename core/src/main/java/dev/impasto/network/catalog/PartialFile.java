package dev.impasto.network.catalog;

import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that has been fetched so far, and beside it, in {@code FILE.from}, the origin
 * of the whole file, so that a later run goes on where this one ended. One process at a time has it
 * open.
 */
final class PartialFile implements AutoCloseable {
  private static final String ADDRESS = "address";
  private static final String VALIDATOR = "validator";
  private static final String CHECKSUMS = "checksums";

  private final Path path;
  private final Path from;
  private final FileChannel channel;
  private final Properties facts = new Properties();
  private boolean finished;

  private PartialFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.from = path.resolveSibling(path.getFileName() + ".from");
    if (Files.exists(from)) {
      try (Reader reader = Files.newBufferedReader(from)) {
        facts.load(reader);
      } catch (IllegalArgumentException e) {
        facts.clear(); // Damaged: the file is then begun anew.
      }
    }
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws InvalidInputException if that cannot be done, or somebody else has it
   */
  static PartialFile open(Path path) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      return new PartialFile(path, channel);
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw new InvalidInputException("%s is being fetched already".formatted(path), e);
    } catch (IOException e) {
      close(channel);
      throw unwritable(path, e);
    }
  }

  Path path() {
    return path;
  }

  /** How many bytes have come. */
  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Whether what has come may be the beginning of a file with one of these sums. */
  boolean isOf(Set<Checksum> checksums) {
    List<String> stored = List.of(facts.getProperty(CHECKSUMS, "").split(", "));
    return size() > 0 && checksums.stream().map(Checksum::toString).anyMatch(stored::contains);
  }

  /** The validator that the server sent with the file, if this part came from the address. */
  Optional<String> validator(URI address) {
    return address.toString().equals(facts.getProperty(ADDRESS))
        ? Optional.ofNullable(facts.getProperty(VALIDATOR))
        : Optional.empty();
  }

  /** Begins anew. */
  void restart() {
    try {
      if (channel.size() > 0) {
        channel.truncate(0);
      }
      channel.position(0);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Records the origin of the bytes to come. */
  void describe(Origin origin, Optional<String> validator) {
    facts.clear();
    facts.setProperty(ADDRESS, origin.address().toString());
    validator.ifPresent(value -> facts.setProperty(VALIDATOR, value));
    Set<String> sums = new TreeSet<>();
    origin.checksums().forEach(checksum -> sums.add(checksum.toString()));
    facts.setProperty(CHECKSUMS, String.join(", ", sums));
    try (Writer writer = Files.newBufferedWriter(from)) {
      facts.store(writer, "What the file beside this one is part of; both may be removed.");
    } catch (IOException e) {
      throw unwritable(from, e);
    }
  }

  /** Adds bytes at the end. */
  void append(ByteBuffer bytes) {
    try {
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Makes sure that there is room for so many more bytes, as far as the system tells. */
  void requireRoom(long more) {
    long room;
    try {
      room = Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return;
    }
    InvalidInputException.require(
        room == 0 || more <= room,
        "%s needs %d MB more, but there is room for %d MB only",
        path,
        more >> 20,
        room >> 20);
  }

  /** Has the file removed when it is closed: all of it has been used. */
  void delete() {
    finished = true;
  }

  private static InvalidInputException unwritable(Path path, IOException e) {
    return new AccessException(
        "%s cannot be written: %s".formatted(path, WeightBytes.reason(e)), e);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    boolean useless = finished || size() == 0;
    close(channel);
    try {
      if (useless) {
        Files.deleteIfExists(from);
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }
}
