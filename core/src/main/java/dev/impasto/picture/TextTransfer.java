package dev.impasto.picture;

/** Tells files that were changed on their way because a program took them for text. */
final class TextTransfer {
  /** Fewer line ends or characters beyond ASCII may be as they are by chance. */
  private static final int ENOUGH = 8;

  /** The share of characters beyond ASCII that every picture has. */
  private static final double MANY = 1e-3;

  private TextTransfer() {}

  /**
   * Whether a file shows that bytes were replaced: line ends made CR LF throughout, or what is no
   * text in UTF-8 replaced or encoded anew.
   */
  static boolean changed(byte[] file) {
    return hasOnlyWindowsLines(file) || isWrittenAsUtf8(file);
  }

  private static boolean hasOnlyWindowsLines(byte[] file) {
    int lines = 0;
    for (int i = 1; i < file.length; i++) {
      if (file[i] == '\n') {
        if (file[i - 1] != '\r') {
          return false;
        }
        lines++;
      }
    }
    return lines >= ENOUGH;
  }

  private static boolean isWrittenAsUtf8(byte[] file) {
    int high = 0;
    int i = 0;
    while (i < file.length) {
      int length = sequence(file, i);
      if (length == 0) {
        return false;
      }
      if (length > 1) {
        high++;
      }
      i += length;
    }
    return high >= ENOUGH && high > MANY * file.length;
  }

  /** The length of the UTF-8 character at a place, or 0 if there is none. */
  private static int sequence(byte[] file, int at) {
    int first = file[at] & 255;
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4 || at + length > file.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((file[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
