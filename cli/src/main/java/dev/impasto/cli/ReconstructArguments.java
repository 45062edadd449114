package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.Reconstruction;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What both kinds of reconstruction are told, and how they run. */
final class ReconstructArguments {
  /** Makes a picture of another. */
  @FunctionalInterface
  interface Maker {
    Picture make(Reconstruction reconstruction, Picture source, Progress.Listener listener);
  }

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the result goes: a .png or .jpg file.")
  Path output;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress.")
  boolean quiet;

  @Mixin ResultArguments result = new ResultArguments();

  @Mixin RunArguments run = new RunArguments();

  @Mixin FormArguments form = new FormArguments();

  @Mixin NetworkArguments network = new NetworkArguments();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReconstructArguments() {}

  /** The usual settings, with what is given here in their place. */
  TransferOptions options() {
    return form.applyTo(run.applyTo(Reconstruction.defaults()));
  }

  /**
   * Makes the picture, shows how it converges, and writes it.
   *
   * @param more what to say of it at the end, given the source and the result
   */
  void make(
      CommandSpec spec,
      Path file,
      TransferOptions options,
      Maker maker,
      BiFunction<Picture, Picture, String> more) {
    result.requireWritable(output, file);
    PictureWriter.Options unsigned = result.writing(output, options.described());
    run.requireThreads();
    Picture source = PictureReader.read(file, result.maxPixels());
    Watcher watcher = new Watcher(spec.commandLine().getErr(), Watcher.onTerminal(), quiet);
    Convergence convergence = new Convergence();
    long began = System.nanoTime();
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(network.load(), run.engine())) {
      watcher.begin(transfer.engine());
      PictureWriter.Options writing =
          unsigned.withText(RunArguments.described(unsigned.text(), transfer.engine()));
      Picture picture =
          maker.make(
              new Reconstruction(transfer, options),
              source,
              progress -> {
                watcher.show(progress);
                convergence.progressed(progress);
                return !interrupt.asked();
              });
      PictureWriter.write(picture, output, writing);
      watcher.end(
          "%s %s: %dx%d in %s; %s%s"
              .formatted(
                  interrupt.asked() ? "Stopped early; wrote" : "Wrote",
                  output,
                  picture.width(),
                  picture.height(),
                  Watcher.clock(Duration.ofNanos(System.nanoTime() - began)),
                  convergence,
                  more.apply(source, picture)));
    }
  }

  /** How far the loss has fallen, at the last size. */
  private static final class Convergence {
    private int scale;
    private double first;
    private double last;

    void progressed(Progress progress) {
      if (progress.scale() != scale) {
        scale = progress.scale();
        first = progress.totalLoss();
      }
      last = progress.totalLoss();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "the loss fell from %.3g to %.3g, %.2g %% of it",
          first,
          last,
          100 * last / first);
    }
  }
}
