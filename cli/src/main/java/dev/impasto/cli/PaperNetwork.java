package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Pooling;
import dev.impasto.network.Network;
import dev.impasto.network.catalog.NetworkFolder;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network that the paper's settings are for: one whose filters all have a mean response of 1. A
 * network that does not say so of itself is normalized over the example pictures, and kept with the
 * installed ones for the next time.
 */
final class PaperNetwork {
  /** At most, so that a pass takes a second. */
  private static final int SIZE = 512;

  /** Of a layer's mean response: the example pictures are few. */
  private static final double LEAST = 0.25;

  private static final int LONGEST_NAME = 40;

  private PaperNetwork() {}

  /**
   * The network, normalized.
   *
   * @param threads to compute with, 0 for one per processor
   * @param line says what was done
   * @throws InvalidInputException if it is to be normalized and there are no example pictures
   */
  static Network of(Network network, int threads, ProgressLine line) {
    if (network.facts().containsKey(Normalizer.FACT)) {
      return network;
    }
    List<Path> pictures = Examples.all();
    require(
        !pictures.isEmpty(),
        "the paper's settings need a normalized network, and '%s' is not: there are no example"
            + " pictures in '%s' to normalize it over; make one with: impasto networks normalize",
        network.name(),
        Examples.folder());
    NetworkFolder folder = UserFolders.networks();
    String name = name(network, pictures);
    Optional<String> kept = folder.find(name);
    if (kept.isPresent()) {
      line.say("Using '%s', normalized as in the paper".formatted(name));
      return folder.read(name);
    }
    Network normalized =
        new Normalizer(Pooling.AVERAGE, SIZE, LEAST, threads, line)
            .over(pictures, network)
            .network();
    Network named = normalized.named(name, Map.of());
    line.say(
        "Normalized '%s' as in the paper, over %d example pictures; %s"
            .formatted(network.name(), pictures.size(), keep(folder, named, name)));
    return named;
  }

  private static String keep(NetworkFolder folder, Network network, String name) {
    try {
      return "kept as " + folder.add(network, name);
    } catch (InvalidInputException e) {
      return "it could not be kept: " + Failure.firstLine(e.getMessage());
    }
  }

  /** Tells one network from another, and one choice of pictures. */
  private static String name(Network network, List<Path> pictures) {
    String base = NetworksAdd.nameOf(network.name());
    String shortened = base.substring(0, Math.min(LONGEST_NAME, base.length()));
    StringBuilder all = new StringBuilder(network.sha256());
    pictures.forEach(picture -> all.append(FigureFolder.hash(picture)));
    return shortened + "-normalized-" + FigureFolder.hash(all.toString()).substring(0, 8);
  }
}
