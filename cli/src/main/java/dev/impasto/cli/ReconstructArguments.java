package dev.impasto.cli;

import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What both kinds of reconstruction are told, and how they run. */
final class ReconstructArguments {
  private static final String PICTURE = "picture";

  @Mixin private OutputArgument output = new OutputArgument();

  @Mixin private ResultArguments result = new ResultArguments();

  @Mixin private RunArguments run = new RunArguments();

  @Mixin private ProgressArguments show = new ProgressArguments();

  @Mixin private AnimationArguments animation = new AnimationArguments();

  @Mixin private BorderArguments form = new BorderArguments();

  @Mixin private NetworkArguments network = new NetworkArguments();

  /** The usual settings, with what is given here in their place. */
  TransferOptions options(TransferOptions usual) {
    return SettingArguments.change(usual, run, form);
  }

  /**
   * Puts what the words in braces of the result's name stand for in their place.
   *
   * @param word what stands for the picture
   */
  void name(String word, Path picture, String size) {
    NamePattern names =
        new NamePattern()
            .with(word, List.of(picture))
            .with("size", size)
            .with("seed", Long.toString(run.seed == null ? 0 : run.seed));
    output.name(names, show.resume);
    animation.name(names);
  }

  /**
   * Makes a picture of another, shows how it converges, and writes it.
   *
   * @param compared whether the result should equal the other
   * @return the exit code
   */
  int make(
      CommandSpec command,
      Path picture,
      boolean compared,
      Function<SourcePicture, TransferRequest> request) {
    return new PictureRun(
            command,
            new PictureArguments(
                output, result, run, show, animation, network, true, Optional.empty()))
        .make(
            new SourcePictures(Map.of(PICTURE, picture), Map.of(), Optional.empty()),
            sources -> request.apply(sources.get(PICTURE)),
            compared ? Optional.of(PICTURE) : Optional.empty(),
            Report::convergence);
  }
}
