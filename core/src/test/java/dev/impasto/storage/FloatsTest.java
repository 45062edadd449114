package dev.impasto.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.AccessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FloatsTest {
  @Test
  void aFileHoldsWhatAnArrayHolds(@TempDir Path folder) {
    Random random = new Random(1);
    try (WorkFolder work = new WorkFolder(folder)) {
      Floats file = work.floats(100_003);
      Floats array = Storage.HEAP.floats(100_003);
      for (int i = 0; i < 20; i++) {
        float[] some = new float[random.nextInt(60_000)];
        for (int k = 0; k < some.length; k++) {
          some[k] = random.nextFloat();
        }
        long at = random.nextInt(100_003 - some.length);
        file.write(at, some, 0, some.length);
        array.write(at, some, 0, some.length);
      }
      assertThat(all(file)).containsExactly(all(array));
    }
  }

  @Test
  void aFileKeepsOffsetsAndReadsAsZerosWhereNothingWasWritten(@TempDir Path folder) {
    try (WorkFolder work = new WorkFolder(folder)) {
      Floats file = work.floats(10);
      file.write(3, new float[] {9, 1, 2, 9}, 1, 2);
      float[] read = {7, 7, 7, 7, 7, 7};
      file.read(2, read, 1, 4);
      assertThat(read).containsExactly(7, 0, 1, 2, 0, 7);
    }
  }

  @Test
  void nothingLiesBeyondTheEnd(@TempDir Path folder) {
    try (WorkFolder work = new WorkFolder(folder)) {
      for (Floats floats : new Floats[] {work.floats(10), Storage.HEAP.floats(10)}) {
        assertThatThrownBy(() -> floats.read(8, new float[3], 0, 3))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> floats.write(-1, new float[3], 0, 3))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void aClosedWorkFolderLeavesNoFile(@TempDir Path folder) throws IOException {
    try (WorkFolder work = new WorkFolder(folder)) {
      work.floats(10).write(0, new float[10], 0, 10);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> new WorkFolder(folder.resolve("missing")))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("missing");
  }

  private static float[] all(Floats floats) {
    float[] all = new float[(int) floats.length()];
    floats.read(0, all, 0, all.length);
    return all;
  }
}
