package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks the estimate of the time that a run still takes. */
final class RemainingTimeTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void theFirstEvaluationDoesNotCount() {
    RemainingTime left = new RemainingTime(100);
    assertThat(left.after(10, 50 * SECOND)).isEmpty();

    assertThat(left.after(20, 52 * SECOND)).contains(Duration.ofSeconds(16));
    assertThat(left.after(60, 60 * SECOND)).contains(Duration.ofSeconds(8));
    assertThat(left.after(100, 68 * SECOND)).contains(Duration.ZERO);
  }

  @Test
  void aSecondIsTooLittleToJudgeBy() {
    RemainingTime left = new RemainingTime(100);
    assertThat(left.after(1, SECOND)).isEmpty();
    assertThat(left.after(2, 2 * SECOND - 1)).isEmpty();
    assertThat(left.after(3, 2 * SECOND)).isPresent();
  }

  @Test
  void workThatAnEarlierRunDidIsNotJudgedBy() {
    RemainingTime left = new RemainingTime(100);
    assertThat(left.after(81, SECOND)).isEmpty();
    assertThat(left.after(90, 10 * SECOND)).contains(Duration.ofSeconds(10));
  }
}
