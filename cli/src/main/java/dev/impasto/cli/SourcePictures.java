package dev.impasto.cli;

import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PrintProfile;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import dev.impasto.storage.Storage;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The picture files that a command names, each read on another thread while this one goes on. */
final class SourcePictures {
  private static final String PROOF = "proof";

  private final Map<String, Path> files;
  private final Map<String, Path> others;
  private final Optional<PrintProfile> printer;
  private final Map<String, CompletableFuture<SourcePicture>> pictures = new LinkedHashMap<>();

  /**
   * Of files that have not been read.
   *
   * @param files by what the command calls them
   * @param others files that hold no pictures
   * @param printer in whose colors the photograph and the paintings are seen
   */
  SourcePictures(
      Map<String, Path> files, Map<String, Path> others, Optional<PrintProfile> printer) {
    this.files = new LinkedHashMap<>(files);
    this.others = new LinkedHashMap<>(others);
    this.printer = printer;
  }

  /** The files that a request was read from. */
  static SourcePictures of(TransferRequest request) {
    Map<String, Path> files = new LinkedHashMap<>();
    request.named().forEach((name, source) -> files.put(name, Path.of(source.name())));
    Map<String, Path> others = new LinkedHashMap<>();
    request.files().forEach((name, file) -> others.put(name, Path.of(file.name())));
    return new SourcePictures(files, others, request.content().proof());
  }

  /** All files, by what the command calls them. */
  Map<String, Path> byName() {
    Map<String, Path> all = new LinkedHashMap<>(files);
    all.putAll(others);
    printer.ifPresent(profile -> all.put(PROOF, Path.of(profile.name())));
    return all;
  }

  Collection<Path> files() {
    return byName().values();
  }

  /**
   * Begins to read all; says so at once where one is no picture.
   *
   * @param limit the most pixels that one may have
   * @param storage where they will lie
   */
  void read(long limit, Storage storage) {
    files.values().forEach(PictureReader::check);
    CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      Path file = entry.getValue();
      CompletableFuture<SourcePicture> reading =
          before.thenApplyAsync(
              done ->
                  seen(
                      entry.getKey(),
                      new SourcePicture(name(file), PictureReader.read(file, limit, storage))));
      pictures.put(entry.getKey(), reading);
      before = reading.thenApply(picture -> null);
    }
  }

  private SourcePicture seen(String name, SourcePicture picture) {
    return printer.isPresent() && isSeen(name) ? picture.proofed(printer.get()) : picture;
  }

  /** Whether a name is that of the photograph or of a painting, and of no mask or start. */
  static boolean isSeen(String name) {
    return name.matches("content|style( \\d+)?");
  }

  /** The name by which a picture can be read again from anywhere. */
  static String name(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  /** Has gray pictures stand in for all: only their names are asked for. */
  void standIn() {
    files.forEach(
        (name, file) ->
            pictures.put(
                name,
                CompletableFuture.completedFuture(seen(name, UnreadRequest.standIn(name(file))))));
  }

  /** Throws what reading one of them threw, if it has already failed; does not wait. */
  void requireNotFailed() {
    pictures.forEach(
        (name, reading) -> {
          if (reading.isCompletedExceptionally()) {
            get(name);
          }
        });
  }

  /** Waits for a picture; throws what reading it threw. */
  SourcePicture get(String name) {
    try {
      return Objects.requireNonNull(pictures.get(name), name).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
