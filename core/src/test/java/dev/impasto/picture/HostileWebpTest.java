package dev.impasto.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebP files that say of themselves what is not so: the decoder would believe them. */
class HostileWebpTest {
  /**
   * 14 x 10 pixels; its one code of 2 bits was changed so that thousands of tables seem to follow.
   */
  private static final String TABLES_BEHIND_THE_END =
      "UklGRiwCAABXRUJQVlA4TCACAAAvDUACAF/kNrbtxPnSMnO0xtAR9uuiMGSImC34UhuOI9lWlXPve/9/3N0t"
          + "BPbsiJwMyMDd/Skk27ZNV+ece29sW7VUU06b0lrbdj6eLuY/LMAAQMY45ADPoTjDfGJvZgwkCaKIQBPVZ8P7"
          + "SGiq8gghRwkG1HABGEAElAwKBfQPLv49QoTaB40Fc+StBH0Fv8jnBx/4CtJZUh0Sg9HkcCSy4acdAzElYGI4"
          + "ovwPndKuFplRGIlLnxAZ4l8olLP0swqKVxaezwx8CAa3mCnBuTNqYcT/QdCs+P1hv1obeW+fACAM8/R8d3tz"
          + "DT8Il2e4KLRYsKTui8V/mMaCKwXOHkNtOcOAmxIUdewRcAsJKSn//wP8/eSDiRWDxiVEgS80V0c5575oEuAX"
          + "g5iNwCgs/AlCZTALKCTno/2SubQAM1FWgmF18NV3d7p6JV/6WQlsQmPD5aEt1dxjL/0UIfGlIPyXetfUa2bo"
          + "J4KkNCM5Pw8Z5fQOfjC/o9alt1fTLOIfbgUJjmPjBJjIrtPx4LUP4N9f9hvJ/F133FN12oIozJ191NOpZTsC"
          + "EBsAINgKq23btm3btu3ONiP6HxyD3dkcjsb/s+mXzUoQ6Sn+fufn29X+dVvkWk29MQgHA2WfN51jKhi67As1"
          + "EYuSUspMkkhXs821v+1DKF8qRGTkV5TAMVmcWl1PRYWXIt8/qsXH3cX83KNJxAg4mIs1HS+vlhscXwgF";

  /** One color without losses; its width and height stand in 14 bits each. */
  private static final byte[] RED =
      Base64.getDecoder().decode("UklGRhwAAABXRUJQVlA4TA8AAAAvF8ADAAcQ/Y/+ByKi/wEA");

  private final Path file;

  HostileWebpTest(@TempDir Path folder) {
    file = folder.resolve("a.webp");
  }

  @Test
  void whatSeemsToFollowBehindTheEndIsNotRead() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertRefused(Base64.getDecoder().decode(TABLES_BEHIND_THE_END), "it is cut short");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L << 20);
  }

  @Test
  void onePlainColorMayHaveManyPixelsForItsBytes() throws IOException {
    Picture picture = PictureReader.read(Files.write(file, red(3000, 2000)));

    assertThat(picture.width()).isEqualTo(3000);
    assertThat(picture.rgb()).startsWith(1, 0, 0).endsWith(1, 0, 0);
  }

  @Test
  void pixelsWithoutBoundForTheBytesAreRefused() throws IOException {
    assertRefused(red(9000, 8000), "its header says 9000 x 8000 pixels, too many for 36 bytes");
  }

  @Test
  void aLossyPictureWithMorePixelsThanItsBytesCanCodeIsRefused() throws IOException {
    byte[] lossy = WebpFiles.all().get(0);
    ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putShort(26, (short) 9000);

    assertRefused(lossy, "its header says 9000 x 22 pixels, too many for 114 bytes");
  }

  @Test
  void aCanvasOfAnotherSizeThanItsPictureIsRefused() throws IOException {
    assertRefused(
        riff(chunk("VP8X", canvas(0, 24, 17)), Arrays.copyOfRange(RED, 12, RED.length)),
        "its header says 24 x 17 pixels, its picture 24 x 16");
  }

  @Test
  void aFrameBeyondItsCanvasIsRefused() throws IOException {
    byte[] frame = new byte[16 + RED.length - 12];
    frame[0] = 1; // two pixels to the right
    frame[6] = 23;
    frame[9] = 15;
    System.arraycopy(RED, 12, frame, 16, RED.length - 12);

    assertRefused(
        riff(chunk("VP8X", canvas(2, 24, 16)), chunk("ANMF", frame)),
        "its first frame goes to 26, 16, beyond its 24 x 16 pixels");
  }

  @Test
  void ofSeveralPicturesTheFirstIsTaken() throws IOException {
    byte[] red = Arrays.copyOfRange(RED, 12, RED.length);
    byte[] other = chunk("VP8L", new byte[] {1, 2, 3});
    Files.write(file, riff(chunk("VP8X", canvas(0, 24, 16)), red, other));

    assertThat(PictureReader.read(file).rgb()).startsWith(1, 0, 0);
  }

  private void assertRefused(byte[] bytes, String reason) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> PictureReader.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "'%s' is a damaged or unusual WebP file: %s; save it anew as PNG or JPEG",
            file, reason);
  }

  private static byte[] red(int width, int height) {
    byte[] red = RED.clone();
    ByteBuffer.wrap(red)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(21, (width - 1) | (height - 1) << 14);
    return red;
  }

  private static byte[] canvas(int flags, int width, int height) {
    return new byte[] {(byte) flags, 0, 0, 0, (byte) (width - 1), 0, 0, (byte) (height - 1), 0, 0};
  }

  private static byte[] chunk(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static byte[] riff(byte[]... chunks) {
    int length = Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + length);
    bytes.put("WEBP".getBytes(StandardCharsets.US_ASCII));
    for (byte[] chunk : chunks) {
      bytes.put(chunk);
    }
    return bytes.array();
  }
}
