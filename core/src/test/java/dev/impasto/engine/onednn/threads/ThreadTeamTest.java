package dev.impasto.engine.onednn.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ThreadTeamTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 5", "3, 0", "3, 1", "3, 2", "3, 1000"})
  void eachPartIsRunOnce(int threads, int parts) {
    AtomicIntegerArray runs = new AtomicIntegerArray(parts);
    try (ThreadTeam team = new ThreadTeam(threads, () -> {})) {
      for (int i = 0; i < 100; i++) {
        team.run(parts, (part, worker) -> runs.incrementAndGet(part));
      }
    }
    for (int p = 0; p < parts; p++) {
      assertThat(runs.get(p)).isEqualTo(100);
    }
  }

  @Test
  void threadsWorkAtOnceEachWithANumberOfItsOwn() {
    int threads = 3;
    CountDownLatch allHere = new CountDownLatch(threads);
    int[] worker = new int[threads];
    try (ThreadTeam team = new ThreadTeam(threads, () -> {})) {
      team.run(
          threads,
          (part, w) -> {
            allHere.countDown();
            awaitUninterrupted(allHere);
            worker[part] = w;
          });
    }
    Arrays.sort(worker);
    assertThat(worker).containsExactly(0, 1, 2);
  }

  @Test
  void sleepingHelpersWake() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    try (ThreadTeam team = new ThreadTeam(2, () -> {})) {
      for (int i = 0; i < 5; i++) {
        Thread.sleep(20);
        CountDownLatch both = new CountDownLatch(2);
        team.run(
            2,
            (part, worker) -> {
              both.countDown();
              awaitUninterrupted(both);
              runs.incrementAndGet();
            });
      }
    }
    assertThat(runs).hasValue(10);
  }

  @Test
  void whatAPartThrowsIsThrownOnceAllOthersAreDone() {
    AtomicInteger done = new AtomicInteger();
    try (ThreadTeam team = new ThreadTeam(2, () -> {})) {
      CountDownLatch thrown = new CountDownLatch(1);
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  team.run(
                      2,
                      (part, worker) -> {
                        if (part == 0) {
                          thrown.countDown();
                          throw new IllegalArgumentException("part 0");
                        }
                        awaitUninterrupted(thrown);
                        busy(20);
                        done.incrementAndGet();
                      }))
          .withRootCauseInstanceOf(IllegalArgumentException.class);
      assertThat(done).hasValue(1);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () ->
                  team.run(
                      1,
                      (part, worker) -> {
                        throw new AssertionError("an error stays what it is");
                      }));
      team.run(2, (part, worker) -> done.incrementAndGet());
    }
    assertThat(done).hasValue(3);
  }

  @Test
  void anInterruptIsKeptForTheCallerAndEndsNothing() {
    AtomicInteger done = new AtomicInteger();
    try (ThreadTeam team = new ThreadTeam(2, () -> {})) {
      Thread.currentThread().interrupt();
      team.run(
          2,
          (part, worker) -> {
            busy(20);
            done.incrementAndGet();
          });
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(done).hasValue(2);
  }

  @Test
  void aHelperThatCannotBePreparedEndsTheNextJobRatherThanHangIt() {
    CountDownLatch tried = new CountDownLatch(1);
    try (ThreadTeam team =
        new ThreadTeam(
            2,
            () -> {
              tried.countDown();
              throw new IllegalArgumentException("no library");
            })) {
      awaitUninterrupted(tried);
      busy(20);
      assertThatIllegalStateException()
          .isThrownBy(() -> team.run(4, (part, worker) -> assertThat(worker).isZero()))
          .withRootCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anotherThreadMayCallAfterTheFirst() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    try (ThreadTeam team = new ThreadTeam(2, () -> {})) {
      team.run(4, (part, worker) -> runs.incrementAndGet());
      Thread other = new Thread(() -> team.run(4, (part, worker) -> runs.incrementAndGet()));
      other.start();
      other.join();
    }
    assertThat(runs).hasValue(8);
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Thread[] helper = new Thread[1];
    CountDownLatch started = new CountDownLatch(1);
    try (ThreadTeam team =
        new ThreadTeam(
            2,
            () -> {
              helper[0] = Thread.currentThread();
              started.countDown();
            })) {
      assertThat(team.count()).isEqualTo(2);
      started.await();
    }
    helper[0].join(10_000);
    assertThat(helper[0].isAlive()).isFalse();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void busy(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
