package dev.impasto.cli;

import dev.impasto.Checkpoint;
import dev.impasto.Progress;
import dev.impasto.Reconstruction;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.picture.Picture;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A picture to be made.
 *
 * @param settings all that it depends on but its sources and the network
 * @param original the picture that the result should equal, where there is one
 * @param maker makes it
 */
record Task(Map<String, String> settings, Optional<Picture> original, Maker maker) {
  /** Makes a picture, from its beginning or from where an earlier run was. */
  @FunctionalInterface
  interface Maker {
    Picture make(StyleTransfer transfer, Optional<Checkpoint> reached, Progress.Listener listener);
  }

  /** A photograph in the manner of a painting. */
  static Task transfer(
      Picture content, Picture style, Optional<Picture> start, TransferOptions options) {
    return new Task(
        options.described(),
        Optional.empty(),
        (transfer, reached, listener) -> {
          if (reached.isPresent()) {
            return transfer.resume(reached.get(), content, style, options, listener);
          }
          return start.isPresent()
              ? transfer.transferFrom(start.get(), content, style, options, listener)
              : transfer.transfer(content, style, options, listener);
        });
  }

  /**
   * What layers know of a picture.
   *
   * @param kind {@code content} or {@code style}
   */
  static Task reconstruct(String kind, Reconstruction reconstruction) {
    return new Task(
            reconstruction.options().described(),
            Optional.empty(),
            (transfer, reached, listener) ->
                reached.isPresent()
                    ? reconstruction.resume(transfer, reached.get(), listener)
                    : reconstruction.make(transfer, listener))
        .with("reconstruct", kind);
  }

  /** The same, with one more setting. */
  Task with(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new Task(more, original, maker);
  }

  /** The same, its result to be compared with a picture. */
  Task comparedWith(Picture picture) {
    return new Task(settings, Optional.of(picture), maker);
  }
}
