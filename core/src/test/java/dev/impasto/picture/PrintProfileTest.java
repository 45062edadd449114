package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what is left of colors that a printer has had. */
final class PrintProfileTest {
  /** All mixtures of five levels. */
  private static final Picture COLORS = colors();

  private static Picture colors() {
    float[] rgb = new float[3 * 125];
    for (int i = 0; i < 125; i++) {
      rgb[3 * i] = 0.25f * (i % 5);
      int green = i / 5 % 5;
      int blue = i / 25;
      rgb[3 * i + 1] = 0.25f * green;
      rgb[3 * i + 2] = 0.25f * blue;
    }
    return new Picture(125, 1, rgb);
  }

  private static PrintProfile profile(byte[] bytes) {
    return new PrintProfile("", bytes);
  }

  private static byte[] ofJava(int space) {
    return ICC_Profile.getInstance(space).getData();
  }

  @Test
  void proofingInSrgbChangesNoValueByMoreThanAStep() {
    float[] proofed = profile(ofJava(ColorSpace.CS_sRGB)).proofed(COLORS).rgb();

    for (int i = 0; i < proofed.length; i++) {
      assertThat(proofed[i]).isCloseTo(COLORS.rgb()[i], within(1 / 255f));
    }
  }

  @Test
  void aProfileOfGraysLeavesNoColor() {
    assertGray(profile(ofJava(ColorSpace.CS_GRAY)).proofed(COLORS));
  }

  @Test
  void blackInkAloneLeavesNoColorAndKeepsTheOrderOfLightness() {
    Picture proofed = profile(SmallProfiles.blackInk("A2B0", "B2A0")).proofed(COLORS);

    assertGray(proofed);
    assertThat(proofed.rgb()[0]).as("black").isLessThan(0.02f);
    assertThat(proofed.rgb()[3 * 124]).as("white").isGreaterThan(0.98f);
    assertThat(proofed.rgb()[3 * 62]).as("middle gray").isBetween(0.4f, 0.6f);
  }

  private static void assertGray(Picture picture) {
    float[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      assertThat(rgb[i + 1]).isCloseTo(rgb[i], within(2 / 255f));
      assertThat(rgb[i + 2]).isCloseTo(rgb[i], within(2 / 255f));
    }
  }

  @Test
  void thePictureItselfAndItsAlphaStayAsTheyAre() {
    float[] alpha = {0.25f};
    Picture red = new Picture(1, 1, new float[] {1, 0, 0}, alpha);
    Picture proofed = profile(ofJava(ColorSpace.CS_GRAY)).proofed(red);

    assertThat(red.rgb()).containsExactly(1, 0, 0);
    assertThat(proofed.alpha()).hasValue(alpha);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A2B0", "B2A0"})
  void aProfileOfOneDirectionIsRefused(String direction) {
    byte[] bytes = SmallProfiles.blackInk(direction);

    assertThatThrownBy(() -> profile(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("knows no way from other colors to its own and back");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 40, 128, 140, 400})
  void aProfileThatIsCutIsRefused(int length) {
    byte[] bytes = SmallProfiles.cut(SmallProfiles.blackInk("A2B0", "B2A0"), length);

    assertThatThrownBy(() -> profile(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("the profile is ");
  }

  @Test
  void whatIsNoFileOfAProfileIsNamed(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.icc"), "no profile ".repeat(20));

    assertRefused(text, "text.icc' is no ICC profile");
    assertRefused(folder.resolve("none.icc"), "there is no file");
    assertRefused(folder, "is a folder");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> PrintProfile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }
}
