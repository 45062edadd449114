package dev.impasto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.problem.InvalidInputException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks how an engine is found, and who may use it. */
@Timeout(30)
final class EngineOpeningTest {
  @Test
  void anEngineIsFoundByItsNameAndDevice() {
    try (Engine engine = Engine.open(new EngineSpec("oneDNN", "CPU", 1, Precision.F32))) {
      assertThat(engine.precision()).isEqualTo(Precision.F32);
    }
  }

  @Test
  void anUnknownNameDeviceOrNumberOfThreadsIsRefusedInOneLine() {
    assertThatThrownBy(() -> Engine.open(new EngineSpec("onednm", "auto", 1, Precision.F32)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("there is no engine 'onednm'; did you mean onednn? The choice is onednn");
    assertThatThrownBy(() -> Engine.open(new EngineSpec("auto", "gpu", 1, Precision.F32)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("there is no device of onednn 'gpu'");
    assertThatThrownBy(() -> Engine.open(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the number of threads must be 0 (all) to 1024, not -1");
  }

  @Test
  void aSecondThreadIsRefusedWhileTheFirstComputes() throws InterruptedException {
    try (Engine engine = Engine.open(1)) {
      CountDownLatch computing = new CountDownLatch(1);
      CountDownLatch refused = new CountDownLatch(1);
      Thread first =
          new Thread(
              () ->
                  engine
                      .parallel()
                      .run(
                          1,
                          part -> {
                            computing.countDown();
                            try {
                              refused.await();
                            } catch (InterruptedException e) {
                              Thread.currentThread().interrupt();
                            }
                          }),
              "first");
      first.start();
      computing.await();

      assertThatThrownBy(() -> engine.parallel().run(1, part -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the engine is in use by the thread 'first': one at a time");
      refused.countDown();
      first.join();
      int[] parts = {0};
      engine.parallel().run(1, part -> parts[0]++);
      assertThat(parts[0]).isEqualTo(1);
    }
  }
}
