package dev.impasto.cli;

import dev.impasto.picture.PrintProfile;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.request.UnreadRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures that a transfer is made of, and the request for it. */
final class TransferPictures {
  private final PaintingArguments paintings;
  private final MaskArguments masks;
  private final FilmArguments film;
  private final Optional<Settings> settings;
  private final Optional<PrintProfile> printer;
  private final Map<String, Path> files = new LinkedHashMap<>();

  /** Files that hold no pictures. */
  private final Map<String, Path> others = new LinkedHashMap<>();

  /** What the pictures of each painting or folder are called. */
  private final List<List<String>> named = new ArrayList<>();

  /**
   * Of names that were given.
   *
   * @param styles paintings, or folders of them
   * @param given what else names pictures
   * @param settings of an earlier result, for what is not given
   */
  TransferPictures(
      Path content, List<Path> styles, PictureOptions given, Optional<Settings> settings) {
    this.settings = settings;
    this.paintings = given.paintings();
    this.masks = given.masks();
    this.film = given.film();
    paintings.requireFor(styles.size());
    settings.ifPresent(taken -> taken.fill(given, content));
    this.printer = given.color().printer();
    files.put("content", content);
    List<List<Path>> all = styles.stream().map(Folders::pictures).toList();
    int count = all.stream().mapToInt(List::size).sum();
    for (List<Path> of : all) {
      List<String> names = new ArrayList<>();
      for (Path file : of) {
        String name = count == 1 ? "style" : "style " + files.size();
        files.put(name, file);
        names.add(name);
      }
      named.add(names);
    }
    given.start().givenStart(film.previous != null).ifPresent(file -> files.put("init", file));
    masks.addTo(files, paintings.blend);
    film.addTo(files, others);
  }

  /** Their files. */
  SourcePictures sources() {
    return new SourcePictures(files, others, printer);
  }

  /** The request for a result of them. */
  TransferRequest request(SourcePictures sources, TransferOptions options) {
    settings.ifPresent(taken -> taken.requireUnchanged(files.keySet(), sources));
    Optional<PreviousFrame> previous = film.frame(sources);
    settings.ifPresent(taken -> previous.ifPresent(taken::requireUnchanged));
    return request(sources, options, previous);
  }

  /** The same with no picture read, and of no film. */
  UnreadRequest unread(TransferOptions options) {
    SourcePictures sources = sources();
    sources.standIn();
    return UnreadRequest.of(request(sources, options, Optional.empty()));
  }

  private TransferRequest request(
      SourcePictures sources, TransferOptions options, Optional<PreviousFrame> previous) {
    return new TransferRequest(
        sources.get("content"),
        masks.masked(
            paintings.sources(
                named.stream().map(n -> n.stream().map(sources::get).toList()).toList(),
                options,
                settings.map(Settings::paintings).orElse(List.of())),
            sources),
        files.containsKey("init") ? Optional.of(sources.get("init")) : Optional.empty(),
        options,
        settings.map(Settings::changes).orElse(List.of()),
        masks.masks(sources),
        previous);
  }
}
