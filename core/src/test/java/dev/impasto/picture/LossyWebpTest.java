package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lossy WebP against libwebp: a picture drawn by formula, as its encoder wrote it. */
class LossyWebpTest {
  // 64 x 48 pixels at quality 30: red 60 + 2.5 x, green 200 - 2 y - x / 2,
  // blue 60 + 40 sin(x / 5) cos(y / 4) + y.
  private static final String METHOD_0 =
      "UklGRrQAAABXRUJQVlA4IKgAAAAwBQCdASpAADAAPxF6s1SsJyQjKrgLAYAiCWQAnTlBU54eZkZWIGIC"
          + "Ow8Hl0NfApn7QAD8UoRN1lG/yICp9fNqsI/cMZMy/nBmRFgWdNTe2FJZlrKRom5hAAbpsvpfYdnBRyUC"
          + "1ZGnsclq4/XUo42ilgpv8ZNTV/fUJ9o2uorT9s/d5kwSwqsS057zKEIjzJZDQZfsIFc7lpzmMkLAYmfk"
          + "BXgS6YAAAAA=";
  private static final String METHOD_4 =
      "UklGRqoAAABXRUJQVlA4IJ4AAAAQBQCdASpAADAAPxGCt1UwqKWkJWsyECIJZACdOY3Tni1mT4C4RoU2"
          + "u6rn9RXSjEMAAPxShE+OMTjTdlsUaMdd8MAW73k/7UdxrFeOHkFzNASiixh00lCYjNIsIYgX2MWT12Km"
          + "MiyIpVeqGnZoh3zbNceIpik9NFzI3EVYhVtDY//tJqvaITNMFAN/cZyo78n0CUKDWwYcQf0v+gAAAA==";

  @Test
  void aPictureOfTheFastestMethodHasItsColors(@TempDir Path folder) throws IOException {
    Picture picture = read(METHOD_0, folder);
    assertMean(picture, 0, 0, 138.1, 137.2, 82.9);
    assertMean(picture, 32, 24, 178.8, 104.7, 94.8);
  }

  @Test
  void aPictureOfTheUsualMethodHasNoTintTowardsItsEnd(@TempDir Path folder) throws IOException {
    Picture picture = read(METHOD_4, folder);
    assertMean(picture, 0, 0, 138.2, 137.2, 82.9);
    assertMean(picture, 32, 24, 178.0, 105.0, 94.8);
  }

  private static Picture read(String base64, Path folder) throws IOException {
    Path file = folder.resolve("a.webp");
    Files.write(file, Base64.getDecoder().decode(base64));
    Picture picture = PictureReader.read(file);
    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(48);
    return picture;
  }

  /** The mean of the pixels right of and below a place. */
  private static void assertMean(Picture picture, int left, int top, double... expected) {
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int y = top; y < picture.height(); y++) {
        for (int x = left; x < picture.width(); x++) {
          sum += picture.rgb()[3 * (y * picture.width() + x) + c];
        }
      }
      int pixels = (picture.width() - left) * (picture.height() - top);
      // Color differences are repeated here, but interpolated by libwebp.
      assertThat(255 * sum / pixels)
          .as("mean of channel %d", c)
          .isCloseTo(expected[c], within(2.0));
    }
  }
}
