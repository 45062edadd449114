package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GIF and animated PNG. */
final class AnimationWriterTest {
  private static final AnimationWriter.Timing TIMING = new AnimationWriter.Timing(50, 500);

  private final Path folder;

  AnimationWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<Picture> frames() {
    Picture smooth = TestPictures.smooth(120, 80);
    return List.of(smooth, smooth.denoised(0.1), TestPictures.noise(120, 80, 5, 3));
  }

  private Path written(String name, List<Picture> frames) {
    Path file = folder.resolve(name);
    AnimationWriter.write(frames, file, TIMING);
    return file;
  }

  /** What is read of an animation's frames. */
  private interface Reading<T> {
    T read(ImageReader reader, int frame) throws IOException;
  }

  private static <T> List<T> gif(Path file, Reading<T> reading) throws IOException {
    ImageReader reader = Codecs.javaReader("gif");
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in);
      List<T> all = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        all.add(reading.read(reader, i));
      }
      return all;
    } finally {
      reader.dispose();
    }
  }

  private static Picture frame(ImageReader reader, int index) throws IOException {
    BufferedImage image = reader.read(index);
    int width = image.getWidth();
    float[] rgb = new float[3 * width * image.getHeight()];
    for (int i = 0; i < rgb.length; i++) {
      int color = image.getRGB(i / 3 % width, i / 3 / width);
      rgb[i] = (color >> (16 - 8 * (i % 3)) & 255) / 255f;
    }
    return new Picture(width, image.getHeight(), rgb);
  }

  @Test
  void gifHasAllFramesInNearlyTheirColors() throws IOException {
    List<Picture> back = gif(written("a.gif", frames()), AnimationWriterTest::frame);

    assertThat(back).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(back.get(i).psnr(frames().get(i)))
          .isGreaterThan(28); // a table of even steps gives 20
    }
  }

  @Test
  void gifOfFewColorsIsExact() throws IOException {
    List<Picture> frames =
        List.of(TestPictures.noise(50, 40, 6, 1), TestPictures.noise(50, 40, 6, 2));
    List<Picture> back = gif(written("a.gif", frames), AnimationWriterTest::frame);

    for (int i = 0; i < 2; i++) {
      assertThat(levels(back.get(i))).isEqualTo(levels(frames.get(i)));
    }
  }

  private static int[] levels(Picture picture) {
    int[] levels = new int[picture.rgb().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Levels.of(picture.rgb()[i], 255);
    }
    return levels;
  }

  @Test
  void gifRunsForEverAndShowsItsLastFrameLonger() throws IOException {
    Path file = written("a.gif", frames());
    List<String> delays =
        gif(
            file,
            (reader, frame) -> {
              IIOMetadataNode tree =
                  (IIOMetadataNode)
                      reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
              IIOMetadataNode control =
                  (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
              return control.getAttribute("delayTime");
            });

    assertThat(delays).containsExactly("5", "5", "50");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0\3\1\0\0\0");
  }

  /** The chunks of a PNG file, their types before their contents. */
  private static List<byte[]> chunks(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> chunks = new ArrayList<>();
    int at = 8;
    while (at < bytes.length) {
      int length = ByteBuffer.wrap(bytes).getInt(at);
      chunks.add(Arrays.copyOfRange(bytes, at + 4, at + 8 + length));
      at += 12 + length;
    }
    return chunks;
  }

  private static String type(byte[] chunk) {
    return new String(chunk, 0, 4, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.APNG"})
  void pngHasAllFramesExactly(String name) throws IOException {
    Path file = written(name, frames());
    List<Picture> back = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    byte[] header = {};
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (byte[] chunk : chunks(file)) {
      String type = type(chunk);
      header = type.equals("IHDR") ? Arrays.copyOfRange(chunk, 4, chunk.length) : header;
      if (type.equals("fcTL") || type.equals("fdAT")) {
        numbers.add(ByteBuffer.wrap(chunk).getInt(4));
      }
      if (data.size() > 0 && !type.equals("fdAT")) {
        back.add(single(header, data.toByteArray()));
        data.reset();
      }
      if (type.equals("fdAT")) {
        data.write(chunk, 8, chunk.length - 8);
      }
    }

    assertThat(back).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(levels(back.get(i))).isEqualTo(levels(frames().get(i)));
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
  }

  private Picture single(byte[] header, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PngChunks chunks = new PngChunks(bytes);
    chunks.write("IHDR", header);
    chunks.write("IDAT", data);
    chunks.write("IEND", new byte[0]);
    return PictureReader.read(Files.write(folder.resolve("frame.png"), bytes.toByteArray()));
  }

  @Test
  void pngSaysHowManyFramesThereAreAndHowLongEachIsShown() throws IOException {
    List<byte[]> chunks = chunks(written("a.png", frames()));
    byte[] control =
        chunks.stream().filter(chunk -> type(chunk).equals("acTL")).findFirst().orElseThrow();
    assertThat(ByteBuffer.wrap(control).getInt(4)).isEqualTo(3);
    assertThat(ByteBuffer.wrap(control).getInt(8)).isZero();
    assertThat(chunks)
        .filteredOn(chunk -> type(chunk).equals("fcTL"))
        .extracting(chunk -> (int) ByteBuffer.wrap(chunk).getShort(24))
        .containsExactly(50, 50, 500);
  }

  @Test
  void programsThatKnowNoAnimationShowTheLastFrameOfAPng() {
    Picture shown = PictureReader.read(written("a.png", frames()));

    assertThat(levels(shown)).isEqualTo(levels(frames().get(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a.png"})
  void transparentPicturesAreShownOnWhite(String name) {
    Path file = written(name, List.of(new Picture(20, 10, new float[3 * 200], new float[200])));

    assertThat(PictureReader.read(file).rgb()[0]).isEqualTo(1);
    assertThat(PictureReader.read(file).alpha()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a.png"})
  void picturesOfOtherSizesAreRefusedAndTheOldFileStays(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "old");
    List<Picture> frames = List.of(TestPictures.smooth(20, 10), TestPictures.smooth(20, 11));

    assertThatThrownBy(() -> AnimationWriter.write(frames, file, TIMING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one size, not 20x10 and 20x11");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a.png"})
  void theSamePicturesGiveTheSameBytes(String name) throws IOException {
    byte[] first = Files.readAllBytes(written(name, frames()));

    assertThat(Files.readAllBytes(written(name, frames()))).isEqualTo(first);
  }

  @Test
  void whatIsNoAnimationIsRefused() {
    assertThatThrownBy(() -> AnimationWriter.check(folder.resolve("a.mp4")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a.mp4' names no animation; end it in .gif, .png or .apng");
    assertThatThrownBy(() -> AnimationWriter.check(folder.resolve("no").resolve("a.gif")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> AnimationWriter.write(List.of(), folder.resolve("a.gif"), TIMING))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new AnimationWriter.Timing(10, 100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("20 to 60000 milliseconds, not 10");
  }
}
