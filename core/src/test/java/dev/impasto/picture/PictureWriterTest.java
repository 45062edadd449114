package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

class PictureWriterTest {
  private final Path folder;

  PictureWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.png", "picture.tif", "PICTURE.TIFF"})
  void an8BitPictureComesBackExactly(String name) {
    assertComesBack(name, TestPictures.noise(33, 21, 256, 3), PictureWriter.Options.DEFAULT);
    assertComesBack(name, TestPictures.smooth(200, 90), PictureWriter.Options.DEFAULT);
    assertComesBack(name, TestPictures.noise(1, 1, 256, 3), PictureWriter.Options.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.png", "picture.tif"})
  void a16BitPictureComesBackExactly(String name) {
    PictureWriter.Options options = PictureWriter.Options.DEFAULT.withBits(16);
    assertComesBack(name, TestPictures.noise(33, 21, 65536, 4), options);
    assertComesBack(name, TestPictures.noise(400, 300, 65536, 4), options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.png", "picture.tif"})
  void alphaComesBackExactly(String name) {
    assertComesBack(
        name, TestPictures.noiseWithAlpha(33, 21, 256, 5), PictureWriter.Options.DEFAULT);
    assertComesBack(
        name,
        TestPictures.noiseWithAlpha(33, 21, 65536, 5),
        PictureWriter.Options.DEFAULT.withBits(16));
  }

  private void assertComesBack(String name, Picture picture, PictureWriter.Options options) {
    Path file = folder.resolve(name);
    PictureWriter.write(picture, file, options);
    Picture back = PictureReader.read(file);
    assertThat(back.width()).isEqualTo(picture.width());
    assertThat(back.rgb()).isEqualTo(picture.rgb());
    assertThat(back.alpha().isPresent()).isEqualTo(picture.alpha().isPresent());
    picture.alpha().ifPresent(alpha -> assertThat(back.alpha()).hasValue(alpha));
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture.png", "picture.tif"})
  void javaReadsThePictureLikewise(String name) throws IOException {
    Path file = folder.resolve(name);
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
    float[] columns = columns();
    float[] back = backFromJpeg(columns, PictureWriter.Subsampling.NONE);
    for (int i = 0; i < back.length; i++) {
      assertThat(back[i]).isCloseTo(columns[i], within(0.05f));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HALF", "QUARTER"})
  void subsampledColumnsShareTheirColor(PictureWriter.Subsampling subsampling) throws IOException {
    float[] back = backFromJpeg(columns(), subsampling);
    for (int i = 3 * 8; i < back.length - 3; i += 3) {
      assertThat(back[i] - back[i + 2]).isBetween(-0.3f, 0.3f);
    }
    NodeList components =
        metadata(folder.resolve("columns.jpg"), "jpeg", "javax_imageio_jpeg_image_1.0")
            .getElementsByTagName("componentSpec");
    IIOMetadataNode brightness = (IIOMetadataNode) components.item(0);
    assertThat(brightness.getAttribute("HsamplingFactor")).isEqualTo("2");
    assertThat(brightness.getAttribute("VsamplingFactor"))
        .isEqualTo(subsampling == PictureWriter.Subsampling.HALF ? "1" : "2");
  }

  /** Red and blue columns of one pixel: with halved color resolution, both are purple. */
  private static float[] columns() {
    float[] rgb = new float[3 * 32 * 32];
    for (int i = 0; i < 32 * 32; i++) {
      rgb[3 * i + 2 * (i % 2)] = 1;
    }
    return rgb;
  }

  private float[] backFromJpeg(float[] rgb, PictureWriter.Subsampling subsampling) {
    Path file = folder.resolve("columns.jpg");
    PictureWriter.write(
        new Picture(32, 32, rgb),
        file,
        PictureWriter.Options.DEFAULT.withQuality(100).withSubsampling(subsampling));
    return PictureReader.read(file).rgb();
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

  @Test
  void textsAreFoundInTiffFiles() throws IOException {
    Path file = folder.resolve("text.tif");
    PictureWriter.write(
        TestPictures.smooth(5, 5),
        file,
        PictureWriter.Options.DEFAULT.withText(
            Map.of("Software", "Impasto", "Title", "N\u00fa\u017e\nby night")));
    TiffDirectory page = TiffDirectory.first(Files.readAllBytes(file)).orElseThrow();
    assertThat(page.content(270))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("Software: Impasto\nTitle: N\u00fa\u017e\n by night\0");
    assertThat(page.content(305)).asString(StandardCharsets.UTF_8).isEqualTo("Impasto\0");
  }

  @Test
  void tiffFilesSayThatTheyAreSrgb() throws IOException {
    Path file = folder.resolve("profile.tif");
    PictureWriter.write(TestPictures.smooth(5, 5), file);
    TiffDirectory page = TiffDirectory.first(Files.readAllBytes(file)).orElseThrow();
    assertThat(new ExifTags(page).profile())
        .isEqualTo(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
  }

  @Test
  void moreThanAJpegFileHoldsIsRefusedBeforehand() {
    Path jpeg = folder.resolve("a.jpg");
    PictureWriter.checkSize(jpeg, 65535, 32767);
    PictureWriter.checkSize(folder.resolve("a.png"), 65536, 65536);
    for (int[] size : new int[][] {{65536, 1}, {1, 65536}, {65535, 65535}}) {
      assertThatThrownBy(() -> PictureWriter.checkSize(jpeg, size[0], size[1]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(
              "at most 65535 pixels a side and 2147 megapixels, not %d x %d pixels; end it in .png",
              size[0], size[1]);
    }
    Picture wide = new Picture(65536, 1, new float[3 * 65536]);
    assertThatThrownBy(() -> PictureWriter.write(wide, jpeg))
        .hasMessageContaining("65536 x 1 pixels");
    assertThat(jpeg).doesNotExist();
  }

  @Test
  void whatAFormatCannotHoldIsRefusedBeforehand() {
    PictureWriter.Options options = PictureWriter.Options.DEFAULT;
    PictureWriter.check(folder.resolve("a.tif"), options.withBits(16));
    PictureWriter.check(
        folder.resolve("a.jpg"), options.withSubsampling(PictureWriter.Subsampling.HALF));
    assertThatThrownBy(() -> PictureWriter.check(folder.resolve("a.jpg"), options.withBits(16)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("8 bits per color, not 16");
    assertThatThrownBy(
            () ->
                PictureWriter.check(
                    folder.resolve("a.tif"),
                    options.withSubsampling(PictureWriter.Subsampling.HALF)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("subsampled as 422");
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
  @ValueSource(strings = {"same.png", "same.jpg", "same.tif"})
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
  @ValueSource(strings = {"old.png", "old.jpg", "old.tif"})
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
        .hasMessageContaining(".png, .jpg, .jpeg, .tif or .tiff");
  }

  @Test
  void aMissingFolderIsRefusedBeforehand() {
    assertThatThrownBy(() -> PictureWriter.check(folder.resolve("no/such/a.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void aNameThatNoFileCanHaveIsRefusedBeforehand() {
    assertThatThrownBy(() -> PictureWriter.check(folder.resolve("a".repeat(300) + ".png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("choose another name");
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
