package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryArgumentTest {
  @Test
  void aPictureOfMoreThanAnEighthOfTheMemoryIsReadIntoTheWorkFolder(@TempDir Path folder)
      throws IOException {
    MemoryArgument memory = new MemoryArgument();
    memory.amount = MemoryArgument.Amount.of("8m");
    memory.folder = folder;
    Storage storage = memory.reading();

    assertThat(storage.floats(1 << 18).storage()).isEqualTo(Storage.HEAP);
    try (Floats large = storage.floats((1 << 18) + 1)) {
      assertThat(large.array()).isEmpty();
      large.write(1 << 18, new float[] {3}, 0, 1);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
