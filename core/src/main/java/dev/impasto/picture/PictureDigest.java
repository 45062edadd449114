package dev.impasto.picture;

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
    add(digest, bytes, picture.rgb());
    picture.alpha().ifPresent(alpha -> add(digest, bytes, alpha));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, byte[] bytes, float[] values) {
    FloatBuffer chunk = ByteBuffer.wrap(bytes).asFloatBuffer();
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      chunk.put(0, values, from, count);
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
