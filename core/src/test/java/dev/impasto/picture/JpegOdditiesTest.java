package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG files that are not quite as they should be: 64 x 32 pixels as stored. */
class JpegOdditiesTest {
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Path file;
  private final byte[] plain;

  JpegOdditiesTest(@TempDir Path folder) throws IOException {
    file = folder.resolve("a.jpg");
    PictureWriter.write(TestPictures.noise(64, 32, 256, 3), file);
    plain = Files.readAllBytes(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, SHORT, LONG})
  void anOrientationOfAnyWholeTypeTurnsInBothByteOrders(int type) throws IOException {
    assertThat(read(withSegments(exif(6, type, ByteOrder.BIG_ENDIAN))).width()).isEqualTo(32);
    assertThat(read(withSegments(exif(6, type, ByteOrder.LITTLE_ENDIAN))).width()).isEqualTo(32);
  }

  @Test
  void theFirstOfTwoExifBlocksCounts() throws IOException {
    byte[] upright = exif(1, SHORT, ByteOrder.LITTLE_ENDIAN);
    byte[] turned = exif(6, SHORT, ByteOrder.LITTLE_ENDIAN);
    assertThat(read(withSegments(upright, turned)).width()).isEqualTo(64);
    assertThat(read(withSegments(turned, upright)).width()).isEqualTo(32);
  }

  @Test
  void dataThatTheDecoderCannotFollowIsRefused() {
    byte[] damaged = plain.clone();
    // A restart marker where there are none.
    damaged[damaged.length / 2] = (byte) 0xff;
    damaged[damaged.length / 2 + 1] = (byte) 0xd3;
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("damaged or unusual JPEG");
  }

  @Test
  void bytesThatAreLeftOverAreRefusedButNotFilling() throws IOException {
    byte[] filled = beforeTheEnd(new byte[40]);
    assertThat(read(filled).width()).isEqualTo(64);
    byte[] rest = new byte[40];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = (byte) (i * 7 + 1);
    }
    assertThatThrownBy(() -> read(beforeTheEnd(rest))).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aRareKindIsRefusedWithOneAdvice() {
    byte[] arithmetic = plain.clone();
    for (int i = 0; i + 1 < arithmetic.length; i++) {
      if (arithmetic[i] == (byte) 0xff && arithmetic[i + 1] == (byte) 0xc0) {
        arithmetic[i + 1] = (byte) 0xc9;
        break;
      }
    }
    assertThatThrownBy(() -> read(arithmetic))
        .hasMessageContaining("arithmetic")
        .message()
        .doesNotContainPattern("save it.*save it");
  }

  private byte[] beforeTheEnd(byte[] more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, plain.length - 2);
    out.writeBytes(more);
    out.write(plain, plain.length - 2, 2);
    return out.toByteArray();
  }

  private Picture read(byte[] content) throws IOException {
    return PictureReader.read(Files.write(file, content));
  }

  private byte[] withSegments(byte[]... contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    for (byte[] content : contents) {
      out.write(0xff);
      out.write(0xe1);
      out.write(0);
      out.write(content.length + 2);
      out.writeBytes(content);
    }
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }

  private static byte[] exif(int orientation, int type, ByteOrder order) {
    ByteBuffer block = ByteBuffer.allocate(32).order(order);
    block.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    block.put(mark).put(mark).putShort((short) 42).putInt(8).putShort((short) 1);
    block.putShort((short) 0x112).putShort((short) type).putInt(1);
    switch (type) {
      case LONG -> block.putInt(orientation);
      case SHORT -> block.putShort((short) orientation);
      default -> block.put((byte) orientation);
    }
    return block.array();
  }
}
