package dev.impasto.cli;

import dev.impasto.Reconstruction;
import dev.impasto.TransferOptions;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One picture of a figure.
 *
 * @param label what stands below it
 * @param inset a picture to show small in its corner
 * @param task makes it; without settings where the picture is only shown
 */
record FigureCell(String label, Optional<Picture> inset, Task task) {
  /** A picture that a figure is made from, and what identifies it. */
  record Source(Picture picture, String hash) {}

  /** Whether there is something to compute. */
  boolean isMade() {
    return !task.settings().isEmpty();
  }

  static FigureCell shown(String label, Source source, TransferOptions options) {
    Picture picture = source.picture().onWhite().fitted(options.size());
    return new FigureCell(
        label,
        Optional.empty(),
        new Task(Map.of(), Optional.empty(), (transfer, reached, listener) -> picture));
  }

  static FigureCell transferred(
      String label, Source content, Source style, TransferOptions options) {
    return made(
        label,
        Task.transfer(content.picture(), style.picture(), Optional.empty(), options),
        content,
        style);
  }

  static FigureCell content(Source source, Layer layer, TransferOptions options) {
    return made(
        layer.toString(),
        Task.reconstruct("content", Reconstruction.content(source.picture(), layer, options)),
        source);
  }

  /** A texture as large as another picture. */
  static FigureCell style(
      String label, Source source, List<Layer> layers, Picture size, TransferOptions options) {
    Picture seen = source.picture().fitted(options.size());
    return made(
        label,
        Task.reconstruct(
            "style", Reconstruction.style(seen, layers, size.width(), size.height(), options)),
        source);
  }

  private static FigureCell made(String label, Task task, Source... sources) {
    for (int i = 0; i < sources.length; i++) {
      task = task.with("source " + i, sources[i].hash());
    }
    return new FigureCell(label, Optional.empty(), task);
  }

  FigureCell withInset(Source source) {
    return new FigureCell(label, Optional.of(source.picture().onWhite()), task);
  }
}
