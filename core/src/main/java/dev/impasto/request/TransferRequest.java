package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture to be made: what it is made of, and how.
 *
 * @param content gives the result its arrangement, its shape and its alpha
 * @param styles give the result its colors and strokes; at least one where style is compared
 * @param start what to start from, resized to the first size, whatever {@link Schedule#start()}
 *     says
 * @param options all that is no picture
 * @param changes of the losses' weights on the way, in their order
 * @param masks where in the picture it holds
 * @param previous the frame before, where the content is a frame of a film
 */
public record TransferRequest(
    SourcePicture content,
    List<StyleSource> styles,
    Optional<SourcePicture> start,
    TransferOptions options,
    List<WeightChange> changes,
    Masks masks,
    Optional<PreviousFrame> previous) {
  /** Checks that there is a style where one is compared, and that all goes together. */
  public TransferRequest {
    styles = List.copyOf(styles);
    changes = List.copyOf(changes);
    changes.forEach(change -> change.in(options.loss()));
    require(
        !styles.isEmpty() || options.loss().style().weight() == 0,
        "with a style weight of %s there must be a style picture",
        options.loss().style().weight());
    masks.requireFor(content, styles);
    previous.ifPresent(frame -> frame.requireFor(content.picture()));
  }

  /** A request of no film. */
  public TransferRequest(
      SourcePicture content,
      List<StyleSource> styles,
      Optional<SourcePicture> start,
      TransferOptions options,
      List<WeightChange> changes,
      Masks masks) {
    this(content, styles, start, options, changes, masks, Optional.empty());
  }

  /** A request without masks, of no film. */
  public TransferRequest(
      SourcePicture content,
      List<StyleSource> styles,
      Optional<SourcePicture> start,
      TransferOptions options,
      List<WeightChange> changes) {
    this(content, styles, start, options, changes, Masks.NONE);
  }

  /** A request whose weights stay as they are, without masks. */
  public TransferRequest(
      SourcePicture content,
      List<StyleSource> styles,
      Optional<SourcePicture> start,
      TransferOptions options) {
    this(content, styles, start, options, List.of());
  }

  /** A photograph in the manner of one painting, both of no file. */
  public static TransferRequest of(Picture content, Picture style, TransferOptions options) {
    return new TransferRequest(
        SourcePicture.of(content), List.of(StyleSource.of(style)), Optional.empty(), options);
  }

  /** The same request with another {@link #start()}. */
  public TransferRequest withStart(SourcePicture value) {
    return new TransferRequest(
        content, styles, Optional.of(value), options, changes, masks, previous);
  }

  /** The same request with other {@link #options()}. */
  public TransferRequest withOptions(TransferOptions value) {
    return new TransferRequest(content, styles, start, value, changes, masks, previous);
  }

  /** The same request with other {@link #changes()}. */
  public TransferRequest withChanges(List<WeightChange> value) {
    return new TransferRequest(content, styles, start, options, value, masks, previous);
  }

  /** The same request with other {@link #masks()}. */
  public TransferRequest withMasks(Masks value) {
    return new TransferRequest(content, styles, start, options, changes, value, previous);
  }

  /** The same request of a frame of a film, with the frame before. */
  public TransferRequest withPrevious(PreviousFrame value) {
    return new TransferRequest(content, styles, start, options, changes, masks, Optional.of(value));
  }

  /**
   * Returns normally if the result can be in a file of that ending.
   *
   * @throws dev.impasto.problem.InvalidInputException if it is too large for JPEG
   */
  public void requireHeldBy(Path file) {
    Picture picture = content.picture();
    int size = options.size();
    PictureWriter.checkSize(file, picture.fittedWidth(size), picture.fittedHeight(size));
  }

  /**
   * The pictures that came from somewhere, by what they are here: {@code content}, {@code style} or
   * {@code style 1} and so on, {@code init}, {@code style mask 1}, {@code content mask 1} and so
   * on, {@code protect}, {@code previous}, {@code flow weights}.
   */
  public Map<String, SourcePicture> named() {
    Map<String, SourcePicture> all = new LinkedHashMap<>();
    all.put("content", content);
    for (int i = 0; i < styles.size(); i++) {
      all.put(styles.size() == 1 ? "style" : "style " + (i + 1), styles.get(i).source());
    }
    start.ifPresent(picture -> all.put("init", picture));
    for (int i = 0; i < styles.size(); i++) {
      String name = "style mask " + (i + 1);
      styles.get(i).mask().ifPresent(mask -> all.put(name, mask));
    }
    for (int i = 0; i < masks.regions().size(); i++) {
      all.put("content mask " + (i + 1), masks.regions().get(i));
    }
    masks.protect().ifPresent(mask -> all.put("protect", mask));
    previous.ifPresent(frame -> all.put("previous", frame.result()));
    previous.flatMap(PreviousFrame::weights).ifPresent(mask -> all.put("flow weights", mask));
    all.values().removeIf(picture -> picture.name().isEmpty());
    return all;
  }

  /**
   * The files that came from somewhere and hold no picture, by what they are here: {@code proof},
   * {@code flow}, {@code flow back}; each with its SHA-256.
   */
  public Map<String, NamedFile> files() {
    Map<String, NamedFile> all = new LinkedHashMap<>();
    content.proof().ifPresent(p -> all.put("proof", new NamedFile(p.name(), p.sha256())));
    previous
        .flatMap(PreviousFrame::flow)
        .ifPresent(flow -> all.put("flow", new NamedFile(flow.name(), flow.sha256())));
    previous
        .flatMap(PreviousFrame::back)
        .ifPresent(flow -> all.put("flow back", new NamedFile(flow.name(), flow.sha256())));
    all.values().removeIf(file -> file.name().isEmpty());
    return all;
  }

  /**
   * A file that holds no picture.
   *
   * @param name the file or address that it was read from
   * @param sha256 what identifies its content
   */
  public record NamedFile(String name, String sha256) {}
}
