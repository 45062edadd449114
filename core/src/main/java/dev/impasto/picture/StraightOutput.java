package dev.impasto.picture;

import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.stream.ImageOutputStreamImpl;

/** Passes on what an encoder writes from beginning to end, and keeps nothing of it. */
final class StraightOutput extends ImageOutputStreamImpl {
  private final OutputStream out;

  StraightOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    streamPos++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    streamPos += length;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("what was written is gone");
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("what was written is gone");
  }
}
