package dev.impasto.internal.file;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that are filled before they get their names. One that a killed process has left is
 * removed by the next one that writes to its folder: its name tells whose it was.
 */
final class PartFiles {
  private static final Pattern NAME =
      Pattern.compile("\\.impasto-([0-9a-f]+)-(\\d+)-(\\d+)-[0-9a-f-]+\\.part");

  private static final String HOST = host();
  private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();

  private PartFiles() {}

  /** A name in a folder that no other file has. */
  static Path in(Path folder) {
    if (CLEANED.add(folder)) {
      removeLeft(folder);
    }
    ProcessHandle own = ProcessHandle.current();
    return folder.resolve(
        ".impasto-%s-%d-%d-%s.part".formatted(HOST, own.pid(), start(own), UUID.randomUUID()));
  }

  /** Removes what processes of this machine have left that live no more; failures do not matter. */
  static void removeLeft(Path folder) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".impasto-*.part")) {
      for (Path part : found) {
        Matcher name = NAME.matcher(String.valueOf(part.getFileName()));
        if (name.matches() && name.group(1).equals(HOST) && !lives(name.group(2), name.group(3))) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException | RuntimeException e) {
      // What cannot be removed stays; it is in nobody's way.
    }
  }

  /**
   * Whether the process that named a file may still fill it. When another process began cannot be
   * compared: each counts from its own idea of the time, and clocks jump.
   */
  private static boolean lives(String pid, String started) {
    ProcessHandle own = ProcessHandle.current();
    long number = Long.parseLong(pid);
    if (number == own.pid()) {
      return Long.toString(start(own)).equals(started);
    }
    Optional<String> java = program(own);
    return ProcessHandle.of(number)
        .filter(process -> java.isEmpty() || program(process).map(java.get()::equals).orElse(true))
        .isPresent();
  }

  /** The name of a process's program, where the system tells it. */
  private static Optional<String> program(ProcessHandle process) {
    return process.info().command().map(Path::of).map(Path::getFileName).map(Path::toString);
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Folders may be shared by machines, whose process numbers say nothing here. */
  private static String host() {
    try {
      return Integer.toHexString(InetAddress.getLocalHost().getHostName().hashCode());
    } catch (UnknownHostException e) {
      return "0";
    }
  }
}
