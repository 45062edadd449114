package dev.impasto.cli;

import dev.impasto.TransferOptions;
import dev.impasto.picture.Picture;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What both kinds of reconstruction are told, and how they run. */
final class ReconstructArguments {
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

  /** Makes a picture of another, shows how it converges, and writes it. */
  void make(CommandSpec command, Path picture, Function<Picture, Task> task) {
    new PictureRun(command, output, result, run, show, network, true)
        .make(
            Map.of("picture", picture),
            pictures -> task.apply(pictures.get(0)),
            Report::convergence);
  }
}
