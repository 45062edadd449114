package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Precision;
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
}
