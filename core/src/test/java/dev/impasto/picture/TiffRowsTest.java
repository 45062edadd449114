package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of TIFF files are those that another decoder finds. */
final class TiffRowsTest {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 101;
  private static final SizeLimit LIMIT = new SizeLimit("file", 1_000_000, 1_000_000);

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_4BYTE_ABGR,
          BufferedImage.TYPE_4BYTE_ABGR_PRE,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY
        }) {
      for (String compression : List.of("", "LZW", "ZLib", "Deflate")) {
        kinds.add(Arguments.of(type, compression, 0));
        kinds.add(Arguments.of(type, compression, 32));
      }
    }
    return kinds.stream();
  }

  /**
   * A file of Java's encoder.
   *
   * @param tile the side of a tile; 0 for strips
   */
  private static byte[] written(int type, String compression, int tile) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    WritableRaster raster = image.getRaster();
    Random random = new Random(1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int b = 0; b < raster.getNumBands(); b++) {
          // Runs and noise: long entries of LZW, and a table that is full.
          raster.setSample(x, y, b, y < 40 ? 7 * b : random.nextInt(256));
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = Codecs.javaWriter("tiff");
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (!compression.isEmpty()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      if (tile > 0) {
        param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        param.setTiling(tile, tile, 0, 0);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theyAreThoseOfAnotherDecoder(int type, String compression, int tile) throws IOException {
    FileBytes file = FileBytes.of(written(type, compression, tile));
    TiffDirectory page = TiffDirectory.first(file).orElseThrow();
    Decoded rows = TiffRows.of(file, page, LIMIT).orElseThrow();
    JavaImages.Coding coding =
        new JavaImages.Coding(0, false, type == BufferedImage.TYPE_4BYTE_ABGR_PRE);
    Decoded expected =
        Codecs.read(Codecs.tiffReader(), file, reader -> JavaImages.first(reader, LIMIT, coding));
    assertThat(rows.bits()).isEqualTo(expected.bits());
    assertThat(rows.hasAlpha()).isEqualTo(expected.hasAlpha());
    assertThat(StoredPixels.samples(rows)).isEqualTo(StoredPixels.samples(expected));
  }

  @Test
  void otherKindsAreLeftToTheOtherDecoder() throws IOException {
    FileBytes file = FileBytes.of(written(BufferedImage.TYPE_INT_RGB, "JPEG", 0));
    assertThat(TiffRows.of(file, TiffDirectory.first(file).orElseThrow(), LIMIT)).isEmpty();
  }
}
