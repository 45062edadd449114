package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Precision;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a checkpoint notes of the arguments of its run. */
final class PictureArgumentsTest {
  @Test
  void aRunThatChoseItsPrecisionIsResumedInTheSame() {
    OutputArgument output = new OutputArgument();
    output.file = Path.of("result.png");
    PictureArguments given =
        new PictureArguments(
            output,
            new ResultArguments(),
            new RunArguments(),
            new ProgressArguments(),
            new AnimationArguments(),
            new NetworkArguments(),
            false,
            Optional.empty());
    assertThat(given.run().precision).isEqualTo(Precision.AUTO);

    Map<String, String> notes = given.notes(Precision.BF16);

    assertThat(
            PictureArguments.of(notes, Path.of("checkpoint"), new ProgressArguments())
                .run()
                .precision)
        .isEqualTo(Precision.BF16);
  }

  @Test
  void aResumedRunTakesNoMoreMemory() {
    RunArguments run = new RunArguments();
    run.memory.amount = MemoryArgument.Amount.of("1.5G");
    OutputArgument output = new OutputArgument();
    output.file = Path.of("result.png");
    PictureArguments given =
        new PictureArguments(
            output,
            new ResultArguments(),
            run,
            new ProgressArguments(),
            new AnimationArguments(),
            new NetworkArguments(),
            false,
            Optional.empty());

    assertThat(run.memory.amount.bytes()).isEqualTo(3L << 29);
    assertThat(
            PictureArguments.of(
                    given.notes(Precision.F32), Path.of("checkpoint"), new ProgressArguments())
                .run()
                .memory
                .amount)
        .isEqualTo(run.memory.amount);
  }

  @Test
  void aResumedRunIsWrittenInTheSameWay() {
    OutputArgument output = OutputArgument.of(Path.of("result.jpg"));
    ResultArguments result = new ResultArguments();
    result.quality = 70;
    result.subsampling = PictureWriter.Subsampling.QUARTER;
    result.keepExif = true;
    result.keepProfile = true;
    AnimationArguments animation = new AnimationArguments();
    animation.file = Path.of("run.gif").toAbsolutePath();
    animation.frames = 7;
    animation.size = 99;
    PictureArguments given =
        new PictureArguments(
            output,
            result,
            new RunArguments(),
            new ProgressArguments(),
            animation,
            new NetworkArguments(),
            false,
            Optional.empty());

    Map<String, String> notes = given.notes(Precision.F32);

    PictureArguments noted =
        PictureArguments.of(notes, Path.of("checkpoint"), new ProgressArguments());
    assertThat(noted.result()).usingRecursiveComparison().isEqualTo(result);
    assertThat(noted.animation()).usingRecursiveComparison().isEqualTo(animation);
  }
}
