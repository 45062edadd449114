package dev.impasto.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Impasto, as a process of its own.
 *
 * @param precision what it computes in
 */
record OwnProcess(String precision) {
  /** The picture that a run writes; the iterate lies beside it. */
  static final String PICTURE = "own.png";

  /** Does as neural-style does, for so many evaluations. */
  WatchedProcess run(Workload workload, int evaluations) throws IOException, InterruptedException {
    return start(workload, List.of("iterations=" + evaluations));
  }

  /** Goes to a loss as fast as it can, with so many evaluations of the full size at most. */
  WatchedProcess toLoss(Workload workload, int evaluations, double loss)
      throws IOException, InterruptedException {
    return start(workload, List.of("iterations=" + evaluations, "to-loss=" + loss));
  }

  private WatchedProcess start(Workload workload, List<String> more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "network=" + workload.network(),
                "content=" + workload.content(),
                "style=" + workload.style(),
                "output=" + workload.folder().resolve(PICTURE),
                "pooling=" + workload.pooling(),
                "precision=" + precision));
    arguments.addAll(more);
    return WatchedProcess.run(JavaCommand.of(OwnRun.class, arguments), Path.of(""), Map.of());
  }
}
