package dev.impasto.cli;

import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.batch.PictureJob;
import dev.impasto.picture.PictureMetadata;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch was given for all of its pictures.
 *
 * @param out where results go
 * @param checkpointEvery how much of a picture under way may be lost, in seconds
 */
record BatchArguments(
    Path out,
    ResultArguments result,
    RunArguments run,
    NetworkArguments network,
    boolean normalized,
    Optional<Settings> settings,
    int checkpointEvery)
    implements PictureJob.Writing {

  /** The arguments of the command that would make one picture alone. */
  PictureArguments picture(Path file) {
    return new PictureArguments(
        OutputArgument.of(file),
        result,
        run,
        new ProgressArguments(),
        new AnimationArguments(),
        network,
        normalized,
        settings);
  }

  @Override
  public PictureWriter.Options options(Path file, Path photograph) {
    return result
        .writing()
        .withMetadata(PictureMetadata.read(photograph, result.keepExif, result.keepProfile));
  }

  @Override
  public Map<String, String> run(Path file, StyleTransfer transfer, boolean folders) {
    return picture(file).run(transfer, folders);
  }

  /** Also pictures that take less than a minute are not to be lost. */
  RunRecorder.Intervals intervals() {
    return new RunRecorder.Intervals(0, Duration.ofSeconds(checkpointEvery), Duration.ZERO);
  }
}
