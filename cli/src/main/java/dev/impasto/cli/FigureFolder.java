package dev.impasto.cli;

import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.network.catalog.Checksum;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.RequestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The finished pictures of a figure, in a folder beside it, named for all that they depend on: what
 * has been made is not made again.
 */
final class FigureFolder {
  private final Path folder;
  private final String network;

  /**
   * For a figure.
   *
   * @param output the figure's file
   * @param precision what it is computed with
   */
  FigureFolder(Path output, Network network, Precision precision) {
    this.folder = output.resolveSibling(output.getFileName() + ".cells");
    this.network = network.sha256() + precision;
  }

  Path path() {
    return folder;
  }

  /** The picture, if it has been made. */
  Optional<Picture> find(FigureCell cell) {
    Path file = file(cell);
    return cell.request().isPresent() && Files.exists(file)
        ? Optional.of(PictureReader.read(file))
        : Optional.empty();
  }

  /** Keeps a picture. */
  void keep(FigureCell cell, Picture picture) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          "the folder '%s' for the figure's pictures cannot be made: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
    PictureWriter.write(
        picture, file(cell), PictureWriter.Options.DEFAULT.withText(Map.of("Impasto", json(cell))));
  }

  private Path file(FigureCell cell) {
    String hash = hash(Version.text() + network + json(cell));
    String name = cell.label().replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^-|-$", "");
    return folder.resolve(name + "-" + hash.substring(0, 16) + ".png");
  }

  /** What makes the picture, wherever its sources lie. */
  private static String json(FigureCell cell) {
    return cell.request().map(request -> RequestJson.write(request, name -> "")).orElse("");
  }

  /** What identifies a file's content. */
  static String hash(Path file) {
    return Checksum.of(file, Checksum.Algorithm.SHA256).hex();
  }

  /** What identifies a text. */
  static String hash(String text) {
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
