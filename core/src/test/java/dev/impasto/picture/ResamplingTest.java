package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
  @ParameterizedTest
  @CsvSource({"37,23,12,9", "12,9,37,23", "40,11,13,31", "5,4,2,2", "1,7,3,2", "64,64,1,1"})
  void theResultIsTheWeightedMeanThatTheDefinitionGives(int w, int h, int newW, int newH) {
    Picture picture = TestPictures.noise(w, h, 256, 7);
    Picture resized = picture.resized(newW, newH);
    assertThat(resized.width()).isEqualTo(newW);
    assertThat(resized.height()).isEqualTo(newH);
    for (int y = 0; y < newH; y++) {
      for (int x = 0; x < newW; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat((double) resized.rgb()[3 * (y * newW + x) + c])
              .isCloseTo(naive(picture, x, y, c, newW, newH), within(2e-6));
        }
      }
    }
  }

  /** The two-dimensional sum, term by term. */
  private static double naive(Picture p, int x, int y, int c, int newW, int newH) {
    double stepX = (double) p.width() / newW;
    double stepY = (double) p.height() / newH;
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < p.height(); j++) {
      for (int i = 0; i < p.width(); i++) {
        double weight =
            (newW == p.width() ? (i == x ? 1 : 0) : kernel((i + 0.5) / stepX - x - 0.5, stepX))
                * (newH == p.height()
                    ? (j == y ? 1 : 0)
                    : kernel((j + 0.5) / stepY - y - 0.5, stepY));
        sum += weight * p.rgb()[3 * (j * p.width() + i) + c];
        weights += weight;
      }
    }
    return Math.max(0, Math.min(1, sum / weights));
  }

  /** The kernel at a distance in new pixels; when enlarging, its lobes are old pixels wide. */
  private static double kernel(double distance, double step) {
    double x = distance * Math.min(1, step);
    return Math.abs(x) >= 3 ? 0 : sinc(x) * sinc(x / 3);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    Picture picture = TestPictures.noise(20, 30, 256, 1);
    assertThat(picture.resized(20, 30)).isSameAs(picture);
  }

  @Test
  void aConstantStaysConstant() {
    float[] rgb = new float[3 * 50 * 41];
    Arrays.fill(rgb, 0.3f);
    Picture picture = new Picture(50, 41, rgb);
    for (int side : new int[] {1, 7, 49, 51, 130}) {
      for (float value : picture.fitted(side).rgb()) {
        assertThat(value).isCloseTo(0.3f, within(1e-6f));
      }
    }
  }

  @Test
  void shrinkingKeepsTheMean() {
    Picture picture = TestPictures.smooth(240, 180);
    assertThat(mean(picture.resized(48, 36))).isCloseTo(mean(picture), within(1e-3));
  }

  @Test
  void aFineCheckerboardBecomesGray() {
    float[] rgb = new float[3 * 128 * 128];
    for (int i = 0; i < 128 * 128; i++) {
      Arrays.fill(rgb, 3 * i, 3 * i + 3, (i + i / 128) % 2);
    }
    Picture small = new Picture(128, 128, rgb).resized(50, 50);
    for (int y = 5; y < 45; y++) {
      for (int x = 5; x < 45; x++) {
        assertThat(small.rgb()[3 * (50 * y + x)]).isCloseTo(0.5f, within(0.02f));
      }
    }
  }

  @Test
  void overshootIsClamped() {
    float[] rgb = new float[3 * 8];
    Arrays.fill(rgb, 12, 24, 1);
    for (float value : new Picture(8, 1, rgb).resized(40, 1).rgb()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void colorsOfTransparentPixelsDoNotBleed() {
    float[] rgb = new float[3 * 64 * 64];
    float[] alpha = new float[64 * 64];
    for (int i = 0; i < alpha.length; i++) {
      boolean seen = i % 64 < 32;
      alpha[i] = seen ? 1 : 0;
      // Seen pixels are green; hidden ones magenta.
      rgb[3 * i] = seen ? 0 : 1;
      rgb[3 * i + 1] = seen ? 1 : 0;
      rgb[3 * i + 2] = seen ? 0 : 1;
    }
    Picture small = new Picture(64, 64, rgb, alpha).resized(13, 13);
    float[] opacity = small.alpha().orElseThrow();
    for (int i = 0; i < opacity.length; i++) {
      if (opacity[i] > 0.01) {
        assertThat(small.rgb()[3 * i]).isCloseTo(0, within(1e-3f));
        assertThat(small.rgb()[3 * i + 1]).isCloseTo(1, within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "48,36,512,512,384",
    "36,48,512,384,512",
    "3,2000,512,1,512",
    "2000,3,100,100,1",
    "100,100,1,1,1",
    "1000,667,500,500,334"
  })
  void theLongestSideIsAsAskedAndTheOtherInProportion(int w, int h, int side, int newW, int newH) {
    Picture fitted = TestPictures.smooth(w, h).fitted(side);
    assertThat(fitted.width()).isEqualTo(newW);
    assertThat(fitted.height()).isEqualTo(newH);
  }

  @Test
  void sizesThatAreNotPositiveOrTooLargeAreRefused() {
    Picture picture = TestPictures.smooth(4, 4);
    assertThatThrownBy(() -> picture.fitted(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> picture.resized(0, 5)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> picture.resized(50_000, 50_000))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> picture.fitted(Integer.MAX_VALUE))
        .isInstanceOf(InvalidInputException.class);
  }

  private static double mean(Picture picture) {
    double sum = 0;
    for (float value : picture.rgb()) {
      sum += value;
    }
    return sum / picture.rgb().length;
  }
}
