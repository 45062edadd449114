package dev.impasto.cli;

import dev.impasto.Progress;
import dev.impasto.Reconstruction;
import dev.impasto.StyleTransfer;
import dev.impasto.TransferOptions;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One picture of a figure.
 *
 * @param label what stands below it
 * @param inset a picture to show small in its corner
 * @param settings all that it depends on; empty for a picture that is only shown
 * @param maker makes it
 */
record FigureCell(
    String label, Optional<Picture> inset, Map<String, String> settings, Maker maker) {

  /** Makes a picture. */
  @FunctionalInterface
  interface Maker {
    Picture make(StyleTransfer transfer, Progress.Listener listener);
  }

  /** A picture that a figure is made from, and what identifies it. */
  record Source(Picture picture, String hash) {}

  /** Whether there is something to compute. */
  boolean isMade() {
    return !settings.isEmpty();
  }

  static FigureCell shown(String label, Source source, TransferOptions options) {
    return new FigureCell(
        label,
        Optional.empty(),
        Map.of(),
        (transfer, listener) -> source.picture().onWhite().fitted(options.size()));
  }

  static FigureCell transferred(
      String label, Source content, Source style, TransferOptions options) {
    return new FigureCell(
        label,
        Optional.empty(),
        settings("transfer", options, content, style),
        (transfer, listener) ->
            transfer.transfer(content.picture(), style.picture(), options, listener));
  }

  static FigureCell content(Source source, Layer layer, TransferOptions options) {
    Map<String, String> settings = settings("content of " + layer, options, source);
    return new FigureCell(
        layer.toString(),
        Optional.empty(),
        settings,
        (transfer, listener) ->
            new Reconstruction(transfer, options).content(source.picture(), layer, listener));
  }

  static FigureCell style(
      String label, Source source, List<Layer> layers, TransferOptions options) {
    Picture seen = source.picture().fitted(options.size());
    return new FigureCell(
        label,
        Optional.empty(),
        settings("style of " + layers, options, source),
        (transfer, listener) ->
            new Reconstruction(transfer, options)
                .style(seen, layers, seen.width(), seen.height(), listener));
  }

  FigureCell withInset(Source source) {
    return new FigureCell(label, Optional.of(source.picture().onWhite()), settings, maker);
  }

  private static Map<String, String> settings(
      String kind, TransferOptions options, Source... sources) {
    Map<String, String> settings = new TreeMap<>(options.described());
    settings.put("kind", kind);
    for (int i = 0; i < sources.length; i++) {
      settings.put("source " + i, sources[i].hash());
    }
    return settings;
  }
}
