package dev.impasto.bench;

import dev.impasto.engine.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * neural-style-pt, unchanged, as a process of its own.
 *
 * @param checkout its folder
 * @param python a Python with PyTorch, torchvision and Pillow
 */
record NeuralStylePt(Path checkout, String python) {
  /** The picture that a run writes; the iterate lies beside it. */
  static final String PICTURE = "peer.png";

  private static final Path SCRIPTS = Path.of("bench/peers").toAbsolutePath();

  /** Runs so many evaluations from the content picture. */
  WatchedProcess run(Workload workload, int evaluations) throws IOException, InterruptedException {
    Path weights = weights(workload.network());
    // Debian's PyTorch takes one thread unless it is told.
    String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
    return WatchedProcess.run(
        List.of(
            python,
            "-u",
            SCRIPTS.resolve("neural_style_pt.py").toString(),
            "-gpu=c",
            "-disable_check",
            "-pooling=" + (workload.pooling() == Pooling.MAX ? "max" : "avg"),
            "-model_file=" + weights,
            "-content_image=" + workload.content(),
            "-style_image=" + workload.style(),
            "-image_size=" + workload.size(),
            "-init=image",
            "-num_iterations=" + evaluations,
            "-print_iter=1",
            "-save_iter=0",
            "-output_image=" + workload.folder().resolve(PICTURE)),
        checkout.toAbsolutePath(),
        Map.of("OMP_NUM_THREADS", threads));
  }

  /** The network as PyTorch keeps it, beside its own file. */
  private Path weights(Path network) throws IOException, InterruptedException {
    Path file =
        network.resolveSibling(network.getFileName().toString().replaceFirst("[.].*", ".pth"));
    if (!Files.exists(file)) {
      WatchedProcess.run(
          List.of(
              python,
              SCRIPTS.resolve("to_torch.py").toString(),
              network.toString(),
              file.toString()),
          checkout.toAbsolutePath(),
          Map.of());
    }
    return file;
  }
}
