package dev.impasto.bench;

import dev.impasto.Progress;
import dev.impasto.RunListener;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.network.Layer;
import dev.impasto.network.NetworkFile;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Optimization;
import dev.impasto.request.Preset;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run by neural-style's loss, as a process of its own that prints what neural-style-pt prints,
 * and writes the iterate itself beside the picture.
 *
 * <p>Arguments, as {@code name=value}: {@code network}, {@code content}, {@code style}, {@code
 * output}, {@code iterations}, {@code pooling}, {@code precision}; and, to be as fast as can be to
 * some loss instead of doing as neural-style does, {@code to-loss}: that loss.
 */
public final class OwnRun {
  private static final double PRECONDITIONING = 0.5;

  /** Late in a long run more save evaluations, but not the time to read them. */
  private static final int HISTORY = 50;

  /** How far below the loss a run without the deepest style layer goes. */
  private static final double WITHOUT_DEEPEST = 0.9985;

  private OwnRun() {}

  /** Runs. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    Settings settings =
        new Settings(
            List.of(arguments),
            List.of(
                "network",
                "content",
                "style",
                "output",
                "iterations",
                "pooling",
                "precision",
                "to-loss"));
    Picture content = PictureReader.read(Path.of(settings.text("content")));
    Picture style = PictureReader.read(Path.of(settings.text("style")));
    Path output = Path.of(settings.text("output"));
    TransferOptions options =
        Preset.NEURAL_STYLE
            .options()
            .withStart(InitialPicture.Kind.CONTENT)
            .withForm(f -> f.withPooling(pooling(settings)))
            .withOptimization(
                o -> o.withOptimizer(TransferOptions.defaults().optimization().optimizer()))
            .withSize(Math.max(content.width(), content.height()))
            .withIterations(settings.number("iterations", 500, 1));
    try (Engine engine = engine(settings);
        StyleTransfer transfer =
            new StyleTransfer(NetworkFile.read(Path.of(settings.text("network"))), engine)) {
      TransferRequest request = TransferRequest.of(content, style, options);
      Picture result =
          settings
              .find("to-loss")
              .map(Double::valueOf)
              .map(loss -> toLoss(loss, transfer, request))
              .orElseGet(() -> transfer.transfer(request, (run, progress) -> show(progress)));
      PictureWriter.write(result, output);
      RawPicture.write(result.rgb(), RawPicture.beside(output));
    }
  }

  /** The pooling that a setting names. */
  static Pooling pooling(Settings settings) {
    return NamedChoice.of(
        "pooling", settings.text("pooling", "average"), List.of(Pooling.values()));
  }

  /** What computes, as precisely as a setting says. */
  private static Engine engine(Settings settings) {
    return Engine.open(
        0,
        NamedChoice.of(
            "precision", settings.text("precision", "f32"), List.of(Precision.values())));
  }

  /**
   * The way that took the least time. Most of it is without conv5_1: it has a thousandth of the
   * loss, and it and the layers that only it needs have a quarter of the work. Smaller sizes first
   * did not help: the upsampled result's loss is as high as the content's, and is left as slowly.
   */
  private static Picture toLoss(double loss, StyleTransfer transfer, TransferRequest request) {
    TransferOptions whole =
        request
            .options()
            .withOptimization(o -> new Optimization(new Lbfgs(HISTORY), PRECONDITIONING));
    SortedMap<Layer, Double> layers = new TreeMap<>(whole.loss().style().layers());
    layers.remove(Layer.CONV5_1);
    TransferRequest shallow = request.withOptions(whole.withLoss(l -> l.withStyleLayers(layers)));
    Picture start = transfer.transfer(shallow, until(WITHOUT_DEEPEST * loss));
    return transfer.transfer(
        request.withOptions(whole).withStart(SourcePicture.of(start)), until(loss));
  }

  /** Ends a run at a loss. */
  private static RunListener until(double loss) {
    return (run, progress) -> {
      show(progress);
      if (progress.totalLoss() <= loss) {
        run.stop();
      }
    };
  }

  private static void show(Progress progress) {
    Progress.Position at = progress.at();
    System.out.printf("Iteration %d / %d%n", at.iteration(), at.iterations());
    System.out.printf("  Total loss: %.9g%n", progress.totalLoss());
  }
}
