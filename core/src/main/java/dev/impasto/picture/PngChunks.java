package dev.impasto.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes a PNG file's signature and chunks. */
final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int SEQUENCE_BYTES = 4;

  private final OutputStream out;

  /** Chunks of an animation are counted. */
  private int sequence;

  PngChunks(OutputStream out) throws IOException {
    this.out = out;
    out.write(SIGNATURE);
  }

  void write(String type, byte[] content) throws IOException {
    write(type, content, content.length);
  }

  private void write(String type, byte[] content, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content, 0, length);
    writeInt(length);
    out.write(name);
    out.write(content, 0, length);
    writeInt((int) crc.getValue());
  }

  private void writeInt(int value) throws IOException {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >> shift);
    }
  }

  /** The number of the next chunk of an animation. */
  int next() {
    return sequence++;
  }

  /** Takes the deflated pixels of the picture; to be closed. */
  OutputStream pixels() {
    return new Data("IDAT", 0);
  }

  /** Takes the deflated pixels of a frame; to be closed. */
  OutputStream framePixels() {
    return new Data("fdAT", SEQUENCE_BYTES);
  }

  /** Cuts what is written to it into chunks; does not close the file. */
  private final class Data extends OutputStream {
    private final String type;

    /** Bytes at the start of each chunk for its number. */
    private final int start;

    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int length;

    Data(String type, int start) {
      this.type = type;
      this.start = start;
      length = start;
    }

    @Override
    public void write(int value) throws IOException {
      buffer[length++] = (byte) value;
      if (length == buffer.length) {
        send();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, buffer.length - length);
        System.arraycopy(bytes, offset + done, buffer, length, part);
        done += part;
        length += part;
        if (length == buffer.length) {
          send();
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (length > start) {
        send();
      }
    }

    private void send() throws IOException {
      if (start > 0) {
        ByteBuffer.wrap(buffer).putInt(next());
      }
      PngChunks.this.write(type, buffer, length);
      length = start;
    }
  }
}
