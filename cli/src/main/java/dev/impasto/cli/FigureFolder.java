package dev.impasto.cli;

import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.network.catalog.Checksum;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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
    this.network = hash(network) + precision;
  }

  Path path() {
    return folder;
  }

  /** The picture, if it has been made. */
  Optional<Picture> find(FigureCell cell) {
    Path file = file(cell);
    return cell.isMade() && Files.exists(file)
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
        picture, file(cell), PictureWriter.Options.DEFAULT.withText(cell.task().settings()));
  }

  private Path file(FigureCell cell) {
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    digest.update((Version.text() + network).getBytes(StandardCharsets.UTF_8));
    cell.task()
        .settings()
        .forEach(
            (name, value) ->
                digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
    String name = cell.label().replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^-|-$", "");
    return folder.resolve(name + "-" + hex(digest).substring(0, 16) + ".png");
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

  /** What identifies a network's numbers. */
  static String hash(Network network) {
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    network
        .convolutions()
        .values()
        .forEach(
            convolution -> {
              update(digest, convolution.weights());
              update(digest, convolution.bias());
            });
    return hex(digest);
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
