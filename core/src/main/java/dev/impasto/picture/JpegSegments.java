package dev.impasto.picture;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG file: its size, what says how its colors are meant, and a copy that holds
 * nothing but the coded picture.
 *
 * <p>The copy is what Java's reader is given: it fails on many profiles, thumbnails and EXIF blocks
 * that it does not need.
 */
final class JpegSegments {
  static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);

  /** "Colors as stored": with it, the decoder does not convert them, and we know what we have. */
  private static final byte[] ADOBE_NO_TRANSFORM = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  private final FileBytes file;
  private final List<FileBytes> picture = new ArrayList<>();
  private final Map<Integer, byte[]> profileParts = new TreeMap<>();
  private final SizeLimit limit;
  private int width;
  private int height;
  private byte[] componentNames = {};
  private byte @Nullable [] exif;
  private boolean progressive;
  private int scans;
  private boolean jfif;
  private int adobeTransform = -1;

  /**
   * Walks through a file.
   *
   * @throws IOException if it is damaged, cut short, or of a kind that cannot be read
   */
  JpegSegments(FileBytes file, SizeLimit limit) throws IOException {
    this.file = file;
    this.limit = limit;
    picture.add(FileBytes.of(START));
    long at = 2;
    while (true) {
      at = nextMarker(at);
      int marker = file.get(at);
      at++;
      if (marker == 0xd9) {
        break;
      }
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        continue;
      }
      if (at + 2 > file.length()) {
        throw cutShort();
      }
      long end = at + twoBytes(at);
      if (end < at + 2) {
        throw new Unreadable("it has a segment of impossible length");
      }
      if (end > file.length()) {
        throw cutShort();
      }
      if (marker >= 0xe0 && marker <= 0xef) {
        readApplication(marker, file.bytes(at + 2, (int) (end - at - 2)));
        at = end;
        continue;
      }
      if (marker == 0xfe) {
        at = end;
        continue;
      }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        readFrame(marker, file.bytes(at, (int) (end - at)));
      }
      if (marker == 0xda) {
        scans++;
        end = endOfScan(end);
      }
      picture.add(file.part(at - 2, end - at + 2));
      at = end;
    }
    if (width == 0 || scans == 0) {
      throw new Unreadable("it holds no picture");
    }
    picture.add(FileBytes.of(END));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Color components as coded: 1, 3 or 4. */
  int components() {
    return componentNames.length;
  }

  /** EXIF orientation, 1..8; where there are several EXIF blocks, that of the first. */
  int orientation() {
    return exif == null ? 1 : new ExifTags(exif).orientation();
  }

  /** A JPEG file of the coded picture alone; its components are to be taken as they are stored. */
  FileBytes picture() {
    return FileBytes.joined(picture);
  }

  /** How often a decoder gives the whole picture: finer with each scan of a progressive one. */
  int passes() {
    return progressive ? scans : 1;
  }

  /** Whether the first three components are luminance and two color differences. */
  boolean lumaChroma() {
    if (components() == 4) {
      return adobeTransform == 2;
    }
    if (components() != 3) {
      return false;
    }
    if (jfif || adobeTransform >= 0) {
      return jfif || adobeTransform != 0;
    }
    return !Arrays.equals(componentNames, new byte[] {'R', 'G', 'B'});
  }

  /**
   * Whether the bytes before the end are all the same: some cameras fill up so, which harms
   * nothing.
   *
   * @param count how many bytes
   */
  boolean endsWithFilling(int count) {
    FileBytes last = picture.get(picture.size() - 2);
    for (long i = Math.max(0, last.length() - count); i < last.length(); i++) {
      if (last.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** What the file says besides its pixels. */
  Embedded embedded() {
    return Embedded.of(exif, profile());
  }

  /** The embedded profile, or null if there is none or a part is missing. */
  byte @Nullable [] profile() {
    if (profileParts.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    profileParts.values().forEach(profile::writeBytes);
    return profile.toByteArray();
  }

  /** The index of the next marker's second byte; stray bytes before it are skipped. */
  private long nextMarker(long from) throws IOException {
    for (long at = from; at + 1 < file.length(); at++) {
      if (file.get(at) == 0xff) {
        int next = file.get(at + 1);
        if (next != 0 && next != 0xff) {
          return at + 1;
        }
      }
    }
    throw cutShort();
  }

  /** Where the entropy-coded data ends: at the next marker that is not a restart. */
  private long endOfScan(long from) throws IOException {
    long at = from;
    while (true) {
      long marker = nextMarker(at);
      int code = file.get(marker);
      if (code < 0xd0 || code > 0xd7) {
        return marker - 1;
      }
      at = marker + 1;
    }
  }

  private void readFrame(int marker, byte[] frame) throws IOException {
    if (frame.length < 8 || frame.length < 8 + 3 * (frame[7] & 255)) {
      throw new Unreadable("its header is damaged");
    }
    if (width != 0) {
      throw new Unreadable("it has two headers");
    }
    if (marker > 0xc2 || frame[2] != 8) {
      throw new Unreadable(
          "it is of a rare kind (%s), which cannot be read"
              .formatted(
                  frame[2] != 8
                      ? frame[2] + " bits"
                      : marker == 0xc3 ? "lossless" : "arithmetic or hierarchical coding"));
    }
    progressive = marker == 0xc2;
    height = (frame[3] & 255) << 8 | (frame[4] & 255);
    width = (frame[5] & 255) << 8 | (frame[6] & 255);
    if (width == 0 || height == 0) {
      throw new Unreadable("its header says %d x %d pixels".formatted(width, height));
    }
    limit.check(width, height);
    // A block of 64 pixels takes at least a bit of luminance.
    if ((long) width * height / 512 > file.length()) {
      throw cutShort();
    }
    componentNames = new byte[frame[7] & 255];
    for (int c = 0; c < componentNames.length; c++) {
      componentNames[c] = frame[8 + 3 * c];
    }
    if (componentNames.length != 1 && componentNames.length != 3 && componentNames.length != 4) {
      throw new Unreadable(
          "it has %d color components, only 1, 3 and 4 can be read"
              .formatted(componentNames.length));
    }
    if (componentNames.length > 1) {
      picture.add(FileBytes.of(ADOBE_NO_TRANSFORM));
    }
  }

  private void readApplication(int marker, byte[] content) {
    if (marker == 0xe0 && startsWith(content, JFIF)) {
      jfif = true;
    } else if (marker == 0xe1 && startsWith(content, EXIF) && exif == null) {
      exif = Arrays.copyOfRange(content, EXIF.length, content.length);
    } else if (marker == 0xe2 && startsWith(content, ICC) && content.length > ICC.length + 2) {
      profileParts.put(
          content[ICC.length] & 255, Arrays.copyOfRange(content, ICC.length + 2, content.length));
    } else if (marker == 0xee && startsWith(content, ADOBE) && content.length >= 12) {
      adobeTransform = content[11] & 255;
    }
  }

  private int twoBytes(long at) {
    return file.get(at) << 8 | file.get(at + 1);
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  private static EOFException cutShort() {
    return new EOFException("it is cut short");
  }
}
