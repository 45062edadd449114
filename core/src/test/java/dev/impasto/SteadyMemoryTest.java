package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Engine;
import dev.impasto.faults.Faults;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.picture.Picture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Checks that memory is where it was, however much has been computed. */
final class SteadyMemoryTest {
  private static final int EVALUATIONS = Faults.rounds(1000, 10000);
  private static final Picture CONTENT = SmallPictures.content(40, 32);
  private static final Picture STYLE = SmallPictures.style(36, 36);

  /**
   * Each run has a thread of its own, and each thread keeps some of what it has freed: what is
   * resident goes up and down by as much.
   */
  private static final long NATIVE_SLACK = 128L << 20;

  private static final long HEAP_SLACK = 4L << 20;

  /**
   * What the process has taken.
   *
   * @param outside what is resident beside Java's heap, 0 where the system does not say
   * @param heap what is in use after a collection
   */
  private record Taken(long outside, long heap) {
    static Taken now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      Runtime java = Runtime.getRuntime();
      return new Taken(
          Math.max(0, Pointer.physicalBytes() - java.totalMemory()),
          java.totalMemory() - java.freeMemory());
    }

    void assertNotMuchMoreThan(Taken before) {
      assertThat(heap).isLessThan(before.heap + HEAP_SLACK);
      assertThat(outside).isLessThan(before.outside + NATIVE_SLACK);
    }
  }

  private static TransferRequest request(int iterations) {
    TransferOptions options =
        TransferOptions.defaults()
            .withSize(32)
            .withIterations(iterations)
            .withSchedule(s -> s.withScales(1))
            // L-BFGS would end where nothing improves any more.
            .withOptimization(o -> o.withOptimizer(new Adam()))
            .withFinish(f -> f.withDenoising(0));
    return TransferRequest.of(CONTENT, STYLE, options);
  }

  @Test
  void manyEvaluationsLeaveTheMemoryOfAHundred() {
    List<Taken> taken = new ArrayList<>();
    int[] last = {0};
    try (Engine engine = Engine.open(1);
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine)) {
      transfer.transfer(
          request(EVALUATIONS),
          (run, progress) -> {
            last[0] = progress.at().iteration();
            if (taken.isEmpty() && last[0] >= 100) {
              taken.add(Taken.now());
            } else if (taken.size() == 1 && last[0] > EVALUATIONS * 0.9) {
              taken.add(Taken.now());
            }
          });
    }
    assertThat(last[0]).isGreaterThan(EVALUATIONS / 2);
    assertThat(taken).hasSize(2);
    taken.get(1).assertNotMuchMoreThan(taken.get(0));
  }

  @Test
  void manyRunsLeaveTheMemoryOfAFew() {
    int runs = EVALUATIONS / 20;
    int few = 30;
    try (Engine engine = Engine.open(1);
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine)) {
      for (int i = 0; i < few; i++) {
        transfer.transfer(request(2), (run, progress) -> {});
      }
      Taken before = Taken.now();
      for (int i = 0; i < runs; i++) {
        transfer.transfer(request(2), (run, progress) -> {});
      }
      Taken.now().assertNotMuchMoreThan(before);
    }
  }

  @Test
  void manyEnginesLeaveTheMemoryOfAFew() {
    Network network = Network.embedded();
    Taken few = new Taken(0, 0);
    for (int i = 0; i < Faults.rounds(25, 200); i++) {
      try (Engine engine = Engine.open(1);
          StyleTransfer transfer = new StyleTransfer(network, engine)) {
        transfer.transfer(request(2), (run, progress) -> {});
      }
      if (i == 9) {
        few = Taken.now();
      }
    }
    Taken.now().assertNotMuchMoreThan(few);
  }
}
