package dev.impasto.studio.work;

import dev.impasto.loss.MaskMode;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.Masks;
import dev.impasto.request.RequestJson;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.studio.SettingsDialect;
import dev.impasto.studio.store.PictureStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of what the page asks for what the library is asked for. */
public final class RequestMaker {
  private final SettingsDialect dialect;
  private final PictureStore pictures;

  /**
   * With a studio's settings and pictures.
   *
   * @param dialect understands settings
   * @param pictures finds pictures by their ids, which become the names of sources
   */
  public RequestMaker(SettingsDialect dialect, PictureStore pictures) {
    this.dialect = dialect;
    this.pictures = pictures;
  }

  /**
   * Reads the pictures and makes the request.
   *
   * @throws InvalidInputException if something of it is impossible
   */
  public TransferRequest request(JobSpec spec) {
    return new Reading(spec).request();
  }

  /** The options alone, for a photograph that is known. */
  TransferOptions options(JobSpec spec, Picture photograph) {
    return dialect.options(
        spec.settings(), Optional.ofNullable(spec.base()).map(Object::toString), photograph);
  }

  /** Reads a picture by the id that a request has for it. */
  Picture picture(String id) {
    return pictures.read(id);
  }

  /** Each picture is read once, whatever it is for. */
  private final class Reading {
    private final JobSpec spec;
    private final Map<String, SourcePicture> read = new HashMap<>();

    Reading(JobSpec spec) {
      this.spec = spec;
    }

    private SourcePicture source(String id) {
      return read.computeIfAbsent(id, name -> new SourcePicture(name, pictures.read(name)));
    }

    TransferRequest request() {
      SourcePicture content = source(spec.content());
      TransferOptions options = options(spec, content.picture());
      return new TransferRequest(
          content,
          styles(),
          Optional.ofNullable(spec.start()).map(this::source),
          options,
          List.of(),
          masks());
    }

    private List<StyleSource> styles() {
      List<@Nullable String> masks =
          spec.masks() == null || spec.masks().styles() == null ? List.of() : spec.masks().styles();
      List<StyleSource> styles = new ArrayList<>();
      for (int i = 0; i < spec.styles().size(); i++) {
        JobSpec.Style style = spec.styles().get(i);
        StyleSource source = StyleSource.of(source(style.picture())).withWeight(style.counts());
        String mask = i < masks.size() ? masks.get(i) : null;
        styles.add(mask == null ? source : source.withMask(source(mask)));
      }
      return styles;
    }

    private Masks masks() {
      JobSpec.MaskSpec given = spec.masks();
      if (given == null) {
        return Masks.NONE;
      }
      Masks masks = Masks.NONE;
      if (given.regions() != null && !given.regions().isEmpty()) {
        masks =
            masks
                .withRegions(given.regions().stream().map(this::source).toList())
                .withWeights(given.weights() == null ? List.of() : given.weights());
      }
      if (given.mode() != null && !given.mode().isEmpty()) {
        masks =
            masks.withMode(NamedChoice.of("mask mode", given.mode(), List.of(MaskMode.values())));
      }
      return given.protect() == null ? masks : masks.withProtect(source(given.protect()));
    }
  }

  /** The request as a result's file has it: pictures by the names of their files. */
  String signed(TransferRequest request) {
    return RequestJson.write(
        request, id -> id.isEmpty() ? "" : pictures.find(id).map(p -> p.name()).orElse(id));
  }
}
