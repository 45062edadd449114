package dev.impasto.picture;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a picture's file says about itself: the texts that {@link PictureWriter.Options} has
 * for it.
 */
public final class PictureText {
  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;
  private static final int COMMENT = 0xfe;
  private static final int SCAN = 0xda;
  private static final int IMAGE_DESCRIPTION = 270;
  private static final int TIFF_ENTRY = 12;

  private PictureText() {}

  /**
   * The texts by keyword; none where the file has none, is damaged, or of a kind whose texts are
   * not read.
   *
   * @throws InvalidInputException if there is no such file or it cannot be read
   */
  public static Map<String, String> read(Path file) {
    String name = FileName.quoted(file);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + name, e);
    } catch (IOException e) {
      throw new AccessException(name + " cannot be read: " + FileName.reason(e), e);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    ByteBuffer content = ByteBuffer.wrap(bytes);
    try {
      switch (FileKind.of(Arrays.copyOf(bytes, Math.min(bytes.length, FileKind.ENOUGH_BYTES)))
          .format()) {
        case PNG -> png(content, texts);
        case JPEG -> jpeg(content, texts);
        case TIFF -> tiff(content, texts);
        default -> {}
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // What has been read before the damage stands.
    }
    return texts;
  }

  private static void png(ByteBuffer file, Map<String, String> texts) {
    int at = SIGNATURE;
    while (at + CHUNK_FRAME <= file.limit()) {
      int length = file.getInt(at);
      String type = text(file, at + 4, 4);
      int from = at + 8;
      if (length < 0 || type.equals("IEND")) {
        return;
      }
      if (type.equals("tEXt") || type.equals("iTXt")) {
        int end = zero(file, from);
        int begin = end + 1;
        if (type.equals("iTXt")) {
          begin = zero(file, zero(file, begin + 2) + 1) + 1;
        }
        texts.put(text(file, from, end - from), text(file, begin, from + length - begin));
      }
      at = Math.addExact(from, length) + 4;
    }
  }

  private static int zero(ByteBuffer file, int from) {
    int at = from;
    while (file.get(at) != 0) {
      at++;
    }
    return at;
  }

  private static void jpeg(ByteBuffer file, Map<String, String> texts) {
    int at = 2;
    while (at + 4 <= file.limit()) {
      int marker = file.get(at + 1) & 255;
      int length = Short.toUnsignedInt(file.getShort(at + 2));
      if ((file.get(at) & 255) != 0xff || marker == SCAN) {
        return;
      }
      if (marker == COMMENT) {
        line(text(file, at + 4, length - 2), texts);
      }
      at += 2 + length;
    }
  }

  /** Lines of the description; those that begin with a space go on with a text. */
  private static void tiff(ByteBuffer file, Map<String, String> texts) {
    file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = file.getInt(4);
    int entries = Short.toUnsignedInt(file.getShort(at));
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + TIFF_ENTRY * i;
      if (Short.toUnsignedInt(file.getShort(entry)) == IMAGE_DESCRIPTION) {
        int length = file.getInt(entry + 4);
        int from = length <= 4 ? entry + 8 : file.getInt(entry + 8);
        for (String line : text(file, from, length).replace("\0", "").split("\n(?! )", -1)) {
          line(line.replace("\n ", "\n"), texts);
        }
      }
    }
  }

  private static void line(String line, Map<String, String> texts) {
    int colon = line.indexOf(": ");
    if (colon > 0) {
      texts.put(line.substring(0, colon), line.substring(colon + 2));
    }
  }

  private static String text(ByteBuffer file, int from, int length) {
    byte[] bytes = new byte[Math.max(0, Math.min(length, file.limit() - from))];
    file.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
