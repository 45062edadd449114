package dev.impasto.spark;

import dev.impasto.engine.Precision;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureWriter;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What executors need besides the photographs, sent to each of them once.
 *
 * @param paintings in the order of their weights
 * @param options as {@link OptionsJson} writes them
 * @param format the ending of results that are files: png, jpg or tif
 */
record TransferPlan(
    List<Painting> paintings,
    String options,
    NetworkBytes network,
    Precision precision,
    int threads,
    String format,
    long maxPixels)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** A painting's file, and how much it counts. */
  @SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
  record Painting(String name, byte[] file, double weight) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Returns normally if all that is no photograph can be used.
   *
   * @throws dev.impasto.problem.InvalidInputException if a painting is no picture
   */
  void check() {
    paintings.forEach(painting -> read(painting.name, painting.file));
  }

  /** What a plan becomes on an executor: pictures that have been read, once. */
  static final class Ready {
    private final TransferPlan plan;
    private final TransferOptions options;
    private final List<StyleSource> styles = new ArrayList<>();

    Ready(TransferPlan plan) {
      this.plan = plan;
      this.options = OptionsJson.read(plan.options);
      for (Painting painting : plan.paintings) {
        Picture picture = plan.read(painting.name, painting.file);
        styles.add(
            StyleSource.of(new SourcePicture(painting.name, picture)).withWeight(painting.weight));
      }
    }

    /**
     * Repaints a photograph.
     *
     * @throws dev.impasto.problem.InvalidInputException if it cannot be
     */
    Picture transfer(String name, Picture content) {
      TransferRequest request =
          new TransferRequest(new SourcePicture(name, content), styles, Optional.empty(), options);
      return ExecutorEngines.compute(
          plan.network,
          plan.precision,
          plan.threads,
          transfer -> transfer.transfer(request, (run, progress) -> {}));
    }
  }

  /** The picture in a file's bytes. */
  Picture read(String name, byte[] bytes) {
    try (TemporaryFiles files = new TemporaryFiles()) {
      return PictureReader.read(files.of(name, bytes), maxPixels);
    }
  }

  /** A picture as a file's bytes. */
  byte[] written(Picture picture) {
    try (TemporaryFiles files = new TemporaryFiles()) {
      Path file = files.place("result." + format);
      PictureWriter.write(picture, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
