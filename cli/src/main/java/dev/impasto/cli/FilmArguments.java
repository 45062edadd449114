package dev.impasto.cli;

import static dev.impasto.cli.SettingArguments.given;
import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.TemporalTerm;
import dev.impasto.picture.Flow;
import dev.impasto.request.InitialPicture.Kind;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.TransferOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the frame before of a film has to do with a frame. */
final class FilmArguments implements SettingArguments {
  static final String PREVIOUS = "previous";
  static final String WEIGHTS = "flow weights";
  static final String FLOW = "flow";
  static final String BACK = "flow back";

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description =
          "The result of the frame before: the run starts from it, and stays near it (default: the"
              + " photograph is no frame of a film).")
  @Nullable Path previous;

  @Option(
      names = "--flow",
      paramLabel = "FILE",
      description =
          "The optical flow (.flo) from this frame to the one before: where each pixel was"
              + " (default: where it is).")
  @Nullable Path flow;

  @Option(
      names = "--flow-back",
      paramLabel = "FILE",
      description =
          "The optical flow from the frame before to this one; where the two contradict each other,"
              + " the frame before does not count (default: it counts everywhere).")
  @Nullable Path back;

  @Option(
      names = "--flow-weights",
      paramLabel = "FILE",
      description =
          "A gray picture in place of --flow-back: white where the frame before counts (default: it"
              + " counts everywhere).")
  @Nullable Path weights;

  @Option(
      names = "--temporal-weight",
      paramLabel = "NUMBER",
      description =
          "How much it counts to stay near the frame before (default:"
              + " ${bundle:default.temporal-weight}).")
  @Nullable Double temporalWeight;

  /** Whether the frame before is that of earlier settings, which say what to start from, too. */
  boolean taken;

  @Override
  public TransferOptions applyTo(TransferOptions options) {
    TransferOptions o = previous == null || taken ? options : options.withStart(Kind.PREVIOUS);
    return given(
        o, temporalWeight, (all, v) -> all.withLoss(l -> l.withTemporal(new TemporalTerm(v))));
  }

  /**
   * Adds the files, by what the command calls them.
   *
   * @param pictures receives those that hold pictures
   * @param others receives those that hold none
   */
  void addTo(Map<String, Path> pictures, Map<String, Path> others) {
    require(
        previous != null || (flow == null && back == null && weights == null),
        "%s tells where the previous frame's result is to be found: give that with --previous",
        flow != null ? "--flow" : back != null ? "--flow-back" : "--flow-weights");
    require(back == null || flow != null, "--flow-back is of use beside --flow: give that too");
    require(
        back == null || weights == null,
        "--flow-back and --flow-weights say the same; give one of them");
    if (previous != null) {
      pictures.put(PREVIOUS, previous);
    }
    if (weights != null) {
      pictures.put(WEIGHTS, weights);
    }
    if (flow != null) {
      others.put(FLOW, flow);
    }
    if (back != null) {
      others.put(BACK, back);
    }
  }

  /** The frame before, once the files are read. */
  Optional<PreviousFrame> frame(SourcePictures sources) {
    if (previous == null) {
      return Optional.empty();
    }
    PreviousFrame frame = new PreviousFrame(sources.get(PREVIOUS));
    frame = flow == null ? frame : frame.withFlow(read(flow));
    frame = back == null ? frame : frame.withBack(read(back));
    return Optional.of(weights == null ? frame : frame.withWeights(sources.get(WEIGHTS)));
  }

  private static Flow read(Path file) {
    return Flow.read(Path.of(SourcePictures.name(file)));
  }
}
