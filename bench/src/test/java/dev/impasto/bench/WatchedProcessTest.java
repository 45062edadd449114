package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.bench.WatchedProcess.Line;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchedProcessTest {
  @Test
  void theFirstEvaluationsAreLeftOutOfTheMedian() {
    assertThat(medianIteration(10, 19, 27, 28, 29, 30)).isEqualTo(1);
  }

  @Test
  void fewEvaluationsStillHaveAMedian() {
    assertThat(medianIteration(10, 12)).isEqualTo(2);
    assertThat(medianIteration(10, 19, 20)).isEqualTo(1);
  }

  @Test
  void oneEvaluationHasNoTime() {
    assertThat(medianIteration(10)).isNaN();
    assertThat(medianIteration()).isNaN();
  }

  @Test
  void theLossIsTheLastOnePrinted() {
    WatchedProcess process =
        new WatchedProcess(
            3, List.of(new Line(1, "  Total loss: 7.5"), new Line(2, "  Total loss: 2.5")), -1);

    assertThat(process.lastLoss()).isEqualTo(2.5);
  }

  private static double medianIteration(double... times) {
    List<Line> lines =
        IntStream.range(0, times.length)
            .mapToObj(i -> new Line(times[i], "Iteration %d / 20".formatted(i + 1)))
            .toList();
    return new WatchedProcess(30, lines, -1).medianIteration();
  }
}
