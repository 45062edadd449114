package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark for a moment, in this process: they do what they would measure. */
final class OperationsTest {
  @Test
  void everyBenchmarkRuns() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true"); // others may measure on this machine
    Options moment =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .param("size", "32")
            .param("layer", "conv2_1")
            .param("precision", "f32")
            .param("pooling", "max")
            .param("rows", "4")
            .param("power", "1")
            .param("history", "2")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    assertThat(new Runner(moment).run()).hasSize(10);
  }
}
