package dev.impasto.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a file as Java's decoders read them, back and forth, without a copy of them. */
final class FileImageInput extends ImageInputStreamImpl {
  private final FileBytes bytes;

  FileImageInput(FileBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length() ? bytes.get(streamPos++) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int count) {
    bitOffset = 0;
    int some = (int) Math.min(count, bytes.length() - streamPos);
    if (some <= 0) {
      return count == 0 ? 0 : -1;
    }
    bytes.read(streamPos, into, offset, some);
    streamPos += some;
    return some;
  }

  @Override
  public long length() {
    return bytes.length();
  }
}
