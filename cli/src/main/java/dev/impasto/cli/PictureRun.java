package dev.impasto.cli;

import dev.impasto.AnimationRecorder;
import dev.impasto.Checkpoint;
import dev.impasto.ResultTexts;
import dev.impasto.Run;
import dev.impasto.RunListener;
import dev.impasto.RunRecorder;
import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.RunInterruptedException;
import dev.impasto.request.TransferRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command's run that makes one picture: shown while it lasts, and written with all that goes with
 * it at its end, or at Ctrl-C.
 */
record PictureRun(CommandSpec command, PictureArguments given) {
  /**
   * What is to be made.
   *
   * @param request what the library is asked for
   * @param sources the pictures that it is made of, by what the report calls them
   * @param original what the result should equal
   * @param reached where an earlier run was
   */
  record Job(
      TransferRequest request,
      Map<String, Path> sources,
      Optional<Picture> original,
      Optional<Checkpoint> reached) {}

  /**
   * Makes a picture of others.
   *
   * @param sources the pictures that it is made of
   * @param request makes the request, once they are read
   * @param original what the result should equal, by its name in {@code sources}
   * @param ending what to say at the end besides where the result is
   * @return the exit code
   */
  int make(
      SourcePictures sources,
      Function<SourcePictures, TransferRequest> request,
      Optional<String> original,
      Function<Report, String> ending) {
    PictureWriter.Options writing = writing(sources.files());
    if (given.show().dryRun) {
      estimate(sources, request, true);
      return 0;
    }
    Path output = given.output().file;
    Optional<Checkpoint> reached =
        given.show().resume
            ? Optional.of(Checkpoint.read(RunRecorder.checkpoint(output)))
            : Optional.empty();
    sources.read(given.result().maxPixels(), given.run().memory.reading());
    Network network = network();
    sources.requireNotFailed();
    return run(
        network,
        () -> {
          TransferRequest asked = request.apply(sources);
          asked.requireHeldBy(output);
          reached.ifPresent(checkpoint -> checkpoint.requireOf(asked));
          return new Job(
              asked, sources.byName(), original.map(name -> sources.get(name).picture()), reached);
        },
        writing,
        ending);
  }

  /**
   * Says what making a picture of others would take.
   *
   * @param sources the pictures that it is made of
   * @param request makes the request, once they are read
   * @param required whether it must be possible here
   */
  void estimate(
      SourcePictures sources, Function<SourcePictures, TransferRequest> request, boolean required) {
    given.run().requireValid();
    sources.read(given.result().maxPixels(), given.run().memory.reading());
    Network network = network();
    sources.requireNotFailed();
    try (Engine engine = given.run().engine();
        StyleTransfer transfer = given.run().memory.transfer(network, engine)) {
      TransferRequest asked = request.apply(sources);
      if (required) {
        transfer.check(asked);
      }
      new EstimateLine(transfer.estimate(asked), asked.options().size())
          .print(command.commandLine().getOut(), given.show().json);
    }
  }

  /** Goes on with a run that has ended early, and returns the exit code. */
  int resume(Checkpoint reached) {
    TransferRequest request = reached.request();
    SourcePictures sources = SourcePictures.of(request);
    PictureWriter.Options writing = writing(sources.files());
    return run(
        network(),
        () -> new Job(request, sources.byName(), Optional.empty(), Optional.of(reached)),
        writing,
        report -> "");
  }

  /**
   * Says now rather than at the end what cannot be, and how the result will be written.
   *
   * @param sources what it is made of, the photograph first
   */
  private PictureWriter.Options writing(Collection<Path> sources) {
    given.show().requireValid();
    List<Path> made = new ArrayList<>(sources);
    given.network().givenFile().ifPresent(made::add);
    List<Path> others = new ArrayList<>(made);
    others.add(given.output().file);
    given.show().reports.requireWritable(others);
    given.run().requireValid();
    given.output().requireWritable(made);
    given.animation().requireWritable(given.output().file, made);
    given.output().requireRoomBeside(made, given.show().saveEvery > 0);
    return given.result().writing(given.output().file, sources.iterator().next());
  }

  /** The network that was given, or that of the settings that were taken. */
  Network network() {
    Optional<Settings> settings =
        given
            .settings()
            .filter(taken -> !command.commandLine().getParseResult().hasMatchedOption("--network"));
    Network loaded =
        settings.isPresent() ? settings.get().network(given.network()) : given.network().load();
    Network used =
        given.normalized()
            ? PaperNetwork.of(loaded, given.run().threads(), given.show().quiet.line(command))
            : loaded;
    settings.ifPresent(taken -> taken.requireSame(used));
    return used;
  }

  private int run(
      Network network,
      Supplier<Job> jobs,
      PictureWriter.Options writing,
      Function<Report, String> ending) {
    Watcher watcher = new Watcher(given.show().quiet.line(command));
    try (Engine engine = given.run().engine();
        StyleTransfer transfer = given.run().memory.transfer(network, engine)) {
      watcher.begin(engine);
      // Until all is read there is nothing to lose, and a signal ends the program at once.
      Job job = jobs.get();
      try (Interrupt interrupt = new Interrupt(watcher::end)) {
        return run(
            job,
            transfer,
            watcher,
            interrupt,
            writing.withText(ResultTexts.of(job.request(), engine, given.run(transfer, false))),
            ending);
      }
    }
  }

  private int run(
      Job job,
      StyleTransfer transfer,
      Watcher watcher,
      Interrupt interrupt,
      PictureWriter.Options writing,
      Function<Report, String> ending) {
    Path output = given.output().file;
    try (RunRecorder recorder =
            new RunRecorder(
                output,
                given.show().intervals(),
                writing,
                given.notes(transfer.engine().precision()),
                watcher::warn);
        AnimationRecorder animation =
            given.animation().recorder(job.reached().isPresent(), watcher::warn)) {
      tellOfCheckpoint(job, watcher);
      Report report = new Report(job);
      RunListener listener =
          (running, progress) -> {
            watcher.show(progress);
            report.progressed(progress);
            recorder.progressed(running, progress);
            if (animation != null) {
              animation.progressed(running, progress);
            }
          };
      job.reached().ifPresent(checkpoint -> recorder.resumed());
      Run running =
          job.reached().isPresent()
              ? transfer.resume(job.reached().get(), listener)
              : transfer.start(job.request(), listener);
      running.onProgress(watcher.tiles(time -> time));
      interrupt.stops(running);
      Picture picture = running.await();
      report.made();
      ResultFile written = ResultFile.write(picture, output, writing, recorder::finished);
      if (running.isResumable()) {
        report.stopped(recorder.stopped(running));
      } else if (running.failure().isEmpty()) {
        recorder.finished();
      }
      // Last, as it matters least.
      boolean animated = animation == null || isWritten(animation, picture, running, watcher);
      report.finished(picture, written, running.failure());
      String line = report.line(output, ending.apply(report));
      if (report.isAsExpected()) {
        watcher.end(line);
      } else {
        watcher.warn(line);
      }
      if (given.show().json) {
        command
            .commandLine()
            .getOut()
            .println(RunRecord.json(report.summary(transfer, given.run(transfer, true))));
        command.commandLine().getOut().flush();
      }
      Optional<String> unwritten = record(report, job, transfer);
      unwritten.ifPresent(watcher::warn);
      boolean whole = animated && unwritten.isEmpty();
      int code = whole ? report.code() : Math.max(report.code(), Main.INTERNAL_ERROR);
      return interrupt.asked() ? interrupt.code() : code;
    } catch (RunInterruptedException e) {
      watcher.warn("Stopped before the first step: there is no picture yet");
      return interrupt.code();
    }
  }

  /** Writes what --report asks for; what went wrong, if anything did. */
  private Optional<String> record(Report report, Job job, StyleTransfer transfer) {
    if (given.show().reports.files.isEmpty()) {
      return Optional.empty();
    }
    String again = GivenCommand.text(command, transfer.engine(), job, given.output().file);
    return ReportFile.write(
        given.show().reports.files, report.kept(transfer, given.run(transfer, true), again));
  }

  private boolean isWritten(
      AnimationRecorder animation, Picture result, Run running, Watcher watcher) {
    boolean written = animation.finished(result, running.isResumable());
    if (written) {
      watcher.end("Wrote %s: how the picture came about".formatted(given.animation().file));
    }
    return written;
  }

  /** An earlier run of this output was ended or killed: says how to go on with that one instead. */
  private void tellOfCheckpoint(Job job, Watcher watcher) {
    Path checkpoint = RunRecorder.checkpoint(given.output().file);
    if (job.reached().isEmpty() && Files.exists(checkpoint)) {
      watcher.end(
          "There is a checkpoint of an earlier run: 'impasto resume %s' goes on with that one"
              .formatted(checkpoint));
    }
  }
}
