package dev.impasto.picture;

import dev.impasto.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG: all depths and color types, interlaced or not, with transparency, profile and EXIF
 * orientation. The chunk cICP goes before a profile; gAMA is ignored, as most programs do.
 *
 * <p>Java's own reader drops profiles, truncates transparency keys and inflates text chunks without
 * bound; here, only as much is inflated as the picture needs.
 */
final class PngDecoder {
  private static final int SIGNATURE_BYTES = 8;
  private static final int MOST_PROFILE_BYTES = 1 << 24;

  private static final int BUFFER_BYTES = 1 << 16;

  private final FileBytes file;
  private final Storage storage;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final List<FileBytes> data = new ArrayList<>();
  private @Nullable PngHeader header;
  private byte @Nullable [] palette;
  private byte @Nullable [] transparency;
  private byte @Nullable [] profile;
  private byte @Nullable [] exif;
  private @Nullable CodedColors colors;

  private PngDecoder(FileBytes file, Storage storage) {
    this.file = file;
    this.storage = storage;
  }

  /**
   * Reads all of a file but its pixels.
   *
   * @param storage where the pixels of an interlaced picture are gathered
   * @throws IOException if it is damaged or cut short
   */
  static Decoded decode(FileBytes file, SizeLimit limit, Storage storage) throws IOException {
    PngDecoder decoder = new PngDecoder(file, storage);
    decoder.readChunks(limit);
    return decoder.decoded();
  }

  /** What a file says besides its pixels. */
  static Embedded embedded(FileBytes file, SizeLimit limit) throws IOException {
    PngDecoder decoder = new PngDecoder(file, Storage.HEAP);
    decoder.readChunks(limit);
    return Embedded.of(decoder.exif, decoder.profile);
  }

  private void readChunks(SizeLimit limit) throws IOException {
    long at = SIGNATURE_BYTES;
    String type;
    do {
      if (file.length() - at < 12) {
        throw new EOFException("it is cut short");
      }
      long length = file.number(at, 4, ByteOrder.BIG_ENDIAN);
      type = new String(file.bytes(at + 4, 4), StandardCharsets.ISO_8859_1);
      if (length > file.length() - at - 12) {
        throw new EOFException("it is cut short");
      }
      FileBytes content = file.part(at + 8, length);
      boolean sound =
          checksum(file.part(at + 4, 4 + length))
              == file.number(at + 8 + length, 4, ByteOrder.BIG_ENDIAN);
      boolean critical = Character.isUpperCase(type.charAt(0));
      if (!sound && critical) {
        throw new Unreadable("the checksum of its part " + printable(type) + " is wrong");
      }
      if (at == SIGNATURE_BYTES && !type.equals("IHDR")) {
        throw new Unreadable("it does not begin with a header");
      }
      if (sound) {
        readChunk(type, content, limit);
      }
      at += 12 + length;
    } while (!type.equals("IEND"));
  }

  private long checksum(FileBytes bytes) {
    CRC32 crc = new CRC32();
    for (long at = 0; at < bytes.length(); ) {
      int count = (int) Math.min(buffer.length, bytes.length() - at);
      bytes.read(at, buffer, 0, count);
      crc.update(buffer, 0, count);
      at += count;
    }
    return crc.getValue();
  }

  private void readChunk(String type, FileBytes content, SizeLimit limit) throws IOException {
    switch (type) {
      case "IHDR" -> {
        if (header != null) {
          throw new Unreadable("its header is damaged");
        }
        header = PngHeader.of(content.all());
        limit.check(header.width(), header.height());
      }
      case "PLTE" -> palette = content.all();
      case "tRNS" -> transparency = content.all();
      case "iCCP" -> profile = inflateProfile(content.all());
      case "eXIf" -> {
        if (exif == null) {
          exif = content.all();
        }
      }
      case "cICP" -> {
        // The third is a matrix, which PNG does not have.
        if (content.length() == 4 && content.get(2) == 0) {
          colors = new CodedColors(content.get(0), content.get(1), content.get(3) != 0);
        }
      }
      case "IDAT" -> data.add(content);
      default -> {
        // Nothing that changes how the picture looks here.
      }
    }
  }

  private static byte @Nullable [] inflateProfile(byte[] content) {
    int name = 0;
    while (name < content.length && content[name] != 0) {
      name++;
    }
    int start = name + 2;
    if (start >= content.length) {
      return null;
    }
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(content, start, content.length - start))) {
      return in.readNBytes(MOST_PROFILE_BYTES);
    } catch (IOException e) {
      // An unreadable profile is as good as none.
      return null;
    }
  }

  private Decoded decoded() throws IOException {
    if (header == null) {
      throw new Unreadable("it does not begin with a header");
    }
    PngRows rows = new PngRows(header, palette, transparency, data, storage);
    rows.check();
    Decoded decoded =
        new Decoded(
            header.width(),
            header.height(),
            new Decoded.Pixel(
                header.components(), header.hasPalette() ? 8 : header.depth(), rows.hasAlpha()),
            rows,
            profile,
            exif == null ? 1 : new ExifTags(exif).orientation());
    return colors != null && colors.known() ? colors.toSrgb(decoded) : decoded;
  }

  private static String printable(String type) {
    return type.matches("[A-Za-z]{4}") ? type : "of unknown type";
  }
}
