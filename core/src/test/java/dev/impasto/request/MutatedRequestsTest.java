package dev.impasto.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.SmallPictures;
import dev.impasto.faults.Faults;
import dev.impasto.faults.Mutation;
import dev.impasto.loss.DetailTerm;
import dev.impasto.optimize.Adam;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Requests in JSON, damaged at random: each is read, or refused with one line. */
class MutatedRequestsTest {
  private static final int ROUNDS = Faults.rounds(1000, 20000);

  /** What a value may be replaced by. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "\"x\"",
          "0",
          "-1",
          "1e400",
          "1e-400",
          "NaN",
          "0.5",
          "3000000000",
          "99999999999999999999999",
          "2147483647",
          "[1,2]",
          "{\"a\":1}",
          "\"\\u0000\\n\"",
          "[".repeat(2000),
          "{\"method\":\"lbfgs\"}");

  /** A name, a number, a word, or an empty object. */
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.E+-]*|true|false|\\{[^{}]*\\}");

  private static final Picture PICTURE = SmallPictures.style(20, 20);

  private static String valid() {
    SourcePicture source = new SourcePicture("a.jpg", PICTURE);
    TransferOptions options =
        TransferOptions.defaults().withOptimization(o -> o.withOptimizer(new Adam()));
    return RequestJson.write(
        new TransferRequest(
            source,
            List.of(
                StyleSource.of(source),
                StyleSource.of(source).withFit(new StyleFit(0.5, StyleFit.Shape.CONTENT, 0))),
            Optional.of(SourcePicture.blank(8, 8)),
            options,
            List.of(new WeightChange(1, 7, 2, 3, 0.5, new DetailTerm(0.5, 0)))));
  }

  @Test
  void everyDamagedRequestIsReadOrRefusedInOneLine() {
    String valid = valid();
    List<byte[]> all = List.of(valid.getBytes(StandardCharsets.UTF_8));
    Random random = new Random(5);
    List<String> failures = new ArrayList<>();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String damaged =
          random.nextInt(4) == 0
              ? new String(Mutation.of(all.get(0), all, random), StandardCharsets.UTF_8)
              : withOtherValues(valid, random);
      try {
        RequestJson.read(
            damaged, name -> name.endsWith(".jpg") ? PICTURE : PictureLoader.FILES.load(name));
        read++;
      } catch (InvalidInputException e) {
        if (!Faults.isPlain(e.getMessage())) {
          failures.add("round %d: %s".formatted(round, e.getMessage()));
        }
      } catch (RuntimeException | Error e) {
        failures.add("round %d: %s: %s".formatted(round, e, damaged));
      }
    }
    System.out.printf("requests: %d of %d read%n", read, ROUNDS);
    assertThat(failures).isEmpty();
    assertThat(read).isPositive();
  }

  /** One or two of the values or names replaced by another of the request, or by any. */
  private static String withOtherValues(String valid, Random random) {
    String damaged = valid;
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      List<MatchResult> tokens = TOKEN.matcher(damaged).results().toList();
      if (tokens.isEmpty()) {
        return damaged;
      }
      MatchResult at = tokens.get(random.nextInt(tokens.size()));
      String value =
          random.nextBoolean()
              ? VALUES.get(random.nextInt(VALUES.size()))
              : tokens.get(random.nextInt(tokens.size())).group();
      damaged = damaged.substring(0, at.start()) + value + damaged.substring(at.end());
    }
    return damaged;
  }
}
