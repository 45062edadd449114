package dev.impasto.cli;

import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
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

  @Mixin private BorderArguments form = new BorderArguments();

  @Mixin private NetworkArguments network = new NetworkArguments();

  /** The usual settings, with what is given here in their place. */
  TransferOptions options(TransferOptions usual) {
    return SettingArguments.change(usual, run, form);
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
            new PictureArguments(output, result, run, show, network, true, Optional.empty()))
        .make(
            new SourcePictures(Map.of(PICTURE, picture)),
            sources -> request.apply(sources.get(PICTURE)),
            compared ? Optional.of(PICTURE) : Optional.empty(),
            Report::convergence);
  }
}
