package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.AnimationRecorder;
import dev.impasto.RunRecorder;
import dev.impasto.picture.AnimationWriter;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An animation of pictures that there are. */
@Command(
    name = "animate",
    customSynopsis = "impasto animate PICTURE... -o FILE [OPTIONS]",
    description = {
      "Make an animation of pictures, such as the numbered ones that --save-every has written.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "Examples:",
      "  impasto animate result.png -o run.gif",
      "  impasto animate one.png two.png three.png -o three.png --size 256"
    })
final class AnimateCommand implements Callable<Integer> {
  /** So much may shapes differ, by rounding. */
  private static final double ROUNDING = 0.02;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PICTURE",
      description =
          "The pictures, in their order; of a single one, the numbered pictures beside it and then"
              + " itself.")
  private List<Path> pictures;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "Where the animation goes: a .gif file, or a .png file that is an animated PNG.")
  private Path output;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "PIXELS",
      description =
          "Longest side, at most that of the last picture, whose size all get (default:"
              + " ${DEFAULT-VALUE}).")
  private int size = AnimationRecorder.Options.DEFAULT.longestSide();

  @Mixin private QuietArgument quiet = new QuietArgument();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AnimateCommand() {}

  @Override
  public Integer call() {
    AnimationWriter.check(output);
    UsageErrors.requireRange("--size", size, 1, Integer.MAX_VALUE);
    pictures.forEach(PictureReader::check);
    List<Path> files = new ArrayList<>(pictures);
    if (pictures.size() == 1) {
      files.addAll(0, RunRecorder.numbered(pictures.get(0)));
      require(
          files.size() > 1,
          "there are no numbered pictures beside '%s'; name two pictures or more",
          pictures.get(0));
    }
    files.forEach(file -> OutputArgument.requireOther(output, "the animation", file));
    Picture whole = PictureReader.read(files.get(files.size() - 1));
    int longest = Math.max(whole.width(), whole.height());
    Picture last = longest <= size ? whole : whole.fitted(size);
    AnimationWriter.write(
        new AbstractList<Picture>() {
          @Override
          public Picture get(int index) {
            return index == files.size() - 1 ? last : like(last, files.get(index));
          }

          @Override
          public int size() {
            return files.size();
          }
        },
        output,
        AnimationWriter.Timing.DEFAULT);
    quiet
        .line(spec)
        .say(
            "Wrote %s: %d frames of %dx%d"
                .formatted(output, files.size(), last.width(), last.height()));
    return 0;
  }

  private static Picture like(Picture last, Path file) {
    Picture picture = PictureReader.read(file);
    double shape = (double) picture.width() / picture.height();
    double asked = (double) last.width() / last.height();
    require(
        Math.abs(shape / asked - 1) < ROUNDING,
        "'%s' is %dx%d and the last picture %dx%d: those of an animation have one shape",
        file,
        picture.width(),
        picture.height(),
        last.width(),
        last.height());
    return picture.resized(last.width(), last.height());
  }
}
