package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF files, whose tags Java cannot be made to write. */
class TiffTest {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int INKS = 5;

  private final Path file;

  TiffTest(@TempDir Path folder) {
    file = folder.resolve("a.tif");
  }

  @Test
  void aTurnedPictureIsTurnedUpright() throws IOException {
    Picture picture = read(3, 2, BLACK_IS_ZERO, 1, 6, new byte[0], 10, 20, 30, 40, 50, 60);
    assertThat(picture.width()).isEqualTo(2);
    assertThat(picture.height()).isEqualTo(3);
    assertLevels(picture, 40, 10, 50, 20, 60, 30);
  }

  @Test
  void grayMayBeStoredAsANegative() throws IOException {
    Picture picture = read(3, 2, WHITE_IS_ZERO, 1, 1, new byte[0], 10, 20, 30, 40, 50, 60);
    assertLevels(picture, 245, 235, 225, 215, 205, 195);
  }

  @Test
  void theProfileIsConverted() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    for (float value : read(1, 1, RGB, 3, 1, linear, 55, 55, 55).rgb()) {
      assertThat(value).isCloseTo(128 / 255f, within(1.5f / 255));
    }
  }

  @Test
  void aGrayProfileIsConverted() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    for (float value : read(1, 1, BLACK_IS_ZERO, 1, 1, linear, 55).rgb()) {
      assertThat(value).isCloseTo(128 / 255f, within(1.5f / 255));
    }
  }

  @Test
  void inksAreReadWithoutAProfile() throws IOException {
    float[] rgb = read(1, 1, INKS, 4, 1, new byte[0], 64, 128, 0, 51).rgb();
    assertThat(rgb)
        .containsExactly(new float[] {191 / 255f * 0.8f, 127 / 255f * 0.8f, 0.8f}, within(0.01f));
  }

  private static void assertLevels(Picture picture, int... levels) {
    for (int i = 0; i < levels.length; i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(picture.rgb()[3 * i + c] * 255).isCloseTo(levels[i], within(0.01f));
      }
    }
  }

  private Picture read(
      int width,
      int height,
      int photometric,
      int bands,
      int orientation,
      byte[] profile,
      int... values)
      throws IOException {
    int directory = 8;
    int entries = profile.length == 0 ? 10 : 11;
    int depths = directory + 2 + 12 * entries + 4;
    int pixels = depths + 8;
    int profileAt = pixels + values.length;
    ByteBuffer bytes = ByteBuffer.allocate(profileAt + profile.length);
    bytes.putShort((short) 0x4d4d).putShort((short) 42).putInt(directory);
    bytes.putShort((short) entries);
    shortEntry(bytes, 256, width);
    shortEntry(bytes, 257, height);
    if (bands == 1) {
      shortEntry(bytes, 258, 8);
    } else {
      bytes.putShort((short) 258).putShort((short) 3).putInt(bands).putInt(depths);
    }
    shortEntry(bytes, 259, 1);
    shortEntry(bytes, 262, photometric);
    longEntry(bytes, 273, 4, 1, pixels);
    shortEntry(bytes, 274, orientation);
    shortEntry(bytes, 277, bands);
    shortEntry(bytes, 278, height);
    longEntry(bytes, 279, 4, 1, values.length);
    if (profile.length > 0) {
      longEntry(bytes, 34675, 7, profile.length, profileAt);
    }
    bytes.putInt(0);
    for (int i = 0; i < 4; i++) {
      bytes.putShort((short) 8);
    }
    for (int value : values) {
      bytes.put((byte) value);
    }
    bytes.put(profile);
    return PictureReader.read(Files.write(file, bytes.array()));
  }

  private static void shortEntry(ByteBuffer bytes, int tag, int value) {
    bytes.putShort((short) tag).putShort((short) 3).putInt(1);
    bytes.putShort((short) value).putShort((short) 0);
  }

  private static void longEntry(ByteBuffer bytes, int tag, int type, int count, int value) {
    bytes.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
