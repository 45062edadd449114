package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF files of the less usual kinds, made tag by tag: a picture of 2 x 1 pixels on each page. */
class TiffKindsTest {
  private static final int SUBFILE = 254;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int SAMPLES = 277;
  private static final int CHILDREN = 330;
  private static final int EXTRA = 338;
  private static final int FORMAT = 339;

  private final Path file;

  TiffKindsTest(@TempDir Path folder) {
    file = folder.resolve("a.tif");
  }

  @ParameterizedTest
  @CsvSource({"10,0", "12,0", "14,0", "10,1", "12,1", "14,1"})
  void grayOfTenToFourteenBitsHasItsBrightness(int bits, int photometric) throws IOException {
    int full = (1 << bits) - 1;
    int quarter = full / 4;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    long both =
        (photometric == 0 ? (long) (full - quarter) << bits : (long) quarter << bits | full);
    long left = both << (64 - 2 * bits);
    for (int i = 0; i < (2 * bits + 7) / 8; i++) {
      packed.write((int) (left >>> (56 - 8 * i)));
    }
    Picture picture =
        read(page(Map.of(BITS, bits, PHOTOMETRIC, photometric), packed.toByteArray()));
    assertThat(picture.rgb()[0]).isCloseTo(0.25f, within(0.001f));
    assertThat(picture.rgb()[3]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void colorsThatAreMultipliedByAlphaAreDivided() throws IOException {
    byte[] pixels = bytes(50, 100, 25, 128, 10, 20, 30, 255);
    Picture picture = read(page(Map.of(SAMPLES, 4, PHOTOMETRIC, 2, EXTRA, 1), pixels));
    assertThat(picture.rgb()[0]).isCloseTo(50 / 128f, within(1e-5f));
    assertThat(picture.rgb()[1]).isCloseTo(100 / 128f, within(1e-5f));
    assertThat(picture.rgb()[3]).isCloseTo(10 / 255f, within(1e-5f));
    Picture apart = read(page(Map.of(SAMPLES, 4, PHOTOMETRIC, 2, EXTRA, 2), pixels));
    assertThat(apart.rgb()[0]).isCloseTo(50 / 255f, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void labIsConvertedWhetherItsColorsAreSignedOrNot(int photometric) throws IOException {
    int zero = photometric == 8 ? 0 : 128;
    byte[] pixels = bytes(128, 30 + zero, zero - 40, 255, zero, zero);
    // What Little CMS makes of L 50.2, a 30, b -40 under D50.
    assertLevels(read(page(Map.of(SAMPLES, 3, PHOTOMETRIC, photometric), pixels)), 142, 102, 188);
    int full = photometric == 8 ? 0xffff : 0xff00;
    int half = (int) Math.round(128 / 255.0 * full);
    byte[] wide =
        bytes(half >> 8, half, 30 + zero, 0, zero - 40, 0, full >> 8, full, zero, 0, zero, 0);
    assertLevels(
        read(page(Map.of(SAMPLES, 3, PHOTOMETRIC, photometric, BITS, 16), wide)), 142, 102, 188);
  }

  private static void assertLevels(Picture picture, int... first) {
    for (int c = 0; c < 3; c++) {
      assertThat(255 * picture.rgb()[c]).isCloseTo(first[c], within(1.5f));
      assertThat(255 * picture.rgb()[3 + c]).isCloseTo(255, within(0.5f));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,255,'go from 0 to 255'", "-1,1,'go from -1 to 1'", "0,1.5,'go from 0 to 1.5'"})
  void floatsBeyondBlackAndWhiteAreRefusedWithTheirRange(float low, float high, String words) {
    Page page = floats(low, high);
    assertRefused("floats must be from 0 (black) to 1 (white)", page);
    assertRefused(words, page);
  }

  @Test
  void floatsWithinBlackAndWhiteAreRead() throws IOException {
    float[] rgb = read(floats(0.25f, 1.004f)).rgb();
    assertThat(rgb).containsExactly(0.25f, 0.25f, 0.25f, 1, 1, 1);
  }

  private static Page floats(float low, float high) {
    byte[] pixels = ByteBuffer.allocate(8).putFloat(low).putFloat(high).array();
    return page(Map.of(BITS, 32, FORMAT, 3), pixels);
  }

  @Test
  void aPageThatIsMarkedAsAThumbnailIsPassedOver() throws IOException {
    Page thumbnail = page(Map.of(SUBFILE, 1), bytes(1, 2));
    Page mask = page(Map.of(SUBFILE, 4), bytes(3, 4));
    Page whole = page(Map.of(SUBFILE, 0), bytes(50, 60));
    assertThat(read(thumbnail, mask, whole, thumbnail).rgb()[0]).isEqualTo(50 / 255f);
    assertThat(read(thumbnail).rgb()[0]).isEqualTo(1 / 255f);
  }

  @Test
  void cameraRawFilesAreNamedAsSuch() {
    Page thumbnail = page(Map.of(SUBFILE, 1), bytes(1, 2));
    Page below = page(Map.of(PHOTOMETRIC, 32803), bytes(1, 2));
    assertRefused("is a camera raw file", page(Map.of(50706, 1), bytes(1, 2)));
    assertRefused("is a camera raw file", below);
    assertRefused("is a camera raw file", page(Map.of(COMPRESSION, 34713), bytes(1, 2)));
    assertRefused("is a camera raw file", thumbnail.with(below));
    assertRefused("is a camera raw file", thumbnail.with(page(Map.of(), bytes(1, 2))));
    assertRefused("export it as JPEG", thumbnail.with(below));
  }

  @Test
  void whatTheDecoderCannotReadIsNamedInPlainWords() {
    assertRefused("compressed with ZSTD", page(Map.of(COMPRESSION, 50000), bytes(1, 2)));
    assertRefused("it has 24 bits per sample", page(Map.of(BITS, 24), new byte[6]));
    assertRefused("signed numbers", page(Map.of(BITS, 16, FORMAT, 2), new byte[4]));
    assertRefused("it holds no picture");
  }

  private void assertRefused(String words, Page... pages) {
    assertThatThrownBy(() -> read(pages))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("Exception")
        .hasMessageNotContaining("\n");
  }

  private Picture read(Page... pages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(8).put(bytes('M', 'M', 0, 42)).array());
    int link = 4;
    byte[] tiff = out.toByteArray();
    for (Page page : pages) {
      ByteBuffer.wrap(tiff).putInt(link, tiff.length);
      link = tiff.length + page.directoryBytes() - 4;
      tiff = page.appended(tiff);
    }
    return PictureReader.read(Files.write(file, tiff));
  }

  private static Page page(Map<Integer, Integer> tags, byte[] pixels) {
    return new Page(tags, pixels, List.of());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** A page of 2 x 1 gray pixels of 8 bits, but for the given tags, and what is below it. */
  private record Page(Map<Integer, Integer> given, byte[] pixels, List<Page> children) {
    Page with(Page child) {
      return new Page(given, pixels, List.of(child));
    }

    private Map<Integer, Integer> tags() {
      Map<Integer, Integer> tags = new TreeMap<>();
      tags.putAll(
          Map.of(
              256, 2, 257, 1, BITS, 8, COMPRESSION, 1, PHOTOMETRIC, 1, 273, 0, SAMPLES, 1, 278, 1));
      tags.put(279, pixels.length);
      tags.putAll(given);
      if (!children.isEmpty()) {
        tags.put(CHILDREN, 0);
      }
      return tags;
    }

    int directoryBytes() {
      return 2 + 12 * tags().size() + 4;
    }

    byte[] appended(byte[] before) {
      Map<Integer, Integer> tags = tags();
      int samples = tags.getOrDefault(SAMPLES, 1);
      int lists = before.length + directoryBytes();
      List<Integer> listed = new ArrayList<>(List.of(BITS, FORMAT));
      listed.retainAll(tags.keySet());
      int data = lists + (samples > 1 ? 2 * samples * listed.size() : 0);
      ByteBuffer out = ByteBuffer.allocate(data + pixels.length).order(ByteOrder.BIG_ENDIAN);
      out.put(before).putShort((short) tags.size());
      tags.forEach(
          (tag, value) -> {
            out.putShort((short) (int) tag);
            if (listed.contains(tag) && samples > 1) {
              out.putShort((short) 3)
                  .putInt(samples)
                  .putInt(lists + 2 * samples * listed.indexOf(tag));
            } else if (tag == 273 || tag == CHILDREN) {
              out.putShort((short) 4).putInt(1).putInt(tag == 273 ? data : data + pixels.length);
            } else {
              out.putShort((short) 3).putInt(1).putInt(value << 16);
            }
          });
      out.putInt(0);
      if (samples > 1) {
        for (int tag : listed) {
          for (int i = 0; i < samples; i++) {
            out.putShort((short) (int) tags.getOrDefault(tag, 0));
          }
        }
      }
      out.put(pixels);
      byte[] all = out.array();
      for (Page child : children) {
        all = child.appended(all);
      }
      return all;
    }
  }
}
