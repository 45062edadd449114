package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.problem.InvalidInputException;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private final Path folder;

  PictureReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
  void aFileThatLosesNothingComesBackExactly(String format) throws IOException {
    BufferedImage image = new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 31 * 17; i++) {
      // No more than 256 colors, for GIF.
      image.setRGB(i % 31, i / 31, new Color(i % 8 * 36, i % 4 * 85, i % 16 * 17).getRGB());
    }
    Picture picture = PictureReader.read(written(image, format));
    assertThat(picture.width()).isEqualTo(31);
    assertThat(picture.height()).isEqualTo(17);
    for (int i = 0; i < 31 * 17; i++) {
      for (int c = 0; c < 3; c++) {
        int level = (image.getRGB(i % 31, i / 31) >> (16 - 8 * c)) & 255;
        assertThat(picture.rgb()[3 * i + c]).isEqualTo(level / 255f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void grayIsNotBrightened(String format) throws IOException {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      image.getRaster().setSample(x, 0, 0, x);
    }
    Picture picture = PictureReader.read(written(image, format));
    for (int x = 0; x < 256; x++) {
      for (int c = 0; c < 3; c++) {
        assertThat(picture.rgb()[3 * x + c]).isEqualTo(x / 255f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void all16BitsOfGrayAreKept(String format) throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 65536; i++) {
      image.getRaster().setSample(i % 256, i / 256, 0, i);
    }
    Picture picture = PictureReader.read(written(image, format));
    for (int i = 0; i < 65536; i++) {
      assertThat(picture.rgb()[3 * i + 1]).isEqualTo(i / 65535f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void alphaIsKeptApartAndHiddenColorsAreNot(String format) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
    image.setRGB(0, 0, 0x33_ff_00_ff);
    image.setRGB(1, 0, 0x00_ff_00_ff);
    Picture picture = PictureReader.read(written(image, format));
    assertThat(picture.alpha()).hasValue(new float[] {0.2f, 0});
    assertThat(picture.rgb()).containsExactly(1, 0, 1, 1, 1, 1);
    assertThat(picture.onWhite().alpha()).isEmpty();
    assertThat(picture.onWhite().rgb())
        .containsExactly(new float[] {1, 0.8f, 1, 1, 1, 1}, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesAreReadAtEveryDepth(int bits) throws IOException {
    int size = 1 << bits;
    byte[] ramp = new byte[size];
    new Random(bits).nextBytes(ramp);
    BufferedImage image =
        new BufferedImage(
            17,
            size,
            bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(bits, size, ramp, ramp, new byte[size], 0));
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < 17; x++) {
        image.getRaster().setSample(x, y, 0, y);
      }
    }
    Picture picture = PictureReader.read(written(image, "png"));
    float[] alpha = picture.alpha().orElseThrow();
    for (int i = 0; i < 17 * size; i++) {
      assertThat(alpha[i]).isEqualTo(i < 17 ? 0 : 1);
      assertThat(picture.rgb()[3 * i + 1]).isEqualTo(i < 17 ? 1 : (ramp[i / 17] & 255) / 255f);
    }
  }

  @Test
  void aTransparentColorOfAPngIsTransparent() throws IOException {
    byte[] pixels = {0, 10, 20, 30, 10, 20, 31};
    byte[] png =
        png(header(2, 1, 8, 2), chunk("tRNS", new byte[] {0, 10, 0, 20, 0, 30}), data(pixels));
    assertThat(PictureReader.read(file("key.png", png)).alpha()).hasValue(new float[] {0, 1});
  }

  @ParameterizedTest
  @CsvSource({
    "1,false,false,false",
    "2,false,true,false",
    "3,false,true,true",
    "4,false,false,true",
    "5,true,false,false",
    "6,true,true,false",
    "7,true,true,true",
    "8,true,false,true"
  })
  void aTurnedPictureIsTurnedUpright(
      int orientation, boolean swapped, boolean right, boolean bottom) throws IOException {
    Picture stored = TestPictures.smooth(64, 32);
    Path plain = folder.resolve("plain.jpg");
    PictureWriter.write(stored, plain, PictureWriter.Options.DEFAULT.withQuality(100));
    stored = PictureReader.read(plain);
    byte[] jpeg = Files.readAllBytes(plain);
    for (boolean littleEndian : new boolean[] {false, true}) {
      byte[] exif =
          concat("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif(orientation, littleEndian));
      Picture turned =
          PictureReader.read(file("turned.jpg", insert(jpeg, jpegSegment(0xe1, exif))));
      assertThat(turned.width()).isEqualTo(swapped ? 32 : 64);
      assertThat(turned.height()).isEqualTo(swapped ? 64 : 32);
      // The stored top left corner is where the tag says.
      int corner =
          (bottom ? turned.height() - 1 : 0) * turned.width() + (right ? turned.width() - 1 : 0);
      assertThat(Arrays.copyOfRange(turned.rgb(), 3 * corner, 3 * corner + 3))
          .containsExactly(Arrays.copyOf(stored.rgb(), 3));
    }
  }

  @Test
  void aProfileIsConvertedToSrgbAndABrokenOneIgnored() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] pixels = {0, 55, 55, 55};
    Picture converted =
        PictureReader.read(
            file("linear.png", png(header(1, 1, 8, 2), profile(linear), data(pixels))));
    // 55/255 of linear light is 128/255 as sRGB encodes it.
    for (float value : converted.rgb()) {
      assertThat(value).isCloseTo(128 / 255f, within(1 / 255f));
    }
    Arrays.fill(linear, 128, linear.length, (byte) 0xee);
    Picture ignored =
        PictureReader.read(
            file("broken.png", png(header(1, 1, 8, 2), profile(linear), data(pixels))));
    assertThat(ignored.rgb()).containsExactly(55 / 255f, 55 / 255f, 55 / 255f);
  }

  @Test
  void theProfileOfSrgbChangesNothing() throws IOException {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] pixels = {0, 1, (byte) 200, 99};
    Picture picture =
        PictureReader.read(file("srgb.png", png(header(1, 1, 8, 2), profile(srgb), data(pixels))));
    assertThat(picture.rgb()).containsExactly(1 / 255f, 200 / 255f, 99 / 255f);
  }

  @Test
  void aProfileOf16BitsIsConvertedAt16Bits() throws IOException {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] row = new byte[1 + 6 * 1000];
    for (int x = 0; x < 1000; x++) {
      for (int c = 0; c < 3; c++) {
        row[1 + 6 * x + 2 * c] = (byte) ((10_000 + x) >> 8);
        row[2 + 6 * x + 2 * c] = (byte) (10_000 + x);
      }
    }
    Picture picture =
        PictureReader.read(
            file("linear.png", png(header(1000, 1, 16, 2), profile(linear), data(row))));
    for (int x = 1; x < 1000; x++) {
      assertThat(picture.rgb()[3 * x]).isGreaterThan(picture.rgb()[3 * x - 3]);
    }
  }

  @Test
  void inksAreReadAsTheyAreStoredWithAndWithoutAdobesMarker() throws IOException {
    // A quarter of cyan, half of magenta, no yellow, a fifth of black.
    float[] expected = {191 / 255f * 0.8f, 127 / 255f * 0.8f, 0.8f};
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, new int[] {191, 127, 255, 204});
    }
    assertThat(PictureReader.read(file("plain.jpg", jpeg(raster))).rgb())
        .satisfies(
            rgb -> assertThat(Arrays.copyOf(rgb, 3)).containsExactly(expected, within(0.01f)));
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    byte[] inverted = insert(jpeg(raster), jpegSegment(0xee, adobe));
    assertThat(PictureReader.read(file("adobe.jpg", inverted)).rgb())
        .satisfies(
            rgb -> assertThat(Arrays.copyOf(rgb, 3)).containsExactly(expected, within(0.01f)));
    // The same as luminance, color differences and black, of 1 - ink as red, green and blue...
    // which Adobe's inversion turns around once more: what is stored is that of the ink.
    double y = 0.299 * 64 + 0.587 * 128;
    int[] ycck = {
      (int) Math.round(y),
      (int) Math.round(128 + (0 - y) / 1.772),
      (int) Math.round(128 + (64 - y) / 1.402),
      204
    };
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, ycck);
    }
    adobe[11] = 2;
    assertThat(
            PictureReader.read(file("ycck.jpg", insert(jpeg(raster), jpegSegment(0xee, adobe))))
                .rgb())
        .satisfies(
            rgb -> assertThat(Arrays.copyOf(rgb, 3)).containsExactly(expected, within(0.02f)));
  }

  /** Four components as they are. */
  private static byte[] jpeg(Raster raster) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = Codecs.javaWriter("jpeg");
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1);
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tiff", "gif"})
  void aFileThatIsCutShortIsRefused(String format) throws IOException {
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 80 * 60; i++) {
      image.setRGB(i % 80, i / 80, random.nextInt(1 << 24));
    }
    byte[] whole = Files.readAllBytes(written(image, format));
    for (double part : new double[] {0.1, 0.5, 0.9}) {
      Path file = file("cut." + format, Arrays.copyOf(whole, (int) (whole.length * part)));
      assertRefused(file);
    }
  }

  @Test
  void aJpegThatLacksDataButHasAnEndIsRefused() throws IOException {
    Path whole = folder.resolve("whole.jpg");
    PictureWriter.write(TestPictures.noise(80, 60, 256, 1), whole);
    byte[] bytes = Files.readAllBytes(whole);
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;
    assertRefused(file("cut.jpg", cut), "cut short");
  }

  @ParameterizedTest
  @CsvSource({"100000,100000", "2147483647,1", "2147483647,2147483647", "10001,10000"})
  void aPictureThatIsTooLargeIsRefusedByItsHeader(int width, int height) throws IOException {
    Path file = file("bomb.png", png(header(width, height, 16, 6), data(new byte[100])));
    assertRefused(file, width + " x " + height, "the limit is 100 megapixels");
  }

  @Test
  void theLimitOfPixelsIsTheCallers() throws IOException {
    Path file = folder.resolve("ten.png");
    PictureWriter.write(TestPictures.smooth(10, 10), file);
    assertThat(PictureReader.read(file, 100).width()).isEqualTo(10);
    assertThatThrownBy(() -> PictureReader.read(file, 99))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("10 x 10");
    assertThatThrownBy(() -> PictureReader.read(file, 0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aHeaderWithoutThePixelsItClaimsIsRefused() throws IOException {
    Path file = file("bomb.png", png(header(9999, 9999, 16, 6), data(new byte[100])));
    assertRefused(file, "9999 x 9999");
  }

  @ParameterizedTest
  @CsvSource({
    "page.jpg,<!DOCTYPE html><html>,an HTML page",
    "note.png,just words,text",
    "drawing.png,<svg xmlns='x'/>,SVG",
    "phone.jpg,0000ftypheic0000,HEIC",
    "web.jpg,0000ftypavif0000,AVIF",
    "print.png,%PDF-1.7,PDF",
    "pack.png,PK\u0003\u0004zip,a ZIP archive",
    "noise.png,x\u0001\u0002y,unknown kind"
  })
  void whatIsNoPictureIsNamed(String name, String content, String kind) throws IOException {
    Path file = file(name, content.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, name, kind, "PNG");
  }

  @Test
  void missingFilesFoldersAndEmptyFilesAreNamed() throws IOException {
    assertRefused(folder.resolve("none.png"), "there is no file", "none.png");
    assertRefused(folder, "is a folder");
    assertRefused(file("empty.png", new byte[0]), "is empty");
  }

  @Test
  void whatIsNoPictureIsToldByItsFirstBytes() throws IOException {
    Path note = file("note.png", "just words".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PictureReader.check(note)).hasMessageContaining("is text, not a");
    assertThatThrownBy(() -> PictureReader.check(folder)).hasMessageContaining("is a folder");
    PictureReader.check(file("cut.png", png(header(9, 9, 8, 2))));
  }

  @Test
  void damageNeverEndsInAnyOtherException() throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400; i++) {
      image.setRGB(i % 20, i / 20, 40_000 * i);
    }
    Random random = new Random(11);
    for (String format : new String[] {"png", "jpg", "bmp", "tiff", "gif"}) {
      byte[] whole = Files.readAllBytes(written(image, format));
      for (int trial = 0; trial < 100; trial++) {
        byte[] damaged = whole.clone();
        for (int k = 0; k < 3; k++) {
          damaged[random.nextInt(Math.min(damaged.length, 300))] = (byte) random.nextInt(256);
        }
        try {
          // Whatever still can be read may be.
          assertThat(PictureReader.read(file("damaged", damaged)).width()).isPositive();
        } catch (InvalidInputException e) {
          assertThat(e.getMessage()).doesNotContain("\n");
        }
      }
    }
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> PictureReader.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageNotContaining("\n")
        .satisfies(
            refusal -> {
              for (String part : parts) {
                assertThat(refusal.getMessage()).contains(part);
              }
            });
  }

  private Path written(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("written." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] png(byte[]... chunks) {
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    return concat(signature, concat(chunks), chunk("IEND", new byte[0]));
  }

  private static byte[] header(int width, int height, int bits, int colorType) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) colorType)
            .array());
  }

  private static byte[] data(byte[] rows) {
    return chunk("IDAT", deflated(rows));
  }

  private static byte[] profile(byte[] profile) {
    return chunk("iCCP", concat(new byte[] {'p', 0, 0}, deflated(profile)));
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[content.length + 100];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static byte[] chunk(String type, byte[] content) {
    byte[] named = concat(type.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 crc = new CRC32();
    crc.update(named);
    return concat(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        named,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes")
  void aPipeIsReadOnce() throws Exception {
    Path picture = folder.resolve("picture.png");
    PictureWriter.write(TestPictures.noise(40, 30, 256, 1), picture);
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Opening a pipe waits for its other end: the shell does, not this process.
    Process writer =
        new ProcessBuilder("sh", "-c", "cat '%s' > '%s'".formatted(picture, pipe)).start();
    PictureReader.check(pipe);

    assertThat(PictureReader.read(pipe).sha256()).isEqualTo(PictureReader.read(picture).sha256());
    assertThat(writer.waitFor()).isZero();
  }

  private static byte[] exif(int orientation, boolean littleEndian) {
    ByteBuffer block = ByteBuffer.allocate(26);
    block.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    byte mark = (byte) (littleEndian ? 'I' : 'M');
    block.put(mark).put(mark).putShort((short) 42).putInt(8).putShort((short) 1);
    block.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return block.array();
  }

  private static byte[] jpegSegment(int marker, byte[] content) {
    int length = content.length + 2;
    return concat(
        new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, content);
  }

  /** A JPEG file with a segment right after its start. */
  private static byte[] insert(byte[] jpeg, byte[] segment) {
    return concat(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
