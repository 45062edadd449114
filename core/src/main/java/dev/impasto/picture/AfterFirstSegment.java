package dev.impasto.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Passes on a JPEG file, and puts further segments behind its first one. */
final class AfterFirstSegment extends OutputStream {
  /** The mark of the file, and the first segment's mark and length. */
  private static final int START_BYTES = 6;

  private final byte[] segments;
  private final OutputStream out;

  /** What was written until the first segment ends. */
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();

  private boolean put;

  AfterFirstSegment(byte[] segments, OutputStream out) {
    this.segments = segments;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (put) {
      out.write(bytes, offset, length);
      return;
    }
    start.write(bytes, offset, length);
    byte[] all = start.toByteArray();
    if (all.length < START_BYTES) {
      return;
    }
    int end = START_BYTES - 2 + Short.toUnsignedInt(ByteBuffer.wrap(all).getShort(START_BYTES - 2));
    if (all.length >= end) {
      out.write(all, 0, end);
      out.write(segments);
      out.write(all, end, all.length - end);
      put = true;
    }
  }
}
