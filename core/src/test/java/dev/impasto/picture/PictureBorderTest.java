package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Checks what is added around a picture, and cut off. */
final class PictureBorderTest {
  /** Two rows of three pixels; red counts them. */
  private static final Picture SIX = counted(3, 2);

  private static Picture counted(int width, int height) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      rgb[3 * i] = i;
      rgb[3 * i + 1] = -i;
    }
    return new Picture(width, height, rgb);
  }

  private static int[] reds(Picture picture) {
    int[] reds = new int[picture.width() * picture.height()];
    for (int i = 0; i < reds.length; i++) {
      reds[i] = (int) picture.rgb()[3 * i];
      assertThat(picture.rgb()[3 * i + 1]).isEqualTo(-picture.rgb()[3 * i]);
    }
    return reds;
  }

  @Test
  void aMirrorRepeatsTheBorder() {
    Picture mirrored = SIX.mirrored(2);

    assertThat(mirrored.width()).isEqualTo(7);
    assertThat(reds(mirrored))
        .containsExactly(
            4, 3, 3, 4, 5, 5, 4, //
            1, 0, 0, 1, 2, 2, 1, //
            1, 0, 0, 1, 2, 2, 1, //
            4, 3, 3, 4, 5, 5, 4, //
            4, 3, 3, 4, 5, 5, 4, //
            1, 0, 0, 1, 2, 2, 1);
  }

  @Test
  void whatIsAddedIsWhatIsCutOff() {
    assertThat(SIX.mirrored(2).cropped(2).rgb()).isEqualTo(SIX.rgb());
    assertThat(reds(counted(4, 3).cropped(1))).containsExactly(5, 6);
    assertThat(SIX.mirrored(0)).isSameAs(SIX);
    assertThat(SIX.cropped(0)).isSameAs(SIX);
  }

  @Test
  void tooWideABorderIsRefused() {
    assertThatThrownBy(() -> SIX.mirrored(3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3x2")
        .hasMessageContaining("by 3 pixels");
    assertThatThrownBy(() -> SIX.cropped(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("without a border of 1 pixels");
  }
}
