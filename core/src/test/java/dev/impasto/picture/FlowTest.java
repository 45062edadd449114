package dev.impasto.picture;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks optical flows and their files; the numbers are worked by hand. */
final class FlowTest {
  private static final float MAGIC = 202021.25f;

  private final Path folder;
  private final Path file;

  FlowTest(@TempDir Path folder) {
    this.folder = folder;
    file = folder.resolve("test.flo");
  }

  private static byte[] bytes(float magic, int width, int height, float... vectors) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + 4 * vectors.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(magic).putInt(width).putInt(height);
    for (float value : vectors) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** The same vector everywhere. */
  private static Flow even(int width, int height, float right, float down) {
    float[] vectors = new float[2 * width * height];
    for (int i = 0; i < vectors.length; i += 2) {
      vectors[i] = right;
      vectors[i + 1] = down;
    }
    return new Flow("", width, height, vectors);
  }

  private static Picture gray(int width, int height, float... values) {
    return new Mask(width, height, values).picture();
  }

  @Test
  void aFileOfMiddleburysFormIsRead() throws IOException {
    Files.write(file, bytes(MAGIC, 2, 1, 1.5f, -2, 0.25f, 1.7e9f));
    Flow flow = Flow.read(file);

    assertThat(flow.width()).isEqualTo(2);
    assertThat(flow.height()).isEqualTo(1);
    assertThat(flow.vectors()).containsExactly(1.5f, -2, 0.25f, Float.NaN);
    assertThat(values(flow.inside().values())).containsExactly(0, 0);
  }

  @Test
  void aPixelHasTheColorOfThePlaceItsVectorPointsTo() {
    Picture other = gray(3, 2, 0, 1, 0, 0, 0, 1);
    float[] vectors = {0.5f, 0.5f, 0.25f, 0.5f, 0, 1, -1, 0, 0, -1, Float.NaN, 0};
    Picture warped = new Flow("", 3, 2, vectors).warped(other);

    // Between four; 0.5 (0.75 1 + 0.25 1); below; beyond the border; above; not known.
    assertThat(values(Mask.of(warped).values())).containsExactly(0.25f, 0.5f, 1, 0, 1, 1);
  }

  @Test
  void whatComesFromBeyondTheBorderIsNotInside() {
    assertThat(values(even(4, 1, 1.5f, 0).inside().values())).containsExactly(1, 1, 0, 0);
    assertThat(values(even(1, 3, 0, -0.5f).inside().values())).containsExactly(0, 1, 1);
  }

  @Test
  void vectorsGrowWithThePicture() {
    Flow flow = new Flow("", 2, 1, new float[] {1, 2, 3, 4});

    assertThat(flow.resized(4, 3).vectors())
        .containsExactly(
            2, 6, 3, 7.5f, 5, 10.5f, 6, 12, 2, 6, 3, 7.5f, 5, 10.5f, 6, 12, 2, 6, 3, 7.5f, 5, 10.5f,
            6, 12);
    assertThat(flow.resized(1, 1).vectors()).containsExactly(1, 3);
  }

  @Test
  void flowsThatContradictEachOtherAreNotTrusted() {
    // |v + w|² against 0.01 (|v|² + |w|²) + 0.5
    assertThat(trusted(0, 0.7f)).as("0.49 is less than 0.5049").isTrue();
    assertThat(trusted(0, 1)).as("1 is more than 0.51").isFalse();
    assertThat(trusted(10, -9)).as("1 is less than 2.31").isTrue();
    assertThat(trusted(10, -8)).as("4 is more than 2.14").isFalse();
    assertThat(trusted(10, Float.NaN)).isFalse();
  }

  private static boolean trusted(float right, float back) {
    Mask reliability = even(32, 1, right, 0).reliability(even(32, 1, back, 0));
    float[] trusted = values(reliability.values());
    assertThat(trusted[31]).isEqualTo(right > 0 ? 0 : trusted[3]);
    return trusted[3] == 1;
  }

  @Test
  void theOtherFlowIsTakenWhereTheVectorPointsTo() {
    Flow back = even(8, 1, -2, 0);
    back.vectors()[2 * 5] = 3;
    float[] values = values(even(8, 1, 2, 0).reliability(back).values());

    assertThat(values).containsExactly(1, 1, 1, 0, 1, 1, 0, 0); // from 3 to 5; 6 and 7 are beyond
  }

  @Test
  void aSteepFlowIsNotTrusted() {
    float[] vectors = new float[2 * 32];
    for (int x = 0; x < 32; x++) {
      vectors[2 * x] = 0.05f * x;
    }
    float[] values = values(new Flow("", 32, 1, vectors).reliability(even(32, 1, 0, 0)).values());

    // The slope 0.05² is more than 0.01 (0.05 x)² + 0.002 up to 4; half of it at the border; from
    // 15
    // on |w|² is more than 0.01 |w|² + 0.5.
    float[] expected = new float[32];
    expected[0] = 1;
    Arrays.fill(expected, 5, 15, 1);
    assertThat(values).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1       | 2 | 1 | 4  | is no optical flow of Middlebury's form (.flo)",
        "202021.25 | 2 | 1 | 3  | is cut short: 2x1 vectors are 28 bytes, and it has 24",
        "202021.25 | 2 | 1 | 5  | is damaged: 2x1 vectors are 28 bytes, and it has 32",
        "202021.25 | 0 | 1 | 4  | says that it is of 0x1 pixels",
        "202021.25 | -5 | -5 | 4  | says that it is of -5x-5 pixels",
        "202021.25 | 2147483647 | 2147483647 | 4  | says that it is of 2147483647x2147483647 pixels",
        "202021.25 | 10000 | 10000 | 4  | is cut short: 10000x10000 vectors are 800000012 bytes"
      })
  void aFileThatIsNoFlowIsRefused(float magic, int width, int height, int count, String message)
      throws IOException {
    Files.write(file, bytes(magic, width, height, new float[count]));
    assertRefused(file, message);
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Files.write(file, bytes(MAGIC, 2, 2, 0, 0, 0, 0, 0, 0, Float.NaN, 0));
    assertRefused(file, "is no finite number, in column 1 of row 1");
    Files.write(file, new byte[5]);
    assertRefused(file, "is no optical flow");
    assertRefused(folder.resolve("none.flo"), "there is no file");
    assertRefused(folder, "is a folder");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> Flow.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aFlowIsToldFromOthersByItsVectors() {
    assertThat(even(2, 2, 1, 0).sha256()).isEqualTo(even(2, 2, 1, 0).sha256());
    assertThat(even(2, 2, 1, 0).sha256()).isNotEqualTo(even(4, 1, 1, 0).sha256());
    assertThat(even(2, 2, 1, 0).sha256()).isNotEqualTo(even(2, 2, 1, 0.5f).sha256());
  }

  @Test
  void aFlowBackAndForthIsWithinRounding() {
    Picture moved = even(16, 4, 3, 0).warped(gray(16, 4, ramp(16 * 4)));
    Picture again = even(16, 4, -3, 0).warped(moved);

    for (int x = 3; x < 13; x++) {
      assertThat(again.rgb()[3 * x]).isCloseTo(ramp(64)[x], within(1e-6f));
    }
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) i / count;
    }
    return values;
  }
}
