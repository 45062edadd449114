package dev.impasto.picture;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Names of files and reasons of failures, as the one line of a message shows them. */
final class FileName {
  private static final int MOST_CHARACTERS = 200;

  private FileName() {}

  /** The path in quotes, on one line whatever characters are in it. */
  static String quoted(Path path) {
    return "'" + oneLine(path.toString()) + "'";
  }

  /** What went wrong, on one line. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof FileSystemException e) {
      message = e.getReason();
    }
    if (message == null || message.isBlank()) {
      message = plain(failure);
    }
    String line = oneLine(message);
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
  }

  /** For failures that have nothing but a type. */
  private static String plain(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return "the system names no reason";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
