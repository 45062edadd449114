package dev.impasto.network.catalog;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The sum that a file must have, or its first digits where no more is published.
 *
 * @param algorithm how it is computed
 * @param hex its digits, 8 at least
 */
public record Checksum(Algorithm algorithm, String hex) {
  /** How a file's sum is computed. */
  public enum Algorithm {
    /** SHA-256, of 64 digits. */
    SHA256("SHA-256", 64),
    /** SHA-1, of 40 digits: tells a damaged file, and one made to look like another by a forger. */
    SHA1("SHA-1", 40),
    /** MD5, of 32 digits, likewise. */
    MD5("MD5", 32);

    private final String title;
    private final int digits;

    Algorithm(String title, int digits) {
      this.title = title;
      this.digits = digits;
    }

    /** A sum that begins anew. */
    public MessageDigest digest() {
      try {
        return MessageDigest.getInstance(title);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // Every Java has these.
      }
    }

    /** The name that Java has for it. */
    @Override
    public String toString() {
      return title;
    }
  }

  private static final int CHUNK = 1 << 16;

  /** Checks the digits. */
  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
    require(
        hex.matches("[0-9a-f]{8,%d}".formatted(algorithm.digits)),
        "a %s sum has 8 to %d hexadecimal digits, not '%s'",
        algorithm,
        algorithm.digits,
        WeightBytes.printable(hex));
  }

  /**
   * Computes a file's sum.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  public static Checksum of(Path file, Algorithm algorithm) {
    return new Checksum(algorithm, sums(file, Set.of(algorithm)).getOrDefault(algorithm, ""));
  }

  /**
   * Whether a file has one of several sums.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  static boolean anyMatches(Set<Checksum> checksums, Path file) {
    Map<Algorithm, String> sums = new EnumMap<>(Algorithm.class);
    for (Checksum checksum : checksums) {
      sums.putIfAbsent(checksum.algorithm, "");
    }
    sums.putAll(sums(file, sums.keySet()));
    return checksums.stream().anyMatch(c -> sums.getOrDefault(c.algorithm, "").startsWith(c.hex));
  }

  private static Map<Algorithm, String> sums(Path file, Set<Algorithm> algorithms) {
    Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
    algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.digest()));
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        int count = read;
        digests.values().forEach(digest -> digest.update(chunk, 0, count));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "'%s' cannot be read: %s"
              .formatted(WeightBytes.printable(file.toString()), WeightBytes.reason(e)),
          e);
    }
    Map<Algorithm, String> sums = new EnumMap<>(Algorithm.class);
    digests.forEach(
        (algorithm, digest) -> sums.put(algorithm, HexFormat.of().formatHex(digest.digest())));
    return sums;
  }

  /** Whether all digits are known. */
  public boolean whole() {
    return hex.length() == algorithm.digits;
  }

  /** The algorithm and the digits; where more would follow, dots. */
  @Override
  public String toString() {
    return algorithm + " " + hex + (whole() ? "" : "...");
  }
}
