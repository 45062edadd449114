package dev.impasto.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The two tags of an EXIF block, or of a TIFF file, that change how a picture looks.
 *
 * <p>Damaged blocks are common and do no harm: what cannot be read counts as absent.
 */
final class ExifTags {
  private static final int ORIENTATION = 0x0112;
  private static final int ICC_PROFILE = 0x8773;
  private static final int ENTRY_BYTES = 12;

  private final byte[] block;

  /**
   * @param block a TIFF header and what follows it, as EXIF blocks and TIFF files hold it
   */
  ExifTags(byte[] block) {
    this.block = block;
  }

  /** The orientation, 1..8; 1, upright, where the block does not say or cannot be read. */
  int orientation() {
    ByteBuffer entry = find(ORIENTATION);
    int value = entry == null ? 1 : entry.getShort(8);
    return value >= 1 && value <= 8 ? value : 1;
  }

  /** The embedded color profile, or null. */
  byte @Nullable [] profile() {
    ByteBuffer entry = find(ICC_PROFILE);
    if (entry == null) {
      return null;
    }
    long count = Integer.toUnsignedLong(entry.getInt(4));
    long offset = Integer.toUnsignedLong(entry.getInt(8));
    if (count <= 4 || offset + count > block.length) {
      return null;
    }
    return Arrays.copyOfRange(block, (int) offset, (int) (offset + count));
  }

  /** The 12 bytes of the entry for a tag in the first directory, or null. */
  private @Nullable ByteBuffer find(int tag) {
    if (block.length < 8) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(block);
    bytes.order(block[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(bytes.getInt(4));
    if (bytes.getShort(2) != 42 || directory + 2 > block.length) {
      return null;
    }
    int entries = Short.toUnsignedInt(bytes.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + (long) i * ENTRY_BYTES;
      if (at + ENTRY_BYTES > block.length) {
        return null;
      }
      if (Short.toUnsignedInt(bytes.getShort((int) at)) == tag) {
        return bytes.slice((int) at, ENTRY_BYTES).order(bytes.order());
      }
    }
    return null;
  }
}
