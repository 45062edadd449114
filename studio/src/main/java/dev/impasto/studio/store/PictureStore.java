package dev.impasto.studio.store;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Floats;
import dev.impasto.studio.Limits;
import dev.impasto.studio.store.StoredPicture.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The pictures that a studio has. What is given to it is decoded, and kept as a PNG file of a name
 * of the studio's own. Examples stay where they are.
 */
public final class PictureStore {
  private static final int BUFFER = 1 << 16;
  private static final int CHUNK = 1 << 15;
  private static final float LEVELS = 255;
  private static final int LONGEST_NAME = 200;
  private static final int PATIENCE = 20;

  /** The fewest bytes of an upload in a second. */
  private static final int SLOWEST = 2000;

  private static final String UPLOAD = "upload";

  private final Database database;
  private final Path folder;
  private final Limits limits;
  private final Map<String, StoredPicture> examples = new LinkedHashMap<>();
  private final Map<String, Path> exampleFiles = new LinkedHashMap<>();

  /**
   * Opens the store.
   *
   * @param folder where pictures are kept
   * @param examples a folder of example pictures
   */
  public PictureStore(Database database, Path folder, Optional<Path> examples, Limits limits) {
    this.database = database;
    this.folder = folder;
    this.limits = limits;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be made".formatted(folder), e);
    }
    examples.ifPresent(
        all -> {
          addExamples(all.resolve("content"), Kind.CONTENT);
          addExamples(all.resolve("style"), Kind.STYLE);
        });
  }

  private void addExamples(Path from, Kind kind) {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        String name = file.getFileName().toString();
        String id =
            "e-%s-%s"
                .formatted(
                    kind.name().toLowerCase(Locale.ROOT), name.replaceAll("[^A-Za-z0-9-]", "-"));
        // Their sizes are not worth the time that decoding all of them would take.
        examples.put(id, new StoredPicture(id, name, kind, 0, 0, ""));
        exampleFiles.put(id, file);
      }
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(from), e);
    }
  }

  /** The examples of a kind. */
  public List<StoredPicture> examples(Kind kind) {
    return examples.values().stream().filter(example -> example.kind() == kind).toList();
  }

  /**
   * Keeps a picture that somebody gives.
   *
   * @param bytes a picture file of any kind that can be read
   * @param name what it was called
   * @throws TooLargeException if it has more bytes than allowed
   * @throws InvalidInputException if it is no picture that can be read
   */
  public StoredPicture add(InputStream bytes, String name, Kind kind) {
    return given(bytes, name, file -> keep(PictureReader.read(file, limits.pixels()), name, kind));
  }

  /** Keeps a picture. */
  public StoredPicture keep(Picture picture, String name, Kind kind) {
    requireRoom();
    String id = Ids.next("p");
    Path file = folder.resolve(id + ".png");
    // Its bits decide what is lost: nothing of a picture that had 8.
    int bits = isOfBytes(picture) ? 8 : 16;
    PictureWriter.write(picture, file, PictureWriter.Options.DEFAULT.withBits(bits));
    Picture kept = bits == 8 ? picture : PictureReader.read(file, limits.pixels());
    StoredPicture stored =
        new StoredPicture(id, shortened(name), kind, kept.width(), kept.height(), kept.sha256());
    database.write(
        "INSERT INTO picture (id, name, kind, width, height, sha256, created) VALUES (?,?,?,?,?,?,?)",
        id,
        stored.name(),
        kind.name(),
        stored.width(),
        stored.height(),
        stored.sha256(),
        Instant.now().toString());
    return stored;
  }

  private static String shortened(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "").strip();
    String last = clean.substring(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
    String named = last.isEmpty() ? "picture" : last;
    return named.length() > LONGEST_NAME ? named.substring(0, LONGEST_NAME) : named;
  }

  private static boolean isOfBytes(Picture picture) {
    return isOfBytes(picture.colors())
        && picture.opacities().map(PictureStore::isOfBytes).orElse(true);
  }

  private static boolean isOfBytes(Floats all) {
    float[] values = new float[(int) Math.min(CHUNK, all.length())];
    for (long at = 0; at < all.length(); at += values.length) {
      int count = (int) Math.min(values.length, all.length() - at);
      all.read(at, values, 0, count);
      for (int i = 0; i < count; i++) {
        if (Math.round(values[i] * LEVELS) / LEVELS != values[i]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Says so if the disk is nearly full. */
  public void requireRoom() {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(folder), e);
    }
    if (free < limits.freeBytes()) {
      throw new DiskFullException(
          "the disk is nearly full: %d MB are left, and the studio leaves at least %d; delete some"
                  .formatted(free / 1_000_000, limits.freeBytes() / 1_000_000)
              + " results, or make room");
    }
  }

  /**
   * Does something with a file that somebody gives, and forgets it.
   *
   * @throws TooLargeException if it has more bytes than allowed
   * @throws InvalidInputException what that throws, with the file's own name
   */
  public <T> T given(InputStream bytes, String name, Function<Path, T> use) {
    requireRoom();
    Path file = folder.resolve(Ids.next(UPLOAD));
    try {
      copy(bytes, file, name);
      return use.apply(file);
    } catch (IOException e) {
      throw new AccessException("'%s' did not arrive whole".formatted(shortened(name)), e);
    } catch (InvalidInputException e) {
      if (e instanceof TooLargeException) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      throw new InvalidInputException(message.replace(file.toString(), shortened(name)), e);
    } finally {
      delete(file);
    }
  }

  private void copy(InputStream bytes, Path file, String name) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long all = 0;
    long began = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        all += count;
        if (all > limits.uploadBytes()) {
          throw new TooLargeException(
              "'%s' has more than %d MB, which is the most that the studio takes"
                  .formatted(shortened(name), limits.uploadBytes() >> 20));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (seconds > PATIENCE && all < seconds * SLOWEST) {
          throw new IOException("too slow"); // who sends so holds a thread for nothing
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is deleted with the next start's.
      file.toFile().deleteOnExit();
    }
  }

  /** A picture, if there is one of that id. */
  public Optional<StoredPicture> find(String id) {
    return examples.containsKey(id)
        ? Optional.ofNullable(examples.get(id))
        : list("WHERE id = ?", id).stream().findFirst();
  }

  /** A picture with those pixels, or else the newest of that name, if there is one. */
  public Optional<StoredPicture> like(String name, String sha256) {
    Optional<StoredPicture> same =
        sha256.isEmpty()
            ? Optional.empty()
            : list("WHERE sha256 = ? ORDER BY created DESC", sha256).stream().findFirst();
    return same.or(() -> examples.values().stream().filter(e -> e.name().equals(name)).findFirst())
        .or(() -> list("WHERE name = ? ORDER BY created DESC", name).stream().findFirst());
  }

  private List<StoredPicture> list(String where, Object... values) {
    return database.read(
        row ->
            new StoredPicture(
                row.getString("id"),
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("sha256")),
        "SELECT * FROM picture " + where,
        values);
  }

  /**
   * Reads a picture.
   *
   * @throws InvalidInputException if there is none of that id, or its file is gone
   */
  public Picture read(String id) {
    StoredPicture stored = required(id);
    Path file = file(id);
    require(
        Files.exists(file),
        "the picture '%s' is gone: give it to the studio once more",
        stored.name());
    return PictureReader.read(file, limits.pixels());
  }

  /** The picture of an id; where there is none, that is said. */
  public StoredPicture required(String id) {
    return find(id)
        .orElseThrow(() -> new InvalidInputException("there is no picture of that name any more"));
  }

  /** The file of a picture. */
  public Path file(String id) {
    Path example = exampleFiles.get(id);
    return example == null ? folder.resolve(required(id).id() + ".png") : example;
  }

  /** Forgets a picture. */
  public void delete(String id) {
    Path file = file(id);
    require(!exampleFiles.containsKey(id), "an example stays where it is");
    database.write("DELETE FROM picture WHERE id = ?", id);
    delete(file);
  }

  /** Deletes uploads that an earlier start was killed in the middle of. */
  public void tidy() {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(UPLOAD))
          .forEach(PictureStore::delete);
    } catch (IOException e) {
      throw new AccessException("the folder '%s' cannot be read".formatted(folder), e);
    }
  }
}
