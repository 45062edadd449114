package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.storage.Storage;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result takes over from the photograph's file. */
final class PictureMetadataTest {
  private static final int MAKER = 271;
  private static final int ORIENTATION = 274;
  private static final int STRIPS = 273;
  private static final int EXIF = 34665;
  private static final int GPS = 34853;
  private static final int TAKEN = 36867;
  private static final int MAKER_NOTE = 37500;
  private static final int COLOR_SPACE = 40961;
  private static final int COLUMNS = 40962;

  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

  private final Path folder;

  PictureMetadataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The EXIF of a turned photograph. */
  private static byte[] exif(ByteOrder order) {
    TiffFields shot = new TiffFields(order);
    shot.putText(TAKEN, "2024:05:06 07:08:09");
    shot.putBytes(MAKER_NOTE, new byte[100]);
    shot.putLongs(COLUMNS, 4000);
    TiffFields gps = new TiffFields(order);
    gps.putText(1, "N");
    TiffFields all = new TiffFields(order);
    all.putText(MAKER, "A maker");
    all.putShorts(ORIENTATION, 6);
    all.putLongs(STRIPS, 8);
    all.putDirectory(EXIF, shot);
    all.putDirectory(GPS, gps);
    return all.block();
  }

  /** A JPEG file with an EXIF block and a profile. */
  private Path photograph(byte[] exif, byte[] profile) throws IOException {
    Path plain = folder.resolve("plain.jpg");
    PictureWriter.write(TestPictures.smooth(40, 30), plain);
    byte[] jpeg = Files.readAllBytes(plain);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, 20);
    segment(file, 0xe1, "Exif\0\0", exif);
    if (profile.length > 0) {
      segment(file, 0xe2, "ICC_PROFILE\0\1\1", profile);
    }
    file.write(jpeg, 20, jpeg.length - 20);
    return Files.write(folder.resolve("photograph.jpg"), file.toByteArray());
  }

  private static void segment(
      ByteArrayOutputStream file, int marker, String start, byte[] content) {
    int length = 2 + start.length() + content.length;
    file.writeBytes(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    file.writeBytes(start.getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(content);
  }

  private Path written(String name, PictureMetadata metadata) {
    Path file = folder.resolve(name);
    PictureWriter.write(
        TestPictures.smooth(20, 10),
        file,
        PictureWriter.Options.DEFAULT.withQuality(100).withMetadata(metadata));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"a.jpg,II", "a.png,II", "a.tif,II", "a.jpg,MM", "a.png,MM", "a.tif,MM"})
  void whatExifSaysOfThePhotographIsCarriedOverAndWhatItSaysOfItsPixelsIsNot(
      String name, String order) throws IOException {
    byte[] exif = exif(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    Path result = written(name, PictureMetadata.read(photograph(exif, new byte[0]), true, false));

    TiffDirectory kept = directory(result);
    assertThat(text(kept, MAKER)).isEqualTo("A maker");
    assertThat(kept.value(ORIENTATION, 0)).isEqualTo(1);
    assertThat(kept.has(STRIPS)).isEqualTo(name.endsWith(".tif"));
    TiffDirectory shot = kept.below(EXIF).orElseThrow();
    assertThat(text(shot, TAKEN)).isEqualTo("2024:05:06 07:08:09");
    assertThat(shot.has(MAKER_NOTE)).isFalse();
    assertThat(shot.value(COLUMNS, 0)).isEqualTo(20);
    assertThat(shot.value(COLOR_SPACE, 0)).isEqualTo(1);
    assertThat(text(kept.below(GPS).orElseThrow(), 1)).isEqualTo("N");
    Picture back = PictureReader.read(result);
    assertThat(back.width()).isEqualTo(20);
    assertThat(back.psnr(TestPictures.smooth(20, 10))).isGreaterThan(40);
  }

  private static TiffDirectory directory(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return FileKind.of(bytes).format() == FileKind.Format.TIFF
        ? TiffDirectory.first(bytes).orElseThrow()
        : Optional.ofNullable(PictureReader.embedded(file, Embedded::exif)).orElseThrow();
  }

  private static String text(TiffDirectory directory, int tag) {
    byte[] bytes = Optional.ofNullable(directory.content(tag)).orElseThrow();
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif"})
  void whatAResultTookOverCanBeTakenOverAgain(String name) throws IOException {
    Path photograph = photograph(exif(ByteOrder.BIG_ENDIAN), LINEAR);
    Path first = written(name, PictureMetadata.read(photograph, true, true));
    Path second = written("again.jpg", PictureMetadata.read(first, true, true));

    TiffDirectory kept = directory(second);
    assertThat(text(kept, MAKER)).isEqualTo("A maker");
    assertThat(text(kept.below(EXIF).orElseThrow(), TAKEN)).isEqualTo("2024:05:06 07:08:09");
    assertThat(PictureReader.embedded(second, Embedded::profile)).isEqualTo(LINEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void colorsAreConvertedToTheKeptProfileAndLookTheSame(String name) throws IOException {
    Path photograph = photograph(exif(ByteOrder.BIG_ENDIAN), LINEAR);
    float[] gray = new float[3 * 64];
    Arrays.fill(gray, 0.5f);
    Path file = folder.resolve(name);
    PictureWriter.write(
        new Picture(8, 8, gray),
        file,
        PictureWriter.Options.DEFAULT
            .withQuality(100)
            .withMetadata(PictureMetadata.read(photograph, true, true)));

    assertThat(PictureReader.embedded(file, Embedded::profile)).isEqualTo(LINEAR);
    assertThat(PictureReader.read(file).rgb()[0]).isCloseTo(0.5f, within(0.01f));
    // sRGB's 0.5 is 0.214 of the light.
    assertThat(stored(file)).isCloseTo(0.214f, within(0.01f));
    assertThat(directory(file).below(EXIF).orElseThrow().value(COLOR_SPACE, 0)).isEqualTo(65535);
  }

  /** The first value as the file holds it. */
  private static float stored(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    SizeLimit limit = new SizeLimit("file", 1000, bytes.length);
    FileBytes all = FileBytes.of(bytes);
    Decoded decoded =
        switch (FileKind.of(bytes).format()) {
          case PNG -> PngDecoder.decode(all, limit, Storage.HEAP);
          case TIFF -> TiffDecoder.decode(all, limit);
          default -> JpegDecoder.decode(all, limit);
        };
    return StoredPixels.samples(decoded)[0];
  }

  @Test
  void aProfileThatIsSrgbChangesNoColor() throws IOException {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    Path photograph = photograph(exif(ByteOrder.BIG_ENDIAN), srgb);
    Path result = written("a.png", PictureMetadata.read(photograph, false, true));

    assertThat(PictureReader.read(result).rgb()).isEqualTo(TestPictures.smooth(20, 10).rgb());
    assertThat(PictureReader.embedded(result, Embedded::profile)).isEqualTo(srgb);
    assertThat(PictureReader.<Object>embedded(result, Embedded::exif)).isNull();
  }

  @Test
  void alphaStaysInAProfile() throws IOException {
    Path photograph = photograph(exif(ByteOrder.BIG_ENDIAN), LINEAR);
    Picture picture = TestPictures.noiseWithAlpha(9, 7, 256, 1);
    Path file = folder.resolve("alpha.png");
    PictureWriter.write(
        picture,
        file,
        PictureWriter.Options.DEFAULT.withMetadata(PictureMetadata.read(photograph, false, true)));

    assertThat(PictureReader.read(file).alpha()).hasValue(picture.alpha().orElseThrow());
  }

  @Test
  void aProfileForGrayIsRefused() throws IOException {
    byte[] gray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    Path photograph = photograph(exif(ByteOrder.BIG_ENDIAN), gray);

    assertThatThrownBy(() -> PictureMetadata.read(photograph, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("photograph.jpg' is for gray");
    assertThat(PictureMetadata.read(photograph, true, false).profile()).isEmpty();
  }

  @Test
  void aPhotographWithoutEitherIsAsGoodAsAny() {
    Path photograph = written("plain.png", PictureMetadata.NONE);
    Path result = written("a.png", PictureMetadata.read(photograph, true, true));

    assertThat(result).hasSameBinaryContentAs(photograph);
  }

  @Test
  void aDamagedProfileOrExifCountsAsNone() throws IOException {
    Path photograph = photograph("II*\0nonsense".getBytes(StandardCharsets.US_ASCII), new byte[9]);
    Path result = written("a.png", PictureMetadata.read(photograph, true, true));

    assertThat(result).hasSameBinaryContentAs(written("b.png", PictureMetadata.NONE));
  }

  @Test
  void anExifBlockThatNoJpegFileHoldsIsRefused() throws IOException {
    TiffFields shot = new TiffFields(ByteOrder.BIG_ENDIAN);
    for (int tag = 50000; tag < 50020; tag++) {
      shot.putBytes(tag, new byte[8000]);
    }
    TiffFields all = new TiffFields(ByteOrder.BIG_ENDIAN);
    all.putDirectory(EXIF, shot);
    Path photograph = Files.write(folder.resolve("large.png"), png(all.block()));

    assertThatThrownBy(() -> PictureMetadata.read(photograph, true, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("larger than the 64 KB");
  }

  /** A picture whose EXIF takes more than JPEG's 64 KB. */
  private byte[] png(byte[] exif) throws IOException {
    byte[] plain = Files.readAllBytes(written("plain.png", PictureMetadata.NONE));
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    new PngChunks(chunk).write("eXIf", exif);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, 33);
    file.write(chunk.toByteArray(), 8, chunk.size() - 8);
    file.write(plain, 33, plain.length - 33);
    return file.toByteArray();
  }
}
