package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.AnimationRecorder;
import dev.impasto.picture.AnimationWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An animation of a run. */
final class AnimationArguments {
  private static final AnimationRecorder.Options USUAL = AnimationRecorder.Options.DEFAULT;
  private static final String FILE = "animation";
  private static final String FRAMES = "animation-frames";
  private static final String SIZE = "animation-size";

  @Option(
      names = "--animation",
      paramLabel = "FILE",
      description =
          "Also show how the picture comes about: a .gif file, or a .png file that is an animated"
              + " PNG, with all colors (default: none).")
  @Nullable Path file;

  @Option(
      names = "--animation-frames",
      paramLabel = "COUNT",
      description =
          "Frames of the animation, at most; they are denser at the beginning (default:"
              + " ${bundle:default.animation-frames}).")
  @Nullable Integer frames;

  @Option(
      names = "--animation-size",
      paramLabel = "PIXELS",
      description =
          "Longest side of the animation, at most (default: ${bundle:default.animation-size}).")
  @Nullable Integer size;

  /** Puts what the words in braces stand for in their place. */
  void name(NamePattern pattern) {
    if (file != null) {
      file = pattern.file(file);
    }
  }

  /**
   * Says now rather than at the end if the animation cannot be written.
   *
   * @param result the file of the result
   * @param sources what that is made of
   */
  void requireWritable(Path result, Collection<Path> sources) {
    Path animation = file;
    if (animation == null) {
      require(
          frames == null && size == null,
          "%s is for --animation FILE, which is not given",
          frames == null ? "--" + SIZE : "--" + FRAMES);
      return;
    }
    options();
    AnimationWriter.check(animation);
    require(
        !OutputArgument.isSame(animation, result),
        "'%s' cannot be both the animation and the result; choose another name for one",
        animation);
    sources.forEach(source -> OutputArgument.requireOther(animation, "the animation", source));
  }

  private AnimationRecorder.Options options() {
    return new AnimationRecorder.Options(
        frames == null ? USUAL.frames() : frames, size == null ? USUAL.longestSide() : size);
  }

  /** What makes the animation; null where none is asked for. */
  @Nullable AnimationRecorder recorder(boolean resumed, Consumer<String> problems) {
    return file == null ? null : new AnimationRecorder(file, options(), resumed, problems);
  }

  /** Adds what a checkpoint notes of it. */
  void note(Map<String, String> notes) {
    if (file != null) {
      notes.put(FILE, SourcePictures.name(file));
      notes.put(FRAMES, Integer.toString(options().frames()));
      notes.put(SIZE, Integer.toString(options().longestSide()));
    }
  }

  /**
   * What was noted.
   *
   * @param number reads the note of a name
   */
  static AnimationArguments of(Map<String, String> notes, ToIntFunction<String> number) {
    AnimationArguments noted = new AnimationArguments();
    String name = notes.get(FILE);
    if (name != null) {
      noted.file = Path.of(name);
      noted.frames = number.applyAsInt(FRAMES);
      noted.size = number.applyAsInt(SIZE);
    }
    return noted;
  }
}
