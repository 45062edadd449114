package dev.impasto.internal.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The records of a zip archive. Those that are not compressed are read where they lie; of others
 * one at a time is unpacked in memory, if it claims to be of a size that can be.
 */
final class Zip {
  private static final int CHUNK = 1 << 16;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;

  /** Weights hardly get smaller when compressed; what does by more than this does harm. */
  private static final long MOST_RATIO = 100;

  private static final long SMALL = 1 << 20;

  /** Where a record lies, and the checksum of its bytes. */
  private record Entry(int flags, int method, long header, long size, long packed, long crc) {}

  private final WeightBytes source;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> verified = new HashSet<>();

  Zip(WeightBytes source) {
    this.source = source;
    long end = endRecord();
    long count = source.u16(end + 10, "the archive's list");
    long length = source.u32(end + 12, "the archive's list");
    long at = source.u32(end + 16, "the archive's list");
    source.require(at + length <= end, "the archive's list lies at %d, past its end", at);
    for (long i = 0; i < count; i++) {
      at = entry(at, end);
    }
  }

  /** Names of the records. */
  Set<String> names() {
    return entries.keySet();
  }

  /** The number of bytes of a record, which is there. */
  long size(String name) {
    return find(name).size();
  }

  /** A record as a file of its own, unpacked if it is compressed. */
  WeightBytes content(String name) {
    @Nullable Entry entry = entries.get(name);
    if (entry == null || entry.method() != DEFLATED) {
      return source.slice(open(name), size(name), "the record " + name);
    }
    long free = Runtime.getRuntime().maxMemory() / 2;
    source.require(
        entry.size() <= Math.min(Integer.MAX_VALUE - 8, free),
        "unpack %s in it first: it is too large to be unpacked in memory",
        name);
    byte[] bytes = inflate(name, entry, (int) entry.size());
    CRC32 crc = new CRC32();
    crc.update(bytes);
    source.require(crc.getValue() == entry.crc(), "the record %s differs from its checksum", name);
    return WeightBytes.of(bytes, source.name());
  }

  /** The first bytes of a record, at most {@code most}; they are not compared with its checksum. */
  WeightBytes start(String name, int most) {
    @Nullable Entry entry = entries.get(name);
    if (entry == null || entry.method() != DEFLATED) {
      Entry stored = find(name);
      return source.slice(data(name, stored), Math.min(most, stored.size()), "record " + name);
    }
    return WeightBytes.of(inflate(name, entry, (int) Math.min(most, entry.size())), source.name());
  }

  /** Unpacks the first {@code count} bytes of a record. */
  private byte[] inflate(String name, Entry entry, int count) {
    source.require((entry.flags() & ENCRYPTED) == 0, "the record %s is encrypted", name);
    source.require(
        entry.size() <= SMALL + MOST_RATIO * entry.packed(),
        "the record %s would be %d bytes, unpacked from %d; weights never are so small",
        name,
        entry.size(),
        entry.packed());
    return Inflated.bytes(source, data(name, entry), entry.packed(), true, count, "record " + name);
  }

  /** The place of a record's first byte; its bytes have been compared with their checksum. */
  long open(String name) {
    Entry entry = find(name);
    long data = data(name, entry);
    if (verified.add(name)) {
      verify(name, data, entry);
    }
    return data;
  }

  private long data(String name, Entry entry) {
    long at = entry.header();
    source.require(
        source.u32(at, "record " + name) == 0x04034b50L, "the record %s does not begin", name);
    long data = at + 30;
    data += source.u16(at + 26, "record " + name);
    data += source.u16(at + 28, "record " + name);
    source.check(data, entry.packed(), "the record " + WeightBytes.printable(name));
    return data;
  }

  private Entry find(String name) {
    @Nullable Entry entry = entries.get(name);
    if (entry == null) {
      throw source.damaged("the record %s is missing", name);
    }
    source.require(
        entry.method() == 0 && entry.size() == entry.packed(),
        "the record %s is compressed in a way that cannot be read",
        name);
    return entry;
  }

  private void verify(String name, long at, Entry entry) {
    CRC32 crc = new CRC32();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, entry.size()));
    for (long done = 0; done < entry.size(); done += chunk.limit()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), entry.size() - done));
      source.fill(at + done, chunk);
      crc.update(chunk.flip());
    }
    source.require(crc.getValue() == entry.crc(), "the record %s differs from its checksum", name);
  }

  private long endRecord() {
    long lowest = Math.max(0, source.size() - 22 - 0xffff);
    for (long at = source.size() - 22; at >= lowest; at--) {
      if (source.u8(at) == 'P' && source.u32(at, "the archive's end") == 0x06054b50L) {
        return at;
      }
    }
    throw source.damaged("the archive's end is missing; was it downloaded in full?");
  }

  private long entry(long at, long end) {
    source.require(
        at + 46 <= end && source.u32(at, "the archive's list") == 0x02014b50L,
        "the archive's list is damaged");
    String what = "the archive's list";
    int nameLength = source.u16(at + 28, what);
    String name =
        new String(source.bytes(at + 46, nameLength, 0xffff, what), StandardCharsets.UTF_8);
    Entry entry =
        new Entry(
            source.u16(at + 8, what),
            source.u16(at + 10, what),
            source.u32(at + 42, what),
            source.u32(at + 24, what),
            source.u32(at + 20, what),
            source.u32(at + 16, what));
    source.require(entries.put(name, entry) == null, "the archive has %s twice", name);
    return at + 46 + nameLength + source.u16(at + 30, what) + source.u16(at + 32, what);
  }
}
