package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.ResultTexts;
import dev.impasto.loss.MaskMode;
import dev.impasto.picture.PictureText;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.RequestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds the settings that a result, a report, or a request or options in JSON have in them. */
final class SettingsFile {
  /** What a report's data stand between, in a page. */
  static final String PAGE_BEGIN = "<script type=\"application/json\" id=\"report\">";

  static final String PAGE_END = "</script>";

  /** A page with large pictures has less. */
  private static final long LONGEST_TEXT = 1L << 29;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Path file;

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the settings in a file.
   *
   * @throws InvalidInputException if there are none, or they are of a newer form
   */
  static Settings read(Path file) {
    return new SettingsFile(file).read();
  }

  private Settings read() {
    require(!Files.isDirectory(file), "'%s' is a folder, not a result or report", file);
    Map<String, String> texts = PictureText.read(file);
    String text = texts.getOrDefault(ResultTexts.REQUEST, "");
    JsonNode found = text.isEmpty() ? document() : parsed(text);
    JsonNode run =
        texts.containsKey(ResultTexts.RUN)
            ? parsed(texts.getOrDefault(ResultTexts.RUN, ""))
            : found.path("run");
    int form = found.path(Report.FORM).asInt(Report.NEWEST);
    require(
        form <= Report.NEWEST,
        "the report '%s' is of form %d, and this program knows form %d: take a newer Impasto",
        file,
        form,
        Report.NEWEST);
    JsonNode request = found.path("request").isObject() ? found.path("request") : found;
    if (!request.has("version") && request.has("loss") && request.has("size")) {
      return settings(ofOptions(request), run);
    }
    require(
        request.isObject() && request.has("content") && request.has("options"),
        "'%s' has no settings in it: give a result or a report of Impasto",
        file);
    return settings((ObjectNode) request.deepCopy(), run);
  }

  /**
   * Settings that are options alone.
   *
   * @param file where they are from, as messages have it
   * @param json of OptionsJson
   */
  static Settings ofOptions(Path file, String json) {
    SettingsFile of = new SettingsFile(file);
    return of.settings(ofOptions(of.parsed(json)), MAPPER.missingNode());
  }

  /** A sheet of pictures has the options that are the same for all. */
  private static ObjectNode ofOptions(JsonNode options) {
    ObjectNode request = MAPPER.createObjectNode();
    request.put("version", 1);
    request.putObject("content").put("name", "content");
    request.withArray("styles").addObject().put("name", "style");
    request.set("options", options);
    return request;
  }

  /** A report, or JSON of its own. */
  private JsonNode document() {
    String text;
    try {
      require(Files.size(file) <= LONGEST_TEXT, "'%s' is too large for a report", file);
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidInputException("'%s' cannot be read".formatted(file), e);
    }
    int begin = text.indexOf(PAGE_BEGIN);
    if (begin >= 0) {
      int from = begin + PAGE_BEGIN.length();
      int end = Math.max(from, text.indexOf(PAGE_END, from));
      text = text.substring(from, end);
    }
    return text.stripLeading().startsWith("{")
        ? parsed(new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        : MAPPER.missingNode();
  }

  private JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new InvalidInputException(
          "the settings in '%s' are damaged: they are no whole JSON".formatted(file), e);
    }
  }

  private Settings settings(ObjectNode request, JsonNode run) {
    Map<String, Settings.Recorded> pictures = new LinkedHashMap<>();
    takeProof(request.path("content"), pictures);
    take(request.path("content"), "content", pictures);
    take(request.path("start"), "init", pictures);
    JsonNode styles = request.path("styles");
    for (int i = 0; i < styles.size(); i++) {
      takeProof(styles.get(i), pictures);
      take(styles.get(i), styles.size() == 1 ? "style" : "style " + (i + 1), pictures);
      take(styles.get(i).path("mask"), "style mask " + (i + 1), pictures);
      if (styles.get(i) instanceof ObjectNode style) {
        style.remove("mask");
      }
    }
    JsonNode masks = request.path("masks");
    for (int i = 0; i < masks.path("regions").size(); i++) {
      take(masks.path("regions").get(i), "content mask " + (i + 1), pictures);
    }
    take(masks.path("protect"), "protect", pictures);
    request.remove("masks");
    JsonNode previous = request.path("previous");
    take(previous.path("result"), FilmArguments.PREVIOUS, pictures);
    take(previous.path("weights"), FilmArguments.WEIGHTS, pictures);
    take(previous.path("flow"), FilmArguments.FLOW, pictures);
    take(previous.path("back"), FilmArguments.BACK, pictures);
    request.remove("previous");
    Map<String, String> notes = new TreeMap<>();
    run.properties().forEach(entry -> notes.put(entry.getKey(), entry.getValue().asString("")));
    try {
      return new Settings(
          file,
          RequestJson.read(request.toString(), Settings.STAND_IN),
          pictures,
          masks(masks),
          notes);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "the settings in '%s' cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Remembers a picture, and takes from the request what only the picture itself could keep. */
  private static void take(JsonNode node, String name, Map<String, Settings.Recorded> pictures) {
    if (node instanceof ObjectNode picture && picture.has("name")) {
      String named = picture.path("name").asString("");
      if (named.isEmpty()) {
        picture.put("name", name); // a picture of no file
      } else {
        pictures.put(name, new Settings.Recorded(named, picture.path("sha256").asString("")));
      }
      picture.remove("sha256");
    }
  }

  private static void takeProof(JsonNode node, Map<String, Settings.Recorded> pictures) {
    if (node instanceof ObjectNode picture) {
      take(picture.path("proof"), "proof", pictures);
      picture.remove("proof");
    }
  }

  private static MaskSettings masks(JsonNode masks) {
    List<Double> weights = new ArrayList<>();
    masks.path("weights").forEach(weight -> weights.add(weight.asDouble(1)));
    Optional<MaskMode> mode =
        masks.has("mode")
            ? Optional.of(
                NamedChoice.of(
                    "mask mode", masks.path("mode").asString(""), List.of(MaskMode.values())))
            : Optional.empty();
    return new MaskSettings(weights, mode);
  }
}
