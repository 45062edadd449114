package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.StyleTransfer;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command's run that makes one picture: shown while it lasts, and written with all that goes with
 * it at its end, or at Ctrl-C.
 *
 * @param normalized whether the network must be normalized as in the paper
 */
record PictureRun(
    CommandSpec command,
    OutputArgument output,
    ResultArguments result,
    RunArguments run,
    ProgressArguments show,
    NetworkArguments network,
    boolean normalized) {

  /**
   * Makes the picture.
   *
   * @param sources the pictures that it is made of, by what the report calls them
   * @param tasks what is to be made of them
   * @param ending what to say at the end besides where the result is
   */
  void make(
      Map<String, Path> sources,
      Function<List<Picture>, Task> tasks,
      Function<Report, String> ending) {
    List<Path> files = List.copyOf(sources.values());
    output.requireWritable(files);
    PictureWriter.Options unsigned = result.writing(output.file);
    show.requireValid();
    run.requireValid();
    long limit = result.maxPixels();
    files.forEach(PictureReader::check);
    Ahead<List<Picture>> reading =
        new Ahead<>(() -> files.stream().map(file -> PictureReader.read(file, limit)).toList());
    Snapshots snapshots = new Snapshots(output.file, show.saveEvery);
    Optional<Checkpoint> reached = snapshots.reached(show.resume);

    Watcher watcher = new Watcher(show.quiet.line(command));
    Network loaded = network.load();
    if (normalized) {
      loaded = PaperNetwork.of(loaded, run.threads(), show.quiet.line(command));
    }
    reading.requireNotFailed();
    try (Interrupt interrupt = new Interrupt();
        StyleTransfer transfer = new StyleTransfer(loaded, run.engine())) {
      watcher.begin(transfer.engine());
      Task task = tasks.apply(reading.get());
      Map<String, String> settings = RunArguments.described(task.settings(), transfer.engine());
      PictureWriter.Options writing = unsigned.withText(Version.signed(settings));
      Report report = new Report(settings, sources, task.original());
      Progress.Listener listener =
          progress -> {
            watcher.show(progress);
            report.progressed(progress);
            boolean stop = interrupt.asked();
            snapshots.take(
                progress, stop, (shown, file) -> PictureWriter.write(shown, file, writing));
            return !stop;
          };
      Picture picture = task.maker().make(transfer, reached, listener);
      PictureWriter.write(picture, output.file, writing);
      report.finished(picture, interrupt.asked());
      if (!interrupt.asked()) {
        snapshots.finished();
      }
      watcher.end(report.line(output.file, ending.apply(report)));
      if (show.json) {
        command.commandLine().getOut().println(report.json(output.file, transfer));
        command.commandLine().getOut().flush();
      }
    }
  }
}
