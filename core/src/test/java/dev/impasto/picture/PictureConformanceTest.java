package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.conformance.Pack;
import dev.impasto.problem.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures of the conformance pack, whole and damaged, come out as its table says. */
class PictureConformanceTest {
  /** The table leaves the choice; a damaged header is not worth a guess. */
  private static final Set<String> REFUSED_BY_CHOICE = Set.of("bad-crc-ihdr.png");

  static Stream<String> rows() {
    // Without the pack, one row, so that a skipped test is seen.
    List<Pack.Row> rows = Pack.table("badfiles/images.tsv");
    return rows.isEmpty() ? Stream.of("images.tsv") : rows.stream().map(row -> row.get("file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void everyPictureComesOutAsTheTableSays(String name) {
    Pack.assumePresent();
    Pack.Row row =
        Pack.table("badfiles/images.tsv").stream()
            .filter(r -> r.get("file").equals(name))
            .findFirst()
            .orElseThrow();
    Path file = Pack.path("badfiles/images/" + name);
    if (row.get("action").equals("refuse") || REFUSED_BY_CHOICE.contains(name)) {
      assertThatThrownBy(() -> PictureReader.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(name)
          .hasMessageNotContaining("\n");
      return;
    }
    Picture picture = PictureReader.read(file).onWhite();
    assertThat(picture.width()).as("width").isEqualTo((int) row.number("width"));
    assertThat(picture.height()).as("height").isEqualTo((int) row.number("height"));
    // The means are given with two decimals.
    double tolerance = row.number("tolerance") + 0.006;
    int halfWidth = Math.max(1, picture.width() / 2);
    int halfHeight = Math.max(1, picture.height() / 2);
    for (int c = 0; c < 3; c++) {
      assertThat(mean(picture, c, picture.width(), picture.height()))
          .as("mean of channel %d", c)
          .isCloseTo(row.number("mean_" + "RGB".charAt(c)), within(tolerance));
      assertThat(mean(picture, c, halfWidth, halfHeight))
          .as("mean of channel %d in the top left quarter", c)
          .isCloseTo(row.number("topleft_" + "RGB".charAt(c)), within(tolerance));
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"0.3,lossless.webp", "0.95,lossless.webp", "0.3,lossy.webp", "0.95,lossy.webp"})
  void aWebpThatIsCutShortIsRefused(double part, String name, @TempDir Path folder)
      throws IOException {
    byte[] whole = webp(name);
    Path file = folder.resolve("cut.webp");
    Files.write(file, Arrays.copyOf(whole, (int) (part * whole.length)));
    assertThatThrownBy(() -> PictureReader.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cut short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lossy.webp"})
  void theProfileAndOrientationOfAWebpAreUsed(String name, @TempDir Path folder)
      throws IOException {
    byte[] plain = webp(name);
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] padded = Arrays.copyOf(profile, (profile.length + 1) / 2 * 2);
    ByteBuffer file = ByteBuffer.allocate(plain.length + padded.length + 100);
    file.order(ByteOrder.LITTLE_ENDIAN).put(plain, 0, 12);
    // Flags of profile and EXIF; width and height less 1, in 3 bytes each.
    file.put(ascii("VP8X")).putInt(10).putInt(0x28).put(new byte[] {47, 0, 0, 35, 0, 0});
    file.put(ascii("ICCP")).putInt(profile.length).put(padded);
    file.put(plain, 12, plain.length - 12);
    file.put(ascii("EXIF")).putInt(22).put(ascii("II*\0")).putInt(8).putShort((short) 1);
    file.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(6);
    int length = file.position();
    file.putInt(4, length - 8);
    Path path = folder.resolve("extended.webp");
    Files.write(path, Arrays.copyOf(file.array(), length));
    Picture stored = PictureReader.read(Pack.path("badfiles/images/" + name));
    Picture seen = PictureReader.read(path);
    assertThat(seen.width()).isEqualTo(36);
    assertThat(seen.height()).isEqualTo(48);
    float linear = stored.rgb()[0];
    // Orientation 6: the stored top left corner is seen at the top right.
    assertThat(seen.rgb()[3 * 35])
        .isCloseTo((float) (1.055 * Math.pow(linear, 1 / 2.4) - 0.055), within(0.01f));
  }

  private static byte[] webp(String name) {
    Pack.assumePresent();
    return Pack.bytes("badfiles/images/" + name);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static double mean(Picture picture, int channel, int width, int height) {
    double sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sum += picture.rgb()[3 * (y * picture.width() + x) + channel];
      }
    }
    return 255 * sum / ((double) width * height);
  }
}
