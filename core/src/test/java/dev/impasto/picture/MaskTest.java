package dev.impasto.picture;

import static dev.impasto.storage.Values.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class MaskTest {
  private static Mask of(int width, int height, float... values) {
    return new Mask(width, height, values);
  }

  @Test
  void whiteIsOneBlackIsZeroAndWhatIsTransparentIsBlack() {
    float[] rgb = {1, 1, 1, 0, 0, 0, 0.9f, 0.3f, 0.6f, 1, 1, 1};
    Mask opaque = Mask.of(new Picture(4, 1, rgb));
    Mask clear = Mask.of(new Picture(4, 1, rgb, new float[] {1, 1, 1, 0}));

    assertThat(values(opaque.values())).startsWith(1, 0).endsWith(1);
    assertThat(values(opaque.values())[2]).isCloseTo(0.6f, within(1e-6f));
    assertThat(values(clear.values())).startsWith(1, 0).endsWith(0);
  }

  @Test
  void whatANearWhiteProfileGivesIsWhite() {
    assertThat(values(Mask.of(new Picture(1, 1, new float[] {0.999f, 0.9985f, 1})).values()))
        .containsExactly(1);
    assertThat(values(Mask.of(new Picture(1, 1, new float[] {0.001f, 0.001f, 0})).values()))
        .containsExactly(0);
  }

  @Test
  void aValueOfAnotherSizeIsTheMeanOfWhatItCovers() {
    Mask mask = of(3, 2, 0, 1, 1, 0, 1, 0);

    assertThat(values(mask.resized(2, 1).values())).containsExactly(1 / 3f, 2 / 3f);
    assertThat(values(mask.resized(6, 2).values()))
        .containsExactly(0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0);
  }

  @Test
  void zeroAndOneStayExactlyWhatTheyAreAwayFromBorders() {
    float[] values = new float[97 * 61];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 97 < 40 ? 1 : 0;
    }
    Mask small = of(97, 61, values).resized(31, 19);
    Mask large = of(97, 61, values).resized(200, 123);

    for (Mask mask : new Mask[] {small, large}) {
      float[] made = values(mask.values());
      for (int i = 0; i < made.length; i++) {
        double left = i % mask.width() * 97.0 / mask.width();
        double right = left + 97.0 / mask.width();
        if (right <= 40 || left >= 40) {
          assertThat(made[i]).isEqualTo(right <= 40 ? 1 : 0);
        }
      }
    }
  }

  @Test
  void aCompositeHasTheBitsOfBothPictures() {
    Picture inside = new Picture(3, 1, new float[] {.1f, .2f, .3f, .1f, .2f, .3f, .1f, .2f, .3f});
    Picture outside = new Picture(3, 1, new float[] {.7f, .8f, .9f, .7f, .8f, .9f, .7f, .8f, .9f});

    float[] mixed = of(3, 1, 1, 0, 0.5f).composite(inside, outside).rgb();
    assertThat(mixed).startsWith(.1f, .2f, .3f, .7f, .8f, .9f);
    assertThat(mixed[6]).isCloseTo(.4f, within(1e-6f));
  }

  @Test
  void itsMirrorAndItsInnerPartAreThoseOfAPicture() {
    Mask mask = of(3, 2, 0, 0.25f, 1, 0, 0.5f, 0);

    assertThat(values(mask.mirrored(1).values()))
        .containsExactly(0, 0, .25f, 1, 1, 0, 0, .25f, 1, 1, 0, 0, .5f, 0, 0, 0, 0, .5f, 0, 0);
    assertThat(values(mask.mirrored(1).cropped(1).values())).isEqualTo(values(mask.values()));
  }
}
