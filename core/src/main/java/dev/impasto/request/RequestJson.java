package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.MaskMode;
import dev.impasto.picture.Flow;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PrintProfile;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON form of a {@link TransferRequest}. Pictures, checkpoints and reports contain it, and
 * any program may write it.
 *
 * <p>Pictures are not in it, but their names, sizes and SHA-256: {@code {"version": 1, "content":
 * {"name": "photo.jpg", ...}, "styles": [{"name": "painting.jpg", "weight": 1, ...}], "options":
 * {...}}}. A start picture stands under {@code "start"}, changes of weights under {@code
 * "changes"}, masks under {@code "masks"}, a film's frame before under {@code "previous"}, a {@link
 * SourcePicture#blank blank} canvas has {@code "blank": true} in place of a name, a {@link
 * SourcePicture#proof} is {@code "proof": {"name": "printer.icc"}} in its picture. Of a picture the
 * name suffices, of the options what differs from a preset; see {@link OptionsJson}. Their {@code
 * "size"} may be {@code "full"} for the content's own, and {@code "maxMegapixels"} may keep it
 * smaller.
 */
public final class RequestJson {
  /** The version of the form; one that is not known is refused. */
  static final int VERSION = 1;

  /** The keys that a request may have. */
  static final List<String> KEYS =
      List.of("version", "content", "styles", "start", "options", "changes", "masks", "previous");

  static final String SIZE = "size";
  static final String MOST = "maxMegapixels";

  private RequestJson() {}

  /** Writes a request in one line. */
  public static String write(TransferRequest request) {
    return write(request, UnaryOperator.identity());
  }

  /**
   * Writes a request in one line.
   *
   * @param naming makes the name that is written of each picture's {@link SourcePicture#name()}
   */
  public static String write(TransferRequest request, UnaryOperator<String> naming) {
    ObjectNode root = OptionsJson.MAPPER.createObjectNode();
    root.put("version", VERSION);
    root.set("content", picture(request.content(), naming));
    for (StyleSource style : request.styles()) {
      ObjectNode node = picture(style.source(), naming);
      node.put("weight", style.weight());
      style.fit().ifPresent(fit -> node.set("fit", OptionsJson.MAPPER.valueToTree(fit)));
      style.mask().ifPresent(mask -> node.set("mask", picture(mask, naming)));
      root.withArray("styles").add(node);
    }
    request.start().ifPresent(start -> root.set("start", picture(start, naming)));
    root.set("options", OptionsJson.MAPPER.valueToTree(request.options()));
    if (!request.changes().isEmpty()) {
      root.set("changes", OptionsJson.MAPPER.valueToTree(request.changes()));
    }
    if (!request.masks().equals(Masks.NONE)) {
      root.set("masks", masks(request.masks(), naming));
    }
    request.previous().ifPresent(frame -> root.set("previous", previous(frame, naming)));
    return root.toString();
  }

  private static ObjectNode masks(Masks masks, UnaryOperator<String> naming) {
    ObjectNode node = OptionsJson.MAPPER.createObjectNode();
    masks.regions().forEach(mask -> node.withArray("regions").add(picture(mask, naming)));
    masks.weights().forEach(weight -> node.withArray("weights").add(weight));
    node.set("mode", OptionsJson.MAPPER.valueToTree(masks.mode()));
    masks.protect().ifPresent(mask -> node.set("protect", picture(mask, naming)));
    return node;
  }

  private static ObjectNode picture(SourcePicture source, UnaryOperator<String> naming) {
    ObjectNode node = OptionsJson.MAPPER.createObjectNode();
    Picture picture = source.picture();
    if (source.isBlank()) {
      node.put("blank", true);
    } else {
      node.put("name", naming.apply(source.name()));
      node.put("sha256", picture.sha256());
    }
    source.proof().ifPresent(p -> node.set("proof", file(p.name(), p.sha256(), naming)));
    node.put("width", picture.width());
    node.put("height", picture.height());
    return node;
  }

  private static ObjectNode previous(PreviousFrame frame, UnaryOperator<String> naming) {
    ObjectNode node = OptionsJson.MAPPER.createObjectNode();
    node.set("result", picture(frame.result(), naming));
    frame.flow().ifPresent(f -> node.set("flow", file(f.name(), f.sha256(), naming)));
    frame.back().ifPresent(f -> node.set("back", file(f.name(), f.sha256(), naming)));
    frame.weights().ifPresent(mask -> node.set("weights", picture(mask, naming)));
    return node;
  }

  private static ObjectNode file(String name, String sha256, UnaryOperator<String> naming) {
    ObjectNode node = OptionsJson.MAPPER.createObjectNode();
    return node.put("name", naming.apply(name)).put("sha256", sha256);
  }

  /**
   * Reads a request.
   *
   * @param pictures finds the pictures by their names
   * @throws InvalidInputException if it is no request, or a picture is missing or has another
   *     SHA-256
   */
  public static TransferRequest read(String json, PictureLoader pictures) {
    return read(OptionsJson.parse(json), pictures);
  }

  static TransferRequest read(JsonNode root, PictureLoader pictures) {
    OptionsJson.requireKnown("a request", root, KEYS);
    require(
        root.path("version").asInt(0) == VERSION,
        "the request is of version %s, and this program knows version %d",
        root.has("version") ? JsonProblem.shown(root.get("version")) : "unknown",
        VERSION);
    List<StyleSource> styles = new ArrayList<>();
    for (JsonNode node : list(root, "styles")) {
      StyleSource style = StyleSource.of(picture("a style", node, pictures));
      style =
          node.has("weight")
              ? style.withWeight(OptionsJson.value(node.get("weight"), double.class))
              : style;
      style =
          node.has("fit")
              ? style.withFit(OptionsJson.value(node.get("fit"), StyleFit.class))
              : style;
      styles.add(
          node.has("mask")
              ? style.withMask(picture("the mask", node.get("mask"), pictures))
              : style);
    }
    Optional<SourcePicture> start =
        root.has("start")
            ? Optional.of(picture("the start", root.get("start"), pictures))
            : Optional.empty();
    SourcePicture content = picture("the content", root.path("content"), pictures);
    TransferOptions options = options(root.path("options"), content.picture());
    return new TransferRequest(
        content,
        styles,
        start,
        options,
        changes(root, options),
        masks(root.path("masks"), pictures),
        root.has("previous")
            ? Optional.of(previous(root.get("previous"), pictures))
            : Optional.empty());
  }

  /** Reads changes of weights; those that say nothing of details leave them as they are. */
  private static List<WeightChange> changes(JsonNode root, TransferOptions options) {
    List<WeightChange> changes = new ArrayList<>();
    for (JsonNode node : list(root, "changes")) {
      JsonNode whole = node;
      if (node.isObject() && !node.has("detail")) {
        whole =
            ((ObjectNode) node.deepCopy())
                .set("detail", OptionsJson.MAPPER.valueToTree(options.loss().detail()));
      }
      changes.add(OptionsJson.value(whole, WeightChange.class));
    }
    return changes;
  }

  /** Reads options whose size may depend on the content: {@code "full"}, or so many megapixels. */
  private static TransferOptions options(JsonNode given, Picture content) {
    if (!(given instanceof ObjectNode)) {
      return OptionsJson.read(given);
    }
    ObjectNode rest = (ObjectNode) given.deepCopy();
    boolean full = rest.path(SIZE).asString("").equals("full");
    if (full) {
      rest.remove(SIZE);
    }
    JsonNode most = rest.remove(MOST);
    TransferOptions options = OptionsJson.read(rest);
    options = full ? options.withSizeOf(content) : options;
    return most == null
        ? options
        : options.withMostMegapixels(content, OptionsJson.value(most, double.class));
  }

  static Masks masks(JsonNode node, PictureLoader pictures) {
    if (node.isMissingNode()) {
      return Masks.NONE;
    }
    OptionsJson.requireKnown("the masks", node, List.of("regions", "weights", "mode", "protect"));
    List<SourcePicture> regions = new ArrayList<>();
    node.path("regions").forEach(mask -> regions.add(picture("the mask", mask, pictures)));
    List<Double> weights = new ArrayList<>();
    node.path("weights").forEach(weight -> weights.add(OptionsJson.value(weight, Double.class)));
    Masks masks = Masks.NONE.withRegions(regions).withWeights(weights);
    if (node.has("mode")) {
      masks = masks.withMode(OptionsJson.value(node.get("mode"), MaskMode.class));
    }
    return node.has("protect")
        ? masks.withProtect(picture("the mask", node.get("protect"), pictures))
        : masks;
  }

  private static PreviousFrame previous(JsonNode node, PictureLoader pictures) {
    OptionsJson.requireKnown(
        "the previous frame", node, List.of("result", "flow", "back", "weights"));
    PreviousFrame frame =
        new PreviousFrame(picture("the previous frame", node.path("result"), pictures));
    frame = node.has("flow") ? frame.withFlow(flow(node.get("flow"), pictures)) : frame;
    frame = node.has("back") ? frame.withBack(flow(node.get("back"), pictures)) : frame;
    return node.has("weights")
        ? frame.withWeights(picture("the mask", node.get("weights"), pictures))
        : frame;
  }

  private static Flow flow(JsonNode node, PictureLoader pictures) {
    OptionsJson.requireKnown("the flow", node, List.of("name", "sha256"));
    Flow flow = pictures.flow(name("the flow", node));
    requireSame("the flow", "its vectors", node, flow.sha256());
    return flow;
  }

  /**
   * The first thing in which two requests differ, with both values; empty where both give the same
   * result. The names of pictures have no part in it.
   */
  public static Optional<String> difference(TransferRequest one, TransferRequest other) {
    UnaryOperator<String> nameless = name -> "";
    return difference(
        "", OptionsJson.parse(write(one, nameless)), OptionsJson.parse(write(other, nameless)));
  }

  private static Optional<String> difference(String where, JsonNode one, JsonNode other) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    if (one.isObject() && other.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      one.properties().forEach(entry -> names.add(entry.getKey()));
      other.properties().forEach(entry -> names.add(entry.getKey()));
      return names.stream()
          .map(
              name ->
                  difference(
                      (where.isEmpty() ? "" : where + ".") + name,
                      one.path(name),
                      other.path(name)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      return IntStream.range(0, one.size())
          .mapToObj(i -> difference(where + "." + (i + 1), one.get(i), other.get(i)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return Optional.of("%s was %s, not %s".formatted(where, shown(one), shown(other)));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode()
        ? "not given"
        : node.isString() ? JsonProblem.shown(node.asString()) : JsonProblem.shown(node);
  }

  private static JsonNode list(JsonNode root, String name) {
    JsonNode list = root.path(name);
    require(
        list.isMissingNode() || list.isArray(),
        "the request's %s must be a list, not %s",
        name,
        JsonProblem.shown(list));
    return list;
  }

  static SourcePicture picture(String what, JsonNode node, PictureLoader pictures) {
    OptionsJson.requireKnown(
        what,
        node,
        List.of("name", "sha256", "width", "height", "blank", "proof", "weight", "fit", "mask"));
    if (node.path("blank").asBoolean(false)) {
      return SourcePicture.blank(side(node, "width"), side(node, "height"));
    }
    String name = name(what, node);
    SourcePicture source = new SourcePicture(name, pictures.load(name));
    if (node.has("proof")) {
      source = source.proofed(profile(node.get("proof"), pictures));
    }
    requireSame("the picture", "its pixels", node, source.picture().sha256());
    return source;
  }

  private static PrintProfile profile(JsonNode node, PictureLoader pictures) {
    OptionsJson.requireKnown("the proof", node, List.of("name", "sha256"));
    PrintProfile profile = pictures.profile(name("the proof", node));
    requireSame("the profile", "its bytes", node, profile.sha256());
    return profile;
  }

  static String name(String what, JsonNode node) {
    String name = node.path("name").asString("");
    require(!name.isEmpty(), "%s of the request has no \"name\" to read it by", what);
    return name;
  }

  private static void requireSame(String what, String of, JsonNode node, String sha256) {
    String before = node.path("sha256").asString("");
    require(
        before.isEmpty() || before.equals(sha256),
        "%s '%s' has changed: the SHA-256 of %s was %s, and is %s",
        what,
        JsonProblem.shown(node.path("name").asString("")),
        of,
        before.replaceAll("[^0-9a-f]", "?"),
        sha256);
  }

  private static int side(JsonNode canvas, String name) {
    return canvas.has(name) ? OptionsJson.value(canvas.get(name), int.class) : 1;
  }
}
