package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.file.PathLock;
import dev.impasto.picture.AnimationWriter;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes an animation of a run: takes frames on the way, keeps them as small files in the folder
 * {@code run.gif.frames} beside {@code run.gif}, and at the end writes them and the result.
 *
 * <p>Which iterates are taken depends on the request alone, so that a resumed run, whose earlier
 * frames are still there, gives the animation of one that never ended.
 */
public final class AnimationRecorder implements RunListener, AutoCloseable {
  private static final int MOST_FRAMES = 1000;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 4096;

  private final Path output;
  private final Options options;
  private final Consumer<String> problems;
  private final PathLock lock;
  private int next;

  /** Whether there may be frames of another run. */
  private boolean hasOlder;

  /**
   * How large an animation is.
   *
   * @param frames how many it has at most, with the result, 2 to 1000
   * @param longestSide its longest side, 16 to 4096 pixels, unless the result itself is smaller
   */
  public record Options(int frames, int longestSide) {
    /** 40 frames of 512 pixels. */
    public static final Options DEFAULT = new Options(40, 512);

    /**
     * Checks the values.
     *
     * @throws InvalidInputException if one is out of its range
     */
    public Options {
      require(
          frames >= 2 && frames <= MOST_FRAMES,
          "an animation must have 2 to %d frames, not %d",
          MOST_FRAMES,
          frames);
      require(
          longestSide >= SMALLEST && longestSide <= LARGEST,
          "the longest side of an animation must be %d to %d pixels, not %d",
          SMALLEST,
          LARGEST,
          longestSide);
    }
  }

  /**
   * For a run.
   *
   * @param output the animation's file, with an ending that {@link AnimationWriter} knows
   * @param resumed whether the run goes on from a checkpoint, and with it the frames that are there
   * @param problems is told once what could not be written, as the run goes on
   * @throws InvalidInputException if another run's animation will go there
   */
  public AnimationRecorder(
      Path output, Options options, boolean resumed, Consumer<String> problems) {
    this.output = output;
    this.options = options;
    this.problems = problems;
    lock =
        PathLock.of(output)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "'%s' is being made by another run: wait for its end, or choose another name"
                            .formatted(output)));
    hasOlder = !resumed;
  }

  private Path folder() {
    return output.resolveSibling(output.getFileName() + ".frames");
  }

  private Path frame(int index) {
    return folder().resolve("%04d-of-%04d.png".formatted(index, options.frames));
  }

  /** Takes a frame if one is due at this iterate. */
  @Override
  public void progressed(Run run, Progress progress) {
    // A picture changes most at the beginning: the n-th frame is due at the square of its share.
    int due = (int) (Math.sqrt(progress.time().fractionDone()) * (options.frames - 1));
    if (due < next || due > options.frames - 2) {
      return;
    }
    next = due + 1;
    try {
      if (hasOlder) {
        forget();
        hasOlder = false;
      }
      if (!Files.exists(frame(due))) {
        Files.createDirectories(folder());
        PictureWriter.write(shrunk(run.picture()), frame(due));
      }
    } catch (IOException | InvalidInputException e) {
      problems.accept(
          "'%s' lacks frames from here on, which cannot be kept: %s"
              .formatted(output, e.getMessage()));
      next = options.frames;
    }
  }

  private Picture shrunk(Picture picture) {
    int longest = Math.max(picture.width(), picture.height());
    return longest <= options.longestSide ? picture : picture.fitted(options.longestSide);
  }

  /**
   * Writes the animation; all frames get the size of the last.
   *
   * @param result the picture that it ends with
   * @param resumable whether the run may be resumed, so that the frames are kept
   * @return whether it is written; else the problem is told
   */
  public boolean finished(Picture result, boolean resumable) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < options.frames - 1; i++) {
      if (Files.exists(frame(i))) {
        files.add(frame(i));
      }
    }
    Picture last = shrunk(result);
    try {
      AnimationWriter.write(
          new AbstractList<Picture>() {
            @Override
            public Picture get(int index) {
              return index == files.size()
                  ? last
                  : PictureReader.read(files.get(index)).resized(last.width(), last.height());
            }

            @Override
            public int size() {
              return files.size() + 1;
            }
          },
          output,
          AnimationWriter.Timing.DEFAULT);
      if (!resumable) {
        forget();
      }
      return true;
    } catch (InvalidInputException e) {
      problems.accept(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Deletes the frames of this and of earlier runs. */
  private void forget() {
    if (!Files.isDirectory(folder())) {
      return;
    }
    try (DirectoryStream<Path> frames =
        Files.newDirectoryStream(folder(), "[0-9][0-9][0-9][0-9]-of-[0-9][0-9][0-9][0-9].png")) {
      for (Path frame : frames) {
        Files.delete(frame);
      }
      Files.delete(folder());
    } catch (IOException | DirectoryIteratorException e) {
      throw new AccessException(
          "the folder '%s' for frames cannot be emptied".formatted(folder()), e);
    }
  }

  /** Lets others write to the animation's file. */
  @Override
  public void close() {
    lock.close();
  }
}
