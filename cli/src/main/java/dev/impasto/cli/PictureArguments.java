package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.StyleTransfer;
import dev.impasto.cli.MemoryArgument.Amount;
import dev.impasto.engine.Precision;
import dev.impasto.network.Preprocessing;
import dev.impasto.picture.PictureWriter.Subsampling;
import dev.impasto.problem.NamedChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments of a command that makes one picture, but for what makes its request. A checkpoint
 * notes them, so that {@code impasto resume} needs nothing else.
 *
 * @param normalized whether the network was normalized as in the paper
 * @param settings where settings were taken from
 */
record PictureArguments(
    OutputArgument output,
    ResultArguments result,
    RunArguments run,
    ProgressArguments show,
    AnimationArguments animation,
    NetworkArguments network,
    boolean normalized,
    Optional<Settings> settings) {
  private static final String OUTPUT = "output";
  private static final String QUALITY = "quality";
  private static final String SUBSAMPLING = "jpeg-subsampling";
  private static final String BITS = "bits";
  private static final String KEEP_EXIF = "keep-exif";
  private static final String KEEP_PROFILE = "keep-profile";
  static final String THREADS = "threads";
  static final String PRECISION = "precision";
  private static final String MEMORY = "memory";
  private static final String WORK_FOLDER = "work-folder";
  private static final String SAVE_EVERY = "save-every";
  private static final String CHECKPOINT_EVERY = "checkpoint-every";
  static final String NETWORK = "network";
  static final String PREPROCESSING = "preprocessing";
  static final String NORMALIZED = "normalized";

  /**
   * What is noted.
   *
   * @param computing what the run's engine computes in, where it was to choose that itself
   */
  Map<String, String> notes(Precision computing) {
    Map<String, String> notes = new TreeMap<>();
    notes.put(OUTPUT, SourcePictures.name(output.file));
    notes.put(QUALITY, Integer.toString(result.quality));
    notes.put(SUBSAMPLING, result.subsampling.toString());
    notes.put(BITS, Integer.toString(result.bits));
    notes.put(KEEP_EXIF, Boolean.toString(result.keepExif));
    notes.put(KEEP_PROFILE, Boolean.toString(result.keepProfile));
    notes.put(THREADS, Integer.toString(run.threads()));
    notes.put(PRECISION, computing.toString());
    if (run.memory.amount != null) {
      notes.put(MEMORY, run.memory.amount.toString());
    }
    if (run.memory.folder != null) {
      notes.put(WORK_FOLDER, SourcePictures.name(run.memory.folder));
    }
    notes.put(SAVE_EVERY, Integer.toString(show.saveEvery));
    notes.put(CHECKPOINT_EVERY, Integer.toString(show.checkpointEvery));
    animation.note(notes);
    notes.put(NORMALIZED, Boolean.toString(normalized));
    if (network.network != null) {
      notes.put(
          NETWORK,
          network.givenFile().isPresent()
              ? SourcePictures.name(Path.of(network.network))
              : network.network);
    }
    if (network.preprocessing != null) {
      notes.put(PREPROCESSING, network.preprocessing.name());
    }
    return notes;
  }

  /**
   * What a result notes of itself besides its request: all that its bytes depend on, by the names
   * of options.
   *
   * @param folders whether files are named with their folders
   */
  Map<String, String> run(StyleTransfer transfer, boolean folders) {
    Map<String, String> run = notes(transfer.engine().precision());
    List.of(OUTPUT, SAVE_EVERY, CHECKPOINT_EVERY, WORK_FOLDER).forEach(run::remove);
    run.keySet().removeIf(name -> name.startsWith("animation")); // it is made beside the result
    run.put(THREADS, Integer.toString(transfer.engine().threads()));
    run.put(Settings.FORMAT, Settings.format(output.file));
    run.put(Settings.NETWORK_SHA256, transfer.identity().networkSha256());
    if (!folders) {
      run.computeIfPresent(
          NETWORK,
          (key, name) ->
              network.givenFile().isPresent() ? Path.of(name).getFileName().toString() : name);
    }
    return run;
  }

  /**
   * What was noted, as arguments.
   *
   * @param file the checkpoint
   * @param show what else is shown on the way
   */
  static PictureArguments of(Map<String, String> notes, Path file, ProgressArguments show) {
    require(
        notes
            .keySet()
            .containsAll(List.of(OUTPUT, QUALITY, BITS, THREADS, SAVE_EVERY, CHECKPOINT_EVERY)),
        "'%s' does not say where its result goes: resume it with the program that made it",
        file);
    OutputArgument output = OutputArgument.of(Path.of(notes.getOrDefault(OUTPUT, "")));
    ResultArguments result = new ResultArguments();
    result.quality = number(notes, QUALITY, file);
    result.subsampling =
        NamedChoice.of(
            "JPEG subsampling",
            notes.getOrDefault(SUBSAMPLING, result.subsampling.toString()),
            List.of(Subsampling.values()));
    result.bits = number(notes, BITS, file);
    result.keepExif = Boolean.parseBoolean(notes.get(KEEP_EXIF));
    result.keepProfile = Boolean.parseBoolean(notes.get(KEEP_PROFILE));
    RunArguments run = new RunArguments();
    run.threads.set(number(notes, THREADS, file));
    run.precision =
        NamedChoice.of(
            "precision", notes.getOrDefault(PRECISION, "auto"), List.of(Precision.values()));
    run.memory.amount = notes.containsKey(MEMORY) ? memory(notes.get(MEMORY), file) : null;
    run.memory.folder = notes.containsKey(WORK_FOLDER) ? Path.of(notes.get(WORK_FOLDER)) : null;
    show.saveEvery = number(notes, SAVE_EVERY, file);
    show.checkpointEvery = number(notes, CHECKPOINT_EVERY, file);
    NetworkArguments network = new NetworkArguments();
    network.network = notes.get(NETWORK);
    network.preprocessing =
        Optional.ofNullable(notes.get(PREPROCESSING)).map(Preprocessing::of).orElse(null);
    return new PictureArguments(
        output,
        result,
        run,
        show,
        AnimationArguments.of(notes, name -> number(notes, name, file)),
        network,
        Boolean.parseBoolean(notes.get(NORMALIZED)),
        Optional.empty());
  }

  private static Amount memory(String text, Path file) {
    require(text.matches("[1-9][0-9]{0,17}"), "'%s' is damaged: its memory is '%s'", file, text);
    return Amount.of(text);
  }

  private static int number(Map<String, String> notes, String name, Path file) {
    String text = notes.getOrDefault(name, "");
    require(text.matches("[0-9]{1,9}"), "'%s' is damaged: its note '%s' is '%s'", file, name, text);
    return Integer.parseInt(text);
  }
}
