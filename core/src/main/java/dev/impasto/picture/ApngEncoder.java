package dev.impasto.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes animated PNG, 8 bits a color. Programs that do not know it show the last frame, which is
 * the file's picture, and once more a frame.
 */
final class ApngEncoder {
  private static final int MILLISECONDS = 1000;
  private static final int FRAME_BYTES = 26;

  private ApngEncoder() {}

  /**
   * Writes an animation that runs for ever.
   *
   * @throws IllegalArgumentException if a value is not a number
   */
  static void encode(List<Picture> frames, AnimationWriter.Timing timing, OutputStream out)
      throws IOException {
    Picture last = frames.get(frames.size() - 1);
    PngChunks chunks = new PngChunks(out);
    StoredRows shown = new StoredRows(last, 8);
    PngEncoder.header(chunks, shown);
    byte[] control = new byte[8];
    ByteBuffer.wrap(control).putInt(frames.size()).putInt(0);
    chunks.write("acTL", control);
    chunks.write("sRGB", new byte[1]);
    PngEncoder.pixels(shown, chunks.pixels());
    for (int i = 0; i < frames.size(); i++) {
      Picture frame = i == frames.size() - 1 ? last : frames.get(i);
      byte[] start = new byte[FRAME_BYTES];
      ByteBuffer.wrap(start)
          .putInt(chunks.next())
          .putInt(frame.width())
          .putInt(frame.height())
          .putInt(0)
          .putInt(0)
          .putShort((short) timing.milliseconds(i, frames.size()))
          .putShort((short) MILLISECONDS);
      chunks.write("fcTL", start);
      PngEncoder.pixels(new StoredRows(frame, 8), chunks.framePixels());
    }
    chunks.write("IEND", new byte[0]);
  }
}
