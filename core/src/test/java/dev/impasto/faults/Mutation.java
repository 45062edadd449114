package dev.impasto.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damage to files, as disks, transfers and those who mean harm do it. */
public final class Mutation {
  private static final long[] LENGTHS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    0x7fff,
    0xffff,
    0x7fffffff,
    0xffffffffL,
    1L << 32,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private Mutation() {}

  /**
   * A damaged copy of a file: bits and bytes are changed, lengths are set, blocks are cut, moved
   * and doubled, parts of other files are put in.
   *
   * @param all files whose parts may be put in
   */
  public static byte[] of(byte[] valid, List<byte[]> all, Random random) {
    byte[] bytes = valid.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 8; i++) {
      // Half of the damage goes to the start, where most of the structure is.
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(600, bytes.length));
      bytes = damaged(bytes, at, all, random);
    }
    return bytes;
  }

  private static byte[] damaged(byte[] bytes, int at, List<byte[]> all, Random random) {
    switch (random.nextInt(9)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 4 -> setLength(bytes, at, random);
      case 5 -> {
        return splice(bytes, at, bytes, random);
      }
      case 6 -> {
        return splice(bytes, at, all.get(random.nextInt(all.size())), random);
      }
      case 7 -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
        byte[] block = Arrays.copyOfRange(bytes, at, to);
        byte[] rest = without(bytes, at, to);
        return inserted(rest, random.nextInt(rest.length + 1), block);
      }
      default -> {
        return without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)));
      }
    }
    return bytes;
  }

  private static void setLength(byte[] bytes, int at, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    long value = LENGTHS[random.nextInt(LENGTHS.length)];
    int count = 1 << random.nextInt(4);
    byte[] whole = ByteBuffer.allocate(8).order(order).putLong(value).array();
    int from = order == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - count;
    System.arraycopy(whole, from, bytes, at, Math.min(count, bytes.length - at));
  }

  /** Some bytes of one file over, or in between, those of another. */
  private static byte[] splice(byte[] into, int at, byte[] from, Random random) {
    int start = random.nextInt(from.length);
    int count = Math.min(from.length - start, 1 + random.nextInt(200));
    byte[] block = Arrays.copyOfRange(from, start, start + count);
    if (random.nextBoolean()) {
      System.arraycopy(block, 0, into, at, Math.min(count, into.length - at));
      return into;
    }
    return inserted(into, at, block);
  }

  private static byte[] inserted(byte[] into, int at, byte[] block) {
    byte[] result = Arrays.copyOf(into, into.length + block.length);
    System.arraycopy(block, 0, result, at, block.length);
    System.arraycopy(into, at, result, at + block.length, into.length - at);
    return result;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, shorter, from, bytes.length - to);
    return shorter;
  }
}
