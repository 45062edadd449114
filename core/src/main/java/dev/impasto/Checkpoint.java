package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.internal.weights.Format;
import dev.impasto.internal.weights.NamedArray;
import dev.impasto.internal.weights.SafetensorsWriter;
import dev.impasto.internal.weights.StoredVectors;
import dev.impasto.internal.weights.WeightBytes;
import dev.impasto.internal.weights.WeightFile;
import dev.impasto.optimize.OptimizerState;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.PictureLoader;
import dev.impasto.request.RequestJson;
import dev.impasto.request.TransferRequest;
import dev.impasto.storage.Floats;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The state of a run at an iterate. {@link StyleTransfer#resume} continues it to the same bits as a
 * run that never ended.
 *
 * @param request what the run was asked for
 * @param identity what else its bits depend on
 * @param scale which size it was at, from 1
 * @param began how many evaluations had been done at that size when the optimizer began: 0 but
 *     after a change of weights
 * @param state the optimizer's, with the iterate
 * @param notes values of the program that made it, such as the file of the result
 */
public record Checkpoint(
    TransferRequest request,
    RunIdentity identity,
    int scale,
    int began,
    OptimizerState state,
    Map<String, String> notes) {
  private static final String REQUEST = "request";
  private static final String SCALE = "scale";
  private static final String BEGAN = "began";
  private static final String NUMBER = "number.";
  private static final String PROGRAM = "program";
  private static final String ENGINE = "engine";
  private static final String NETWORK = "network";
  private static final String NETWORK_SHA256 = "network.sha256";

  private static final String NOTE = "note.";
  private static final String CHECKSUM = "crc32c";
  private static final int CHUNK = 1 << 14;

  /** The vectors of a file that is a smaller part of the Java memory are read at once. */
  private static final int SHARE = 4;

  /** Checks the scale. */
  public Checkpoint {
    notes = Map.copyOf(notes);
    require(scale >= 1, "a checkpoint's scale must be at least 1, not %d", scale);
    require(began >= 0, "a checkpoint's optimizer began at %d, before the start", began);
  }

  /**
   * Writes this to a safetensors file, whole or not at all; a file of that name is replaced. The
   * pictures are not in it, only their names and what identifies them.
   *
   * @throws InvalidInputException if it cannot be written
   */
  public void write(Path file) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(REQUEST, RequestJson.write(request));
    metadata.put(SCALE, Integer.toString(scale));
    metadata.put(BEGAN, Integer.toString(began));
    metadata.put(PROGRAM, identity.program());
    metadata.put(ENGINE, identity.engine());
    metadata.put(NETWORK, identity.network());
    metadata.put(NETWORK_SHA256, identity.networkSha256());
    state.numbers().forEach((name, value) -> metadata.put(NUMBER + name, Double.toString(value)));
    notes.forEach((name, note) -> metadata.put(NOTE + name, note));
    metadata.put(CHECKSUM, checksum(metadata, state.vectors()));
    SafetensorsWriter.write(file, metadata, state.vectors());
  }

  /** Reads a checkpoint, and the pictures it names from the files that they were read from. */
  public static Checkpoint read(Path file) {
    return read(file, PictureLoader.FILES);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param pictures where the pictures are that it names
   * @throws InvalidInputException if there is none, it is no checkpoint, or a picture is not there
   *     or has changed
   */
  public static Checkpoint read(Path file, PictureLoader pictures) {
    return read(file, pictures, Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * The same.
   *
   * @param most bytes; the vectors of a larger file stay there until they are used. It is closed
   *     when nobody can use them any more
   */
  static Checkpoint read(Path file, PictureLoader pictures, long most) {
    WeightBytes source = WeightBytes.open(file);
    boolean large = source.size() > most;
    try {
      WeightFile read = contents(file, source);
      Map<String, String> metadata = read.metadata();
      requireCheckpoint(file, read.format() == Format.SAFETENSORS && metadata.containsKey(REQUEST));
      Map<String, Floats> vectors =
          large
              ? StoredVectors.of(source)
              : read.tensors().stream()
                  .collect(Collectors.toMap(NamedArray::name, t -> Floats.of(t.values().get())));
      Map<String, String> summed = new TreeMap<>(metadata);
      summed.remove(CHECKSUM);
      require(
          checksum(summed, vectors).equals(metadata.get(CHECKSUM)),
          "the checkpoint '%s' is damaged: what it holds is not what was written",
          file);
      Map<String, Double> numbers = new TreeMap<>();
      Map<String, String> notes = new TreeMap<>();
      metadata.forEach(
          (name, value) -> {
            if (name.startsWith(NUMBER)) {
              numbers.put(name.substring(NUMBER.length()), number(file, value));
            } else if (name.startsWith(NOTE)) {
              notes.put(name.substring(NOTE.length()), value);
            }
          });
      return new Checkpoint(
          RequestJson.read(text(file, metadata, REQUEST), pictures),
          new RunIdentity(
              text(file, metadata, PROGRAM),
              text(file, metadata, ENGINE),
              text(file, metadata, NETWORK),
              text(file, metadata, NETWORK_SHA256)),
          (int) number(file, text(file, metadata, SCALE)),
          (int) number(file, text(file, metadata, BEGAN)),
          new OptimizerState(vectors, numbers),
          notes);
    } finally {
      if (!large) {
        source.close();
      }
    }
  }

  /** The same checkpoint with other {@link #notes()}. */
  public Checkpoint withNotes(Map<String, String> value) {
    return new Checkpoint(request, identity, scale, began, state, value);
  }

  /**
   * Throws if another request differs from this one's, and names the first difference. The folders
   * of the pictures do not matter.
   *
   * @throws InvalidInputException if anything differs
   */
  public void requireOf(TransferRequest asked) {
    RequestJson.difference(request, asked)
        .ifPresent(
            difference -> {
              throw new InvalidInputException("the checkpoint is of another run: " + difference);
            });
  }

  /** Throws if a run of so many sizes has no such one. */
  void requireWithin(int scales) {
    require(scale <= scales, "the checkpoint is damaged: it is at scale %d of %d", scale, scales);
  }

  /** Tells damage: a sum over names and values of all that is written. */
  private static String checksum(Map<String, String> metadata, Map<String, Floats> vectors) {
    CRC32C sum = new CRC32C();
    sum.update(new TreeMap<>(metadata).toString().getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[Float.BYTES * CHUNK];
    float[] chunk = new float[CHUNK];
    new TreeMap<>(vectors)
        .forEach(
            (name, vector) -> {
              sum.update(name.getBytes(StandardCharsets.UTF_8));
              for (long from = 0; from < vector.length(); from += CHUNK) {
                int count = (int) Math.min(CHUNK, vector.length() - from);
                vector.read(from, chunk, 0, count);
                ByteBuffer.wrap(bytes).asFloatBuffer().put(chunk, 0, count);
                sum.update(bytes, 0, Float.BYTES * count);
              }
            });
    return Long.toHexString(sum.getValue());
  }

  private static WeightFile contents(Path file, WeightBytes source) {
    try {
      return WeightFile.read(source);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("'%s' is not a checkpoint of a run".formatted(file), e);
    }
  }

  private static String text(Path file, Map<String, String> metadata, String name) {
    requireCheckpoint(file, metadata.containsKey(name));
    return metadata.getOrDefault(name, "");
  }

  private static double number(Path file, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'%s' is not a checkpoint of a run".formatted(file), e);
    }
  }

  private static void requireCheckpoint(Path file, boolean holds) {
    require(holds, "'%s' is not a checkpoint of a run", file);
  }
}
