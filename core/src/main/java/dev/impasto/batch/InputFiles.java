package dev.impasto.batch;

import dev.impasto.network.catalog.Checksum;
import dev.impasto.request.UnreadRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What identifies the files that results are made of. A file is read for it once, however many
 * results need it.
 */
public final class InputFiles {
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** None is known yet. */
  public InputFiles() {}

  /**
   * The SHA-256 of the bytes of all files of a request, by their names.
   *
   * @throws dev.impasto.problem.InvalidInputException if one cannot be read
   */
  public Map<String, String> sha256(UnreadRequest request) {
    Map<String, String> sums = new LinkedHashMap<>();
    request.files().forEach(file -> sums.put(file, known.computeIfAbsent(file, InputFiles::sum)));
    return sums;
  }

  private static String sum(String file) {
    return Checksum.of(Path.of(file), Checksum.Algorithm.SHA256).hex();
  }

  /**
   * What identifies a result: two with the same key are the same picture, as far as this can be
   * known without making them.
   *
   * @param sums those of the request's files
   * @param run what else it depends on, such as the network and how the file is written
   */
  public static String key(
      UnreadRequest request, Map<String, String> sums, Map<String, String> run) {
    String all = request.renamed(name -> sums.getOrDefault(name, name)).json() + new TreeMap<>(run);
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    digest.update(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
