package dev.impasto.cli;

import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.request.Reconstruction;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a figure.
 *
 * @param label what stands below it
 * @param inset a picture to show small in its corner
 * @param request what makes it; empty where it is only shown
 * @param shown what is shown without being made
 */
record FigureCell(
    String label,
    Optional<Picture> inset,
    Optional<TransferRequest> request,
    Optional<Picture> shown) {

  static FigureCell shown(String label, SourcePicture source, TransferOptions options) {
    Picture picture = source.picture().onWhite().fitted(options.size());
    return new FigureCell(label, Optional.empty(), Optional.empty(), Optional.of(picture));
  }

  static FigureCell transferred(
      String label, SourcePicture content, SourcePicture style, TransferOptions options) {
    return made(
        label,
        new TransferRequest(content, List.of(StyleSource.of(style)), Optional.empty(), options));
  }

  static FigureCell content(SourcePicture source, Layer layer, TransferOptions options) {
    return made(layer.toString(), Reconstruction.content(source, layer, options));
  }

  /** A texture as large as another picture. */
  static FigureCell style(
      String label,
      SourcePicture source,
      List<Layer> layers,
      Picture size,
      TransferOptions options) {
    return made(
        label,
        Reconstruction.style(source, options.size(), layers, size.width(), size.height(), options));
  }

  private static FigureCell made(String label, TransferRequest request) {
    return new FigureCell(label, Optional.empty(), Optional.of(request), Optional.empty());
  }

  FigureCell withInset(SourcePicture source) {
    return new FigureCell(label, Optional.of(source.picture().onWhite()), request, shown);
  }
}
