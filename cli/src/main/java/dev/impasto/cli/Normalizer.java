package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.internal.vgg.MeanResponses;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.Normalization;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Scales a network's filters by their mean responses over picture files.
 *
 * @param pooling the pooling between the layers
 * @param size what longer sides are reduced to
 * @param least the part of its layer's mean response that a filter's counts as at least, from 0:
 *     over few pictures, many filters hardly respond, and would be scaled beyond all others
 * @param threads to compute with, 0 for one per processor
 * @param line shows how far it is, and says what is passed over
 */
record Normalizer(Pooling pooling, int size, double least, int threads, ProgressLine line) {
  /** The fact that a normalized network's file states: how it was done. */
  static final String FACT = "normalized";

  /** The shortest side that all of VGG's poolings leave something of. */
  static final int LEAST_SIDE = 16;

  /**
   * Normalizes a network.
   *
   * @param files pictures; one that cannot be used is named and passed over
   * @return the network, with {@link #FACT}, and its filters that never respond
   * @throws InvalidInputException if none of the files can be used
   */
  Normalization over(List<Path> files, Network network) {
    int used = 0;
    try (Engine engine = Engine.open(threads);
        MeanResponses responses =
            new MeanResponses(new Vgg(network, engine, Vgg.Form.plain(pooling)))) {
      for (int i = 0; i < files.size(); i++) {
        used += add(responses, files.get(i)) ? 1 : 0;
        if (line.isDue() || i == files.size() - 1) {
          line.show((i + 1.0) / files.size(), "picture %d of %d".formatted(i + 1, files.size()));
        }
      }
      require(
          used > 0,
          "none of the %d files of '%s' is a usable picture",
          files.size(),
          files.get(0).toAbsolutePath().getParent());
      String how =
          "mean response 1 over %d pictures of at most %d pixels, %s pooling"
              .formatted(used, size, Defaults.lower(pooling));
      Map<Layer, double[]> means = responses.means();
      means.values().forEach(this::raise);
      Normalization normalization = Normalization.of(network, means);
      return new Normalization(
          normalization.network().named(network.name(), Map.of(FACT, how)), normalization.dead());
    }
  }

  private void raise(double[] means) {
    double lowest = least * Arrays.stream(means).average().orElse(0);
    Arrays.setAll(means, i -> Math.max(means[i], lowest));
  }

  private boolean add(MeanResponses responses, Path file) {
    try {
      Picture picture = PictureReader.read(file).onWhite();
      if (Math.max(picture.width(), picture.height()) > size) {
        picture = picture.fitted(size);
      }
      require(
          Math.min(picture.width(), picture.height()) >= LEAST_SIDE,
          "'%s' is %dx%d at this size; both sides must be at least %d",
          file,
          picture.width(),
          picture.height(),
          LEAST_SIDE);
      responses.add(picture.height(), picture.width(), picture.rgb());
      return true;
    } catch (InvalidInputException e) {
      line.say("Passed over: " + Failure.firstLine(e.getMessage()));
      return false;
    }
  }
}
