package dev.impasto.internal.weights;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of pickles, taken one value after another; long rows of bytes stay in the file. */
final class PickleInput {
  /** No dictionary of a network's tensors needs a longer pickle, but for its arrays' bytes. */
  static final int MOST_BYTES = 1 << 20;

  /** Longer texts of Python 2 are bytes. */
  private static final int SHORT = 256;

  private final WeightBytes source;
  private final long end;
  private long at;
  private long read;

  PickleInput(WeightBytes source, long start, long end) {
    source.check(start, end - start, "its pickle");
    this.source = source;
    this.at = start;
    this.end = end;
  }

  /** Where in the file the next value starts. */
  long position() {
    return at;
  }

  /** Steps over bytes, which it makes sure are there, and returns where they are. */
  private long step(long bytes) {
    long left = Math.min(end - at, MOST_BYTES - read);
    if (bytes < 0 || bytes > left) {
      throw source.damaged(
          "its pickle needs %d more bytes, but %d are left or may be read", bytes, left);
    }
    at += bytes;
    read += bytes;
    return at - bytes;
  }

  int u8() {
    return source.u8(step(1));
  }

  int i32() {
    return (int) source.u32(step(4), "a number");
  }

  long i64() {
    return source.i64(step(8), "a number");
  }

  String text(int length, Charset charset) {
    long start = step(length & 0xffffffffL);
    return new String(source.bytes(start, length, MOST_BYTES, "a text"), charset);
  }

  /** A text of Python 2: letters, or the bytes of an array, of which only the place is noted. */
  Object string(long length) {
    return length <= SHORT ? text((int) length, StandardCharsets.ISO_8859_1) : bytes(length);
  }

  Pickled.Bytes bytes(long length) {
    if (length < 0 || length > end - at) {
      throw source.damaged(
          "its pickle has a row of %s bytes, but %d are left",
          Long.toUnsignedString(length), end - at);
    }
    long start = at;
    at += length;
    return new Pickled.Bytes(source.slice(start, length, "an array"));
  }

  String line() {
    StringBuilder line = new StringBuilder();
    for (int letter = u8(); letter != '\n'; letter = u8()) {
      line.append((char) letter);
    }
    return line.toString();
  }

  /** A number of 0 to 10 little-endian bytes; PyTorch's magic number has 10. */
  Object number(int length) {
    source.require(length <= 16, "its pickle has a number of %d bytes", length);
    byte[] bytes = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      bytes[i] = (byte) u8();
    }
    BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }
}
