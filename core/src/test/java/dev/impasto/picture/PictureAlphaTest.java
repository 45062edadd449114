package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PictureAlphaTest {
  @Test
  void takenOffWhiteAndLaidOnItAgainAPictureLooksTheSame() {
    Picture own = TestPictures.noiseWithAlpha(40, 30, 256, 5);
    Picture seen = own.onWhite();
    Picture off = seen.takenOffWhite(own.alpha().orElseThrow());
    assertThat(off.onWhite().rgb()).containsExactly(seen.rgb(), within(1e-5f));
    assertThat(off.alpha()).isEqualTo(own.alpha());
    assertThat(seen.psnr(off)).isGreaterThan(90);
  }

  @Test
  void aSoftRedEdgeStaysRed() {
    float[] alpha = {0, 0.25f, 0.5f, 1};
    Picture red = new Picture(4, 1, new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0}, alpha);
    assertThat(red.onWhite().takenOffWhite(alpha).rgb())
        .containsExactly(new float[] {1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0}, within(1e-6f));
  }

  @Test
  void whatIsDarkerThanItsAlphaAllowsBecomesAsDarkAsItCan() {
    Picture black = new Picture(1, 1, new float[] {0, 0.1f, 0.9f});
    assertThat(black.takenOffWhite(new float[] {0.5f}).rgb())
        .containsExactly(new float[] {0, 0, 0.8f}, within(1e-6f));
  }
}
