package dev.impasto.picture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decodes LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first. */
final class LzwInput extends InputStream {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int LEAST_BITS = 9;
  private static final int MOST_BITS = 12;
  private static final int ENTRIES = 1 << MOST_BITS;

  private final InputStream coded;

  /** Of each entry, the entry of all its bytes but the last one, that byte, and their number. */
  private final int[] before = new int[ENTRIES];

  private final byte[] last = new byte[ENTRIES];
  private final int[] length = new int[ENTRIES];

  /** The number of entries, and of bits of a code. */
  private int entries;

  private int codeBits;
  private int previous = -1;

  private int held;
  private int heldBits;

  /** Bytes that were decoded and not read yet. */
  private final byte[] decoded = new byte[ENTRIES];

  private int from;
  private int to;

  LzwInput(InputStream coded) {
    this.coded = new BufferedInputStream(coded);
    for (int i = 0; i < CLEAR; i++) {
      last[i] = (byte) i;
      length[i] = 1;
    }
    clear();
  }

  private void clear() {
    entries = END + 1;
    codeBits = LEAST_BITS;
    previous = -1;
  }

  @Override
  public int read() throws IOException {
    return from < to || decode() ? decoded[from++] & 255 : -1;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (from == to && !decode()) {
      return -1;
    }
    int some = Math.min(count, to - from);
    System.arraycopy(decoded, from, into, offset, some);
    from += some;
    return some;
  }

  /** Decodes the next code that stands for bytes; false at the end. */
  private boolean decode() throws IOException {
    int code = code();
    while (code == CLEAR) {
      clear();
      code = code();
    }
    if (code == END) {
      return false;
    }
    boolean known = code < entries;
    if (code > entries || (!known && previous < 0) || (previous < 0 && code > END)) {
      throw new Unreadable("its compressed data is damaged");
    }
    // A code that is not known yet is the one that is made now: the previous one with its own
    // first byte again.
    int shown = known ? code : previous;
    from = 0;
    to = length[shown];
    for (int at = to - 1, entry = shown; at >= 0; at--) {
      decoded[at] = last[entry];
      entry = before[entry];
    }
    byte first = decoded[0];
    if (!known) {
      decoded[to++] = first;
    }
    if (previous >= 0 && entries < ENTRIES) {
      before[entries] = previous;
      last[entries] = first;
      length[entries] = length[previous] + 1;
      entries++;
      if (entries == (1 << codeBits) - 1 && codeBits < MOST_BITS) {
        codeBits++;
      }
    }
    previous = code;
    return true;
  }

  private int code() throws IOException {
    while (heldBits < codeBits) {
      int next = coded.read();
      if (next < 0) {
        return END;
      }
      held = (held << 8 | next) & 0xffffff;
      heldBits += 8;
    }
    heldBits -= codeBits;
    return held >> heldBits & ((1 << codeBits) - 1);
  }
}
