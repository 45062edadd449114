package dev.impasto.spark;

import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.TaskContext;

/**
 * The engines of this executor. Each is opened once and kept, with its network and what it knows of
 * paintings, for all tasks to come; there are as many as tasks compute at once.
 */
final class ExecutorEngines {
  private static final Map<Kind, ArrayDeque<StyleTransfer>> IDLE = new HashMap<>();
  private static final Map<String, Network> NETWORKS = new HashMap<>();

  private ExecutorEngines() {}

  private record Kind(String network, Precision precision, int threads) {}

  /**
   * Does some work on an engine.
   *
   * @param threads with how many threads it computes, or 0 for the processors of the task
   * @throws InvalidInputException if there is no engine for this machine
   */
  static <T> T compute(
      NetworkBytes network, Precision precision, int threads, Function<StyleTransfer, T> work) {
    TaskContext task = TaskContext.get();
    int used = threads > 0 ? threads : task == null ? 1 : task.cpus();
    Kind kind = new Kind(network.sha256(), precision, used);
    StyleTransfer transfer = take(kind, network);
    try {
      return work.apply(transfer);
    } finally {
      giveBack(kind, transfer);
    }
  }

  private static synchronized StyleTransfer take(Kind kind, NetworkBytes network) {
    StyleTransfer idle = IDLE.computeIfAbsent(kind, key -> new ArrayDeque<>()).pollFirst();
    if (idle != null) {
      return idle;
    }
    Network loaded = NETWORKS.computeIfAbsent(kind.network, key -> network.network());
    try {
      return new StyleTransfer(loaded, Engine.open(kind.threads, kind.precision));
    } catch (LinkageError e) {
      throw new InvalidInputException(
          "there is no native library for %s-%s on this executor: use a jar that was built for it"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  private static synchronized void giveBack(Kind kind, StyleTransfer transfer) {
    IDLE.computeIfAbsent(kind, key -> new ArrayDeque<>()).addFirst(transfer);
  }
}
