package dev.impasto.bench;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.internal.vgg.PassMemory;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.optimize.OptimizerState;
import dev.impasto.picture.Picture;
import dev.impasto.storage.Floats;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Minimizes the default loss of a large square picture in a process of its own, with all that grows
 * with it in files or in memory, and prints what each step takes and the peak of the process.
 *
 * <p>Arguments, as {@code name=value}: {@code side}; {@code tile}, megabytes of native memory for a
 * tile; {@code folder} for files, without which all lies in memory; {@code network}, {@code
 * optimizer} ({@code adam} or {@code lbfgs}), {@code evaluations}.
 */
public final class LargePicture {
  private static final int STYLE = 1024;

  private LargePicture() {}

  /** Runs. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    Settings settings =
        new Settings(
            List.of(arguments),
            List.of("side", "tile", "folder", "network", "optimizer", "evaluations"));
    int side = settings.number("side", 1000, 16);
    Network network =
        settings
            .find("network")
            .map(file -> NetworkFile.read(Path.of(file)))
            .orElseGet(Network::embedded);
    Optimizer optimizer =
        settings.text("optimizer", "adam").equals("adam") ? new Adam() : new Lbfgs(10);
    try (Engine engine = Engine.open(0, Precision.F32)) {
      Vgg vgg =
          new Vgg(network, engine, Vgg.Form.seamless(Pooling.AVERAGE))
              .within(settings.number("tile", 1_000_000, 1) * 1e6);
      if (settings.find("folder").isPresent()) {
        try (WorkFolder folder = new WorkFolder(Path.of(settings.text("folder")))) {
          run(vgg, side, folder, optimizer, settings.number("evaluations", 2, 1));
        }
      } else {
        run(vgg, side, Storage.HEAP, optimizer, settings.number("evaluations", 2, 1));
      }
    }
  }

  private static void run(
      Vgg vgg, int side, Storage storage, Optimizer optimizer, int evaluations) {
    LossOptions options = LossConvention.BALANCED.options();
    PassMemory memory = vgg.memory(side, side, TransferLoss.tapped(options), true);
    System.out.printf(
        "%d megapixels, tiles of %.0f MB, %.3f times the pixels%n",
        Math.round(side * (double) side / 1e6), memory.tile() / 1e6, memory.effort());
    var targets =
        PictureStatistics.of(
            vgg,
            STYLE,
            STYLE,
            Noise.values(3L * STYLE * STYLE, 101),
            options.styleLayers(),
            options.style().comparison());
    Picture content = new Picture(side, side, noise(storage, side, 7), null);
    Floats x = noise(storage, side, 8);
    long[] began = {System.nanoTime()};
    double[] processor = {processorSeconds()};
    try (TransferLoss loss = new TransferLoss(vgg, content, StyleTarget.ofOne(targets), options)) {
      tell("photograph", 0, began, processor);
      optimizer
          .withAveraging(0)
          .start(loss, x, OptimizerState.EMPTY)
          .run(
              evaluations,
              (spent, value, at) -> {
                tell("evaluation " + spent, value, began, processor);
                return true;
              });
      tell("end", 0, began, processor);
    }
  }

  private static void tell(String what, double value, long[] began, double[] processor) {
    long now = System.nanoTime();
    double used = processorSeconds();
    System.out.printf(
        "%s: %.6g, %.1f s by the clock, %.1f s of processors, peak %d MB, heap %d MB%n",
        what,
        value,
        (now - began[0]) / 1e9,
        used - processor[0],
        PeakMemory.megabytes(),
        Runtime.getRuntime().totalMemory() >> 20);
    began[0] = now;
    processor[0] = used;
  }

  private static Floats noise(Storage storage, int side, int seed) {
    Floats values = storage.floats(3L * side * side);
    float[] row = Noise.values(3L * side, seed);
    for (int y = 0; y < side; y++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 0.5f + 0.9f * (row[(i + 3) % row.length] - 0.5f);
      }
      row[3 * y % row.length] = y % 7 / 7f;
      values.write((long) y * row.length, row, 0, row.length);
    }
    return values;
  }

  private static double processorSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
