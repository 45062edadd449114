package dev.impasto.bench;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What both programs are given: a network's file and two pictures of the final size, so that
 * neither's resizing matters.
 *
 * @param name of the pictures
 * @param folder where the pictures are, and what is made of them goes
 * @param network the network's file
 * @param size the longest side
 * @param pooling in both programs
 */
record Workload(String name, Path folder, Path network, int size, Pooling pooling) {

  /**
   * Writes the pictures into a folder of their own; what a run there made before stays.
   *
   * @param content a picture's file
   * @param style a picture's file
   */
  static Workload of(Path content, Path style, Path base, Path network, int size, Pooling pooling)
      throws IOException {
    String name = "%s + %s".formatted(stem(content), stem(style));
    String kind = stem(network) + (pooling == Pooling.MAX ? "-max" : "");
    Path folder =
        Files.createDirectories(
            base.resolve("%s+%s-%d-%s".formatted(stem(content), stem(style), size, kind)));
    Workload workload = new Workload(name, folder, network, size, pooling);
    write(content, size, workload.content());
    write(style, size, workload.style());
    return workload;
  }

  /** Writes one of the networks that speed is measured with, unless it is there already. */
  static Path network(String kind, Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(kind + "-vgg19.safetensors");
    if (!Files.exists(file)) {
      require(
          kind.equals("widened") || kind.equals("random"),
          "the network must be widened or random, not '%s'",
          kind);
      Network network =
          kind.equals("random") ? RandomVgg.network(Preprocessing.CAFFE) : WidenedVgg.network();
      NetworkFile.write(network, file);
    }
    return file;
  }

  Path content() {
    return folder.resolve("content.png");
  }

  Path style() {
    return folder.resolve("style.png");
  }

  /** What one judge says of the iterate behind a picture that was written into this folder. */
  double lossOfIterate(String picture) {
    Picture content = PictureReader.read(content());
    Path raw = RawPicture.beside(folder.resolve(picture));
    return judge().loss(RawPicture.read(raw, content.width(), content.height()), pooling);
  }

  /** What the same judge says of the picture itself, with its rounded and limited colors. */
  double lossAsWritten(String picture) {
    return judge().loss(PictureReader.read(folder.resolve(picture)), pooling);
  }

  private Judge judge() {
    return new Judge(network, content(), style());
  }

  private static void write(Path source, int size, Path file) {
    PictureWriter.write(PictureReader.read(source).onWhite().fitted(size), file);
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
