package dev.impasto.picture;

import dev.impasto.storage.Floats;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the identity of a picture's pixels, and of a file's bytes. */
final class PictureDigest {
  private static final int CHUNK = 1 << 12;

  private PictureDigest() {}

  static String sha256(byte[] file) {
    return HexFormat.of().formatHex(digest().digest(file));
  }

  static String sha256(Picture picture) {
    MessageDigest digest = digest();
    byte[] bytes = new byte[Float.BYTES * CHUNK];
    ByteBuffer chunk = ByteBuffer.wrap(bytes);
    chunk.putInt(picture.width()).putInt(picture.height());
    digest.update(bytes, 0, chunk.position());
    add(digest, bytes, picture.colors());
    picture.opacities().ifPresent(alpha -> add(digest, bytes, alpha));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, byte[] bytes, Floats values) {
    FloatBuffer chunk = ByteBuffer.wrap(bytes).asFloatBuffer();
    float[] some = new float[CHUNK];
    for (long from = 0; from < values.length(); from += CHUNK) {
      int count = (int) Math.min(CHUNK, values.length() - from);
      values.read(from, some, 0, count);
      chunk.put(0, some, 0, count);
      digest.update(bytes, 0, Float.BYTES * count);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
