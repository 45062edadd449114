package dev.impasto.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ICC profiles made for tests. */
final class SmallProfiles {
  private static final int HEADER = 128;
  private static final int STEPS = 256;

  private SmallProfiles() {}

  /**
   * A printer of four inks that uses black alone: cyan, magenta and yellow do nothing.
   *
   * @param directions A2B0 leads from inks to colors, B2A0 from colors to inks
   */
  static byte[] blackInk(String... directions) {
    ByteArrayOutputStream tags = new ByteArrayOutputStream();
    ByteBuffer table = ByteBuffer.allocate(4 + 12 * directions.length).putInt(directions.length);
    for (String direction : directions) {
      byte[] tag = direction.equals("A2B0") ? toLab() : fromLab();
      table.put(direction.getBytes(StandardCharsets.US_ASCII));
      table.putInt(HEADER + table.capacity() + tags.size()).putInt(tag.length);
      tags.writeBytes(tag);
    }
    int size = HEADER + table.capacity() + tags.size();
    ByteBuffer profile = ByteBuffer.allocate(size).putInt(size).putInt(0).putInt(0x02400000);
    profile.put("prtrCMYKLab ".getBytes(StandardCharsets.US_ASCII));
    profile.position(36).put("acsp".getBytes(StandardCharsets.US_ASCII));
    profile.position(68).putInt(0xf6d6).putInt(0x10000).putInt(0xd32d); // D50
    return profile.position(HEADER).put(table.array()).put(tags.toByteArray()).array();
  }

  /** Lightness falls with black, the last of the inks; 128 is no color. */
  private static byte[] toLab() {
    byte[] corners = new byte[3 * 16];
    for (int i = 0; i < 16; i++) {
      corners[3 * i] = (byte) (i % 2 == 0 ? 255 : 0);
      corners[3 * i + 1] = (byte) 128;
      corners[3 * i + 2] = (byte) 128;
    }
    return lut(4, 3, corners);
  }

  /** Black rises as lightness, the first of Lab, falls. */
  private static byte[] fromLab() {
    byte[] corners = new byte[4 * 8];
    for (int i = 0; i < 8; i++) {
      corners[4 * i + 3] = (byte) (i < 4 ? 255 : 0);
    }
    return lut(3, 4, corners);
  }

  /** A table of the corners of a cube, between which colors are interpolated. */
  private static byte[] lut(int in, int out, byte[] corners) {
    int size = 48 + STEPS * (in + out) + corners.length;
    ByteBuffer lut = ByteBuffer.allocate((size + 3) / 4 * 4);
    lut.put("mft1\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
    lut.put((byte) in).put((byte) out).put((byte) 2).put((byte) 0);
    for (int i = 0; i < 9; i++) {
      lut.putInt(i % 4 == 0 ? 0x10000 : 0);
    }
    straight(lut, in);
    return straight(lut.put(corners), out).array();
  }

  private static ByteBuffer straight(ByteBuffer lut, int curves) {
    byte[] curve = new byte[STEPS];
    for (int i = 0; i < STEPS; i++) {
      curve[i] = (byte) i;
    }
    for (int i = 0; i < curves; i++) {
      lut.put(curve);
    }
    return lut;
  }

  /** The first part of a profile. */
  static byte[] cut(byte[] profile, int length) {
    return Arrays.copyOf(profile, length);
  }
}
