package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodedColorsTest {
  @Test
  void codesOfSrgbChangeNothing() throws IOException {
    assertThat(converted(new CodedColors(1, 13, true), 0.2f, 0.5f, 0.7f))
        .containsExactly(0.2f, 0.5f, 0.7f);
  }

  @ParameterizedTest
  @CsvSource({"12", "9"})
  void grayStaysGrayAndColorsBecomeStronger(int primaries) throws IOException {
    CodedColors colors = new CodedColors(primaries, 13, true);
    assertThat(converted(colors, 0.5f, 0.5f, 0.5f))
        .containsExactly(new float[] {0.5f, 0.5f, 0.5f}, within(1e-4f));
    float[] stronger = converted(colors, 0.6f, 0.5f, 0.4f);
    assertThat(stronger[0]).isGreaterThan(0.61f);
    assertThat(stronger[2]).isLessThan(0.4f);
  }

  @Test
  void displayP3IsConvertedAsBrowsersDo() throws IOException {
    // color(display-p3 0.5 0.6 0.4) is rgb(121 154 96).
    assertThat(converted(new CodedColors(12, 13, true), 0.5f, 0.6f, 0.4f))
        .containsExactly(new float[] {121 / 255f, 154 / 255f, 96 / 255f}, within(1.5f / 255));
  }

  @Test
  void levelsOfVideoAreSpread() throws IOException {
    assertThat(converted(new CodedColors(1, 13, false), 16 / 255f, 235 / 255f, 125.5f / 255))
        .containsExactly(new float[] {0, 1, 0.5f}, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 18})
  void highDynamicRangeIsRefused(int transfer) {
    CodedColors colors = new CodedColors(9, transfer, true);
    assertThat(colors.known()).isTrue();
    assertThatThrownBy(() -> converted(colors, 0.1f, 0.2f, 0.3f)).hasMessageContaining("HDR");
  }

  @Test
  void unknownCodesAreLeftAlone() {
    assertThat(new CodedColors(2, 13, true).known()).isFalse();
    assertThat(new CodedColors(1, 2, true).known()).isFalse();
  }

  private static float[] converted(CodedColors colors, float... rgb) throws IOException {
    return StoredPixels.samples(colors.toSrgb(StoredPixels.row(rgb)));
  }
}
