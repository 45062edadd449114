package dev.impasto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A bug of the program's own is one line and exit code 1, and tells more only if asked. */
final class InternalErrorTest {
  @Command(name = "broken")
  static final class BrokenCommand implements Callable<Integer> {
    private final Callable<Integer> job;

    BrokenCommand(Callable<Integer> job) {
      this.job = job;
    }

    @Override
    public Integer call() throws Exception {
      return job.call();
    }
  }

  private static CommandRun run(Callable<Integer> job, String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.addSubcommand(new BrokenCommand(job));
    return CommandRun.of(commandLine, arguments);
  }

  private static Integer fail() {
    throw new IllegalStateException("the sky is green\nand the sea as well");
  }

  @Test
  void exceptionIsOneLine() {
    CommandRun run = run(InternalErrorTest::fail, "broken");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "impasto: internal error: IllegalStateException: the sky is green; add --debug to see"
                + " where");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void errorIsOneLine() {
    CommandRun run =
        run(
            () -> {
              throw new UnsatisfiedLinkError("no dnnl");
            },
            "broken");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("internal error: UnsatisfiedLinkError: no dnnl");
  }

  @Test
  void lackOfMemoryIsAnsweredWithAdvice() {
    CommandRun run =
        run(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            "broken");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("choose a smaller size", "-Xmx");
  }

  /** As the class that starts a thread cannot be loaded then. */
  @Test
  void lackOfThreadsIsNotTakenForLackOfMemory() {
    CommandRun run =
        run(
            () -> {
              throw new ExceptionInInitializerError(
                  new OutOfMemoryError("unable to create native thread"));
            },
            "broken");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("--threads").doesNotContain("memory", "Error");
  }

  @Test
  void debugShowsWhere() {
    CommandRun after = run(InternalErrorTest::fail, "broken", "--debug");
    CommandRun before = run(InternalErrorTest::fail, "--debug", "broken");

    assertThat(after.exitCode()).isEqualTo(1);
    assertThat(after.err()).contains("the sky is green", "\tat ", "InternalErrorTest.fail");
    assertThat(before.err()).contains("\tat ");
  }
}
