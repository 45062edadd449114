package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TIFF file that is too large for its usual form becomes BigTIFF by itself. */
final class BigTiffTest {
  private static final Picture PICTURE = TestPictures.noiseWithAlpha(47, 31, 256, 1);

  private final Path file;

  BigTiffTest(@TempDir Path folder) {
    file = folder.resolve("a.tif");
  }

  private byte[] written(long most) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      TiffEncoder.encode(PICTURE, PictureWriter.Options.DEFAULT, channel, most);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void aFileBeyondTheLimitIsBigTiff() throws IOException {
    byte[] bytes = written(1000);
    assertThat(bytes).startsWith('I', 'I', 43, 0, 8, 0, 0, 0);
    assertThat(PictureReader.read(file).sha256()).isEqualTo(PICTURE.sha256());
    BufferedImage image =
        Codecs.read(Codecs.tiffReader(), FileBytes.of(bytes), reader -> reader.read(0));
    int[] first = image.getRaster().getPixel(0, 0, new int[4]);
    for (int c = 0; c < 3; c++) {
      assertThat(first[c] / 255f).isEqualTo(PICTURE.rgb()[c]);
    }
    assertThat(PictureReader.<Object>embedded(file, Embedded::profile)).isNotNull();
  }

  @Test
  void aFileThatMightHaveBeenBeyondTheLimitAndIsNotHasTheUsualForm() throws IOException {
    long length = written(1L << 32).length;
    assertThat(written(length + 100)).startsWith('I', 'I', 42, 0).hasSize((int) length + 8);
    assertThat(PictureReader.read(file).sha256()).isEqualTo(PICTURE.sha256());
  }
}
