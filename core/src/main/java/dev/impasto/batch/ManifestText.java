package dev.impasto.batch;

import dev.impasto.problem.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file that people and their spreadsheets write: UTF-8, or what its mark says. */
final class ManifestText {
  private static final char MARK = '\ufeff';

  private ManifestText() {}

  /**
   * Decodes it, without its byte order mark.
   *
   * @throws InvalidInputException if it is not what it seems to be; the message has the line
   */
  static String of(String name, byte[] bytes) {
    Charset charset = charset(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new InvalidInputException(
          "'%s', line %d: there are bytes that are no text in %s: save it as UTF-8 (spreadsheets"
                  .formatted(name, 1 + text.chars().filter(c -> c == '\n').count(), charset)
              + " call it 'CSV UTF-8')");
    }
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2) {
      int mark = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
      if (mark == 0xfeff) {
        return StandardCharsets.UTF_16BE;
      }
      if (mark == 0xfffe) {
        return StandardCharsets.UTF_16LE;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
