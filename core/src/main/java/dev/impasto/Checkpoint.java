package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.weights.Format;
import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.SafetensorsWriter;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.internal.weights.WeightFile;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a run was, to go on from with {@link StyleTransfer#resume}. The optimizer's memory is not
 * part of it, as it takes up to twenty pictures: a resumed run learns the curvature anew, and so
 * ends near where the whole run would have, not at the same pixels.
 *
 * @param scale which size the run was at, from 1
 * @param iteration evaluations done at that scale
 * @param picture the iterate, at that scale's size, with what is computed around it where {@link
 *     TransferOptions#seamless()}, its values not limited to 0..1
 * @param run what the run was of: its settings, network and pictures
 */
public record Checkpoint(int scale, int iteration, Picture picture, Map<String, String> run) {
  private static final String PIXELS = "pixels";
  private static final String SCALE = "impasto.scale";
  private static final String ITERATION = "impasto.iteration";

  /** Keeps what is given as it is now. */
  public Checkpoint {
    require(scale >= 1, "a checkpoint's scale must be at least 1, not %d", scale);
    require(iteration >= 0, "a checkpoint's iteration must be at least 0, not %d", iteration);
    run = Map.copyOf(run);
  }

  /** What tells one run from another. */
  static Map<String, String> run(
      Picture content, Picture style, TransferOptions options, Network network) {
    Map<String, String> run = new TreeMap<>(options.described());
    run.put("content", fingerprint(content));
    run.put("style", fingerprint(style));
    run.put("network", network.name());
    return run;
  }

  private static String fingerprint(Picture picture) {
    return "%dx%d %08x"
        .formatted(picture.width(), picture.height(), Arrays.hashCode(picture.rgb()));
  }

  /** Throws {@link InvalidInputException} if this is not of the run that is to go on. */
  void requireOf(Map<String, String> present, List<ScaleSchedule.Size> scales) {
    TreeSet<String> keys = new TreeSet<>(run.keySet());
    keys.addAll(present.keySet());
    for (String key : keys) {
      require(
          Objects.equals(run.get(key), present.get(key)),
          "the checkpoint is of another run: %s was %s, not %s",
          key,
          run.getOrDefault(key, "not known"),
          present.getOrDefault(key, "not known"));
    }
    require(
        scale <= scales.size()
            && picture.width() == scales.get(scale - 1).computedWidth()
            && picture.height() == scales.get(scale - 1).computedHeight(),
        "the checkpoint is damaged: a picture of %dx%d at scale %d does not belong to this run",
        picture.width(),
        picture.height(),
        scale);
  }

  /**
   * Writes this to a file, whole or not at all; a file of that name is replaced.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public void write(Path file) {
    Map<String, String> metadata = new TreeMap<>(run);
    metadata.put(SCALE, Integer.toString(scale));
    metadata.put(ITERATION, Integer.toString(iteration));
    List<Long> shape = List.of((long) picture.height(), (long) picture.width(), 3L);
    SafetensorsWriter.write(
        file, metadata, List.of(new NamedArray(PIXELS, shape, picture::rgb)), false);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws InvalidInputException if there is none, or it is no checkpoint
   */
  public static Checkpoint read(Path file) {
    try (WeightBytes source = WeightBytes.open(file)) {
      WeightFile read = contents(file, source);
      List<NamedArray> tensors = read.tensors();
      require(
          read.format() == Format.SAFETENSORS
              && tensors.size() == 1
              && tensors.get(0).name().equals(PIXELS)
              && tensors.get(0).shape().size() == 3
              && tensors.get(0).shape().get(2) == 3,
          "'%s' is not a checkpoint of a run",
          file);
      NamedArray pixels = tensors.get(0);
      Map<String, String> run = new TreeMap<>(read.metadata());
      int scale = number(file, run.remove(SCALE));
      int iteration = number(file, run.remove(ITERATION));
      Picture picture =
          new Picture(
              Math.toIntExact(pixels.shape().get(1)),
              Math.toIntExact(pixels.shape().get(0)),
              pixels.values().get());
      return new Checkpoint(scale, iteration, picture, run);
    }
  }

  private static WeightFile contents(Path file, WeightBytes source) {
    try {
      return WeightFile.read(source);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("'%s' is not a checkpoint of a run".formatted(file), e);
    }
  }

  private static int number(Path file, @Nullable String text) {
    require(text != null && text.matches("[0-9]{1,9}"), "'%s' is not a checkpoint of a run", file);
    return Integer.parseInt(text);
  }
}
