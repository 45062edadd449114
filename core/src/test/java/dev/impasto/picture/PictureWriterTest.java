package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

class PictureWriterTest {
  private final Path folder;

  PictureWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void an8BitPngComesBackExactly() {
    assertComesBack(TestPictures.noise(33, 21, 256, 3), PictureWriter.Options.DEFAULT);
    assertComesBack(TestPictures.smooth(200, 90), PictureWriter.Options.DEFAULT);
    assertComesBack(TestPictures.noise(1, 1, 256, 3), PictureWriter.Options.DEFAULT);
  }

  @Test
  void a16BitPngComesBackExactly() {
    assertComesBack(
        TestPictures.noise(33, 21, 65536, 4), PictureWriter.Options.DEFAULT.withBits(16));
  }

  @Test
  void alphaComesBackExactly() {
    assertComesBack(TestPictures.noiseWithAlpha(33, 21, 256, 5), PictureWriter.Options.DEFAULT);
    assertComesBack(
        TestPictures.noiseWithAlpha(33, 21, 65536, 5), PictureWriter.Options.DEFAULT.withBits(16));
  }

  private void assertComesBack(Picture picture, PictureWriter.Options options) {
    Path file = folder.resolve("picture.png");
    PictureWriter.write(picture, file, options);
    Picture back = PictureReader.read(file);
    assertThat(back.width()).isEqualTo(picture.width());
    assertThat(back.rgb()).containsExactly(picture.rgb());
    assertThat(back.alpha().isPresent()).isEqualTo(picture.alpha().isPresent());
    picture.alpha().ifPresent(alpha -> assertThat(back.alpha()).hasValue(alpha));
  }

  @Test
  void javaReadsThePngLikewise() throws IOException {
    Path file = folder.resolve("picture.png");
    Picture picture = TestPictures.smooth(40, 30);
    PictureWriter.write(picture, file);
    int[] pixels = ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, 40, 30, (int[]) null);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i] / 255f).isEqualTo(picture.rgb()[i]);
    }
  }

  @Test
  void aJpegComesBackNearly() {
    for (String name : new String[] {"a.jpg", "b.JPEG"}) {
      Path file = folder.resolve(name);
      Picture picture = TestPictures.smooth(100, 70);
      PictureWriter.write(picture, file, PictureWriter.Options.DEFAULT.withQuality(100));
      float[] back = PictureReader.read(file).rgb();
      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).isCloseTo(picture.rgb()[i], within(4 / 255f));
      }
    }
  }

  @Test
  void fineColorSurvivesInJpeg() {
    // Red and blue columns of one pixel: with halved color resolution, both would be purple.
    float[] rgb = new float[3 * 32 * 32];
    for (int i = 0; i < 32 * 32; i++) {
      rgb[3 * i + 2 * (i % 2)] = 1;
    }
    Path file = folder.resolve("columns.jpg");
    PictureWriter.write(
        new Picture(32, 32, rgb), file, PictureWriter.Options.DEFAULT.withQuality(100));
    float[] back = PictureReader.read(file).rgb();
    for (int i = 0; i < back.length; i++) {
      assertThat(back[i]).isCloseTo(rgb[i], within(0.05f));
    }
  }

  @Test
  void lowerQualityGivesSmallerFiles() throws IOException {
    Picture picture = TestPictures.noise(64, 64, 256, 2);
    Path fine = folder.resolve("fine.jpg");
    Path coarse = folder.resolve("coarse.jpg");
    PictureWriter.write(picture, fine, PictureWriter.Options.DEFAULT);
    PictureWriter.write(picture, coarse, PictureWriter.Options.DEFAULT.withQuality(20));
    assertThat(Files.size(coarse)).isLessThan(Files.size(fine) / 2);
  }

  @Test
  void alphaIsShownOnWhiteInJpeg() {
    Path file = folder.resolve("clear.jpg");
    PictureWriter.write(new Picture(16, 16, new float[3 * 256], new float[256]), file);
    Picture back = PictureReader.read(file);
    assertThat(back.alpha()).isEmpty();
    assertThat(back.rgb()[0]).isCloseTo(1, within(0.01f));
  }

  @Test
  void valuesAreRoundedToTheNearestLevelAndClamped() {
    Path file = folder.resolve("levels.png");
    float[] rgb = {-3, 0.4f / 255, 0.6f / 255, 254.4f / 255, 254.6f / 255, Float.POSITIVE_INFINITY};
    PictureWriter.write(new Picture(2, 1, rgb), file);
    assertThat(PictureReader.read(file).rgb()).containsExactly(0, 0, 1 / 255f, 254 / 255f, 1, 1);
  }

  @Test
  void textsAreFoundInPngFiles() throws IOException {
    Path file = folder.resolve("text.png");
    PictureWriter.write(
        TestPictures.smooth(5, 5),
        file,
        PictureWriter.Options.DEFAULT.withText(
            Map.of(
                "Software", "Impasto\nsecond line", "Title", "N\u00fa\u017e \u2014 \ud83c\udfa8")));
    IIOMetadataNode tree = metadata(file, "png", "javax_imageio_png_1.0");
    IIOMetadataNode plain = (IIOMetadataNode) tree.getElementsByTagName("tEXtEntry").item(0);
    assertThat(plain.getAttribute("keyword")).isEqualTo("Software");
    assertThat(plain.getAttribute("value")).isEqualTo("Impasto\nsecond line");
    IIOMetadataNode international =
        (IIOMetadataNode) tree.getElementsByTagName("iTXtEntry").item(0);
    assertThat(international.getAttribute("keyword")).isEqualTo("Title");
    assertThat(international.getAttribute("text")).isEqualTo("N\u00fa\u017e \u2014 \ud83c\udfa8");
    assertThat(tree.getElementsByTagName("sRGB").getLength()).isEqualTo(1);
  }

  @Test
  void textsAreFoundInJpegFiles() throws IOException {
    Path file = folder.resolve("text.jpg");
    PictureWriter.write(
        TestPictures.smooth(5, 5),
        file,
        PictureWriter.Options.DEFAULT.withText(
            Map.of("Software", "Impasto", "Title", "\u2014".repeat(40_000))));
    NodeList comments =
        metadata(file, "jpeg", "javax_imageio_jpeg_image_1.0").getElementsByTagName("com");
    assertThat(comments.getLength()).isEqualTo(2);
    assertThat(comment(comments, 0)).isEqualTo("Software: Impasto");
    assertThat(comment(comments, 1)).isEqualTo("Title: " + "\u2014".repeat(21_842));
    assertThat(PictureReader.read(file).width()).isEqualTo(5);
  }

  private static String comment(NodeList comments, int index) {
    byte[] bytes = (byte[]) ((IIOMetadataNode) comments.item(index)).getUserObject();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static IIOMetadataNode metadata(Path file, String format, String name)
      throws IOException {
    ImageReader reader = Codecs.javaReader(format);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      return (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(name);
    } finally {
      reader.dispose();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"same.png", "same.jpg"})
  void theSamePictureGivesTheSameBytes(String name) throws IOException {
    Path file = folder.resolve(name);
    PictureWriter.Options options =
        PictureWriter.Options.DEFAULT.withText(Map.of("b", "1", "a", "2", "c", "3"));
    PictureWriter.write(TestPictures.noise(30, 30, 256, 9), file, options);
    byte[] first = Files.readAllBytes(file);
    PictureWriter.write(TestPictures.noise(30, 30, 256, 9), file, options);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.png", "old.jpg"})
  void aFailingWriteLeavesTheOldFileAndNothingElse(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "old");
    Picture picture = TestPictures.noise(50, 50, 256, 1);
    picture.rgb()[7499] = Float.NaN;
    assertThatThrownBy(() -> PictureWriter.write(picture, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a number");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @Test
  void anOldFileIsReplaced() throws IOException {
    Path file = folder.resolve("old.png");
    Files.writeString(file, "old");
    PictureWriter.write(TestPictures.smooth(7, 5), file);
    assertThat(PictureReader.read(file).width()).isEqualTo(7);
    assertThat(folder.toFile().list()).containsExactly("old.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a", "a.png.webp", "png"})
  void otherExtensionsAreRefused(String name) {
    assertThatThrownBy(() -> PictureWriter.check(folder.resolve(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(".png, .jpg or .jpeg");
  }

  @Test
  void aMissingFolderIsRefusedBeforehand() {
    assertThatThrownBy(() -> PictureWriter.check(folder.resolve("no/such/a.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void aFolderOfThatNameIsRefusedBeforehand() throws IOException {
    Path file = Files.createDirectory(folder.resolve("a.png"));
    assertThatThrownBy(() -> PictureWriter.check(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void aPlaceThatCanBeWrittenPassesTheCheckAndStaysEmpty() {
    PictureWriter.check(folder.resolve("a.png"));
    PictureWriter.check(Path.of("name-without-folder.jpg"));
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    PictureWriter.Options options = PictureWriter.Options.DEFAULT;
    assertThatThrownBy(() -> options.withBits(12)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> options.withQuality(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> options.withQuality(101)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> options.withText(Map.of("", "x")))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> options.withText(Map.of("k".repeat(80), "x")))
        .isInstanceOf(InvalidInputException.class);
  }
}
