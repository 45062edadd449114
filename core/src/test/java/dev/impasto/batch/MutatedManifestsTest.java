package dev.impasto.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.faults.Faults;
import dev.impasto.faults.Mutation;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Manifests, damaged at random: each is read, or refused with one line. */
final class MutatedManifestsTest {
  private static final int ROUNDS = Faults.rounds(1000, 20000);

  private static final List<byte[]> VALID =
      List.of(
          """
          {"content": "a b.jpg", "styles": [{"name": "x.jpg", "weight": 2}, "y.jpg"], \
          "options": {"size": 48, "maxMegapixels": 2}, "output": "sub/one.png"}
          {"version": 1, "content": {"name": "c.jpg", "sha256": "00"}, "styles": ["x.jpg"], \
          "start": "s.png", "masks": {"regions": ["m.png"], "mode": "inside", "weights": [1]}}
          {"content": "a", "styles": [{"name": "x", "mask": {"name": "m"}}], \
          "previous": {"result": {"name": "r.png"}, "flow": {"name": "f.flo"}}}
          """
              .getBytes(UTF_8),
          """
          content;style;output;size\r
          "a;\r
          b.jpg";x.jpg;"one ""two"".png";48\r
          c.jpg;y.jpg;;\r
          """
              .getBytes(UTF_8));

  /** What a value may be replaced by. */
  private static final List<String> VALUES =
      List.of("null", "true", "[]", "{}", "\"\"", "0", "-1", "1e400", "[1,2]", "{\"a\":1}", "\"");

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.E+-]*|\\{[^{}]*\\}|[a-z.]+");

  @Test
  void everyDamagedManifestIsReadOrRefusedInOneLine() {
    Random random = new Random(6);
    List<String> failures = new ArrayList<>();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] valid = VALID.get(round % VALID.size());
      byte[] damaged =
          random.nextBoolean() ? Mutation.of(valid, VALID, random) : withOtherValue(valid, random);
      try {
        List<ManifestRow> rows = Manifest.read("jobs", damaged, ManifestTest.SETTINGS);
        rows.forEach(row -> assertThat(row.request().json()).doesNotContain("\n"));
        read++;
      } catch (InvalidInputException e) {
        // A table may have a column of that name.
        if (!Faults.isPlain(String.valueOf(e.getMessage()).replace("'null'", "''"))) {
          failures.add("round %d: %s".formatted(round, e.getMessage()));
        }
      } catch (RuntimeException | Error e) {
        failures.add("round %d: %s: %s".formatted(round, e, new String(damaged, UTF_8)));
      }
    }
    System.out.printf("manifests: %d of %d read%n", read, ROUNDS);
    assertThat(failures).isEmpty();
    assertThat(read).isPositive();
  }

  private static byte[] withOtherValue(byte[] valid, Random random) {
    String text = new String(valid, UTF_8);
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    MatchResult at = tokens.get(random.nextInt(tokens.size()));
    String value =
        random.nextBoolean()
            ? VALUES.get(random.nextInt(VALUES.size()))
            : tokens.get(random.nextInt(tokens.size())).group();
    return (text.substring(0, at.start()) + value + text.substring(at.end())).getBytes(UTF_8);
  }
}
