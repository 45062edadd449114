package dev.impasto.bench;

import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.loss.LossConvention;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run by neural-style's loss, as a process of its own that prints what neural-style-pt prints.
 *
 * <p>Arguments: network, content, style, output, iterations; then, to be as fast as can be to some
 * loss instead of doing those iterations at one size, that loss; and {@code --precision}, f32
 * unless given.
 */
public final class OwnRun {
  /** Where a run to a loss begins, and how many evaluations each size before the last gets. */
  private static final int COARSEST = 128;

  private static final int COARSE_ITERATIONS = 100;

  private OwnRun() {}

  /** Runs. */
  public static void main(String[] given) {
    Locale.setDefault(Locale.ROOT);
    List<String> rest = new ArrayList<>(List.of(given));
    Precision precision = PrecisionOption.take(rest);
    String[] arguments = rest.toArray(String[]::new);
    Network network = NetworkFile.read(Path.of(arguments[0]));
    Picture content = PictureReader.read(Path.of(arguments[1]));
    Picture style = PictureReader.read(Path.of(arguments[2]));
    int iterations = Integer.parseInt(arguments[4]);
    int size = Math.max(content.width(), content.height());
    TransferOptions options =
        TransferOptions.defaults(LossConvention.NEURAL_STYLE)
            .withPooling(Pooling.MAX)
            .withSeamless(false)
            .withPreconditioning(0)
            .withSize(size)
            .withScales(1)
            .withIterations(iterations);
    try (StyleTransfer transfer = new StyleTransfer(network, Engine.open(0, precision))) {
      Picture result;
      if (arguments.length > 5) {
        double target = Double.parseDouble(arguments[5]);
        result = content;
        for (int i = scales(size); i > 0; i--) {
          TransferOptions coarse =
              options
                  .withSize((int) Math.round(size / Math.pow(2, i / 2.0)))
                  .withIterations(COARSE_ITERATIONS);
          result = transfer.transferFrom(result, content, style, coarse, progress -> true);
        }
        result =
            transfer.transferFrom(
                result, content, style, options, p -> shown(p) && p.totalLoss() > target);
      } else {
        result = transfer.transfer(content, style, options, OwnRun::shown);
      }
      PictureWriter.write(result, Path.of(arguments[3]));
    }
  }

  private static int scales(int size) {
    return Math.max(0, (int) Math.floor(2 * Math.log((double) size / COARSEST) / Math.log(2)));
  }

  private static boolean shown(Progress progress) {
    System.out.printf("Iteration %d / %d%n", progress.iteration(), progress.iterations());
    System.out.printf("  Total loss: %.9g%n", progress.totalLoss());
    return true;
  }
}
