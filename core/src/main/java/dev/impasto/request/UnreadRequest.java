package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request whose pictures have not been read: what {@link RequestJson} reads, checked as far as it
 * can be without them, with all options written out. Lists of many requests are lists of these.
 */
public final class UnreadRequest {
  /**
   * Stands in for a picture: large enough for any check, and a mask that is neither all nor none.
   */
  private static final SourcePicture GRAY = SourcePicture.of(gray(64));

  private static final String VERSION = "version";
  private static final String CONTENT = "content";
  private static final String STYLES = "styles";
  private static final String OPTIONS = "options";
  private static final String MASKS = "masks";
  private static final String MASK = "mask";
  private static final String PREVIOUS = "previous";
  private static final String PROOF = "proof";
  private static final String NAME = "name";

  private final ObjectNode root;

  private UnreadRequest(ObjectNode root) {
    this.root = root;
  }

  private static Picture gray(int side) {
    float[] rgb = new float[3 * side * side];
    Arrays.fill(rgb, 0.5f);
    return new Picture(side, side, rgb);
  }

  /** A picture to make requests of whose pictures are not read. */
  public static SourcePicture standIn(String name) {
    return new SourcePicture(name, GRAY.picture());
  }

  /** The keys that the JSON of a request may have. */
  public static List<String> keys() {
    return RequestJson.KEYS;
  }

  /** Keeps of a request what it says, and of its pictures their names. */
  public static UnreadRequest of(TransferRequest request) {
    UnreadRequest made =
        new UnreadRequest((ObjectNode) OptionsJson.parse(RequestJson.write(request)));
    made.visit(file -> file.remove(List.of("sha256", "width", "height")));
    return made;
  }

  /**
   * Reads a request. A picture's name alone stands for the picture, and the version may be left
   * out.
   *
   * @param json as {@link RequestJson} has it
   * @param usual has the options that are not given, where no preset is named, and the start, masks
   *     and changes where there are none
   * @throws dev.impasto.problem.InvalidInputException if it is no request, whatever its pictures
   */
  public static UnreadRequest read(String json, UnreadRequest usual) {
    JsonNode parsed = OptionsJson.parse(json);
    require(
        parsed.isObject(), "a request must be a JSON object, not %s", JsonProblem.shown(parsed));
    ObjectNode root = (ObjectNode) parsed;
    OptionsJson.requireKnown("a request", root, RequestJson.KEYS);
    if (!root.has(VERSION)) {
      root.put(VERSION, RequestJson.VERSION);
    }
    require(root.has(CONTENT), "the request has no \"content\", the photograph");
    UnreadRequest request = new UnreadRequest(root);
    nameAlone(root, CONTENT);
    nameAlone(root, "start");
    namesAlone(root.path(STYLES));
    namesAlone(root.path(MASKS).path("regions"));
    root.set(OPTIONS, options(root.path(OPTIONS), usual.root.path(OPTIONS)));
    request.check();
    for (String key : List.of("start", MASKS, "changes")) {
      if (!root.has(key) && usual.root.has(key)) {
        root.set(key, usual.root.get(key).deepCopy());
      }
    }
    return request;
  }

  private static void nameAlone(ObjectNode parent, String key) {
    if (parent.path(key).isString()) {
      parent.set(key, OptionsJson.MAPPER.createObjectNode().put(NAME, parent.path(key).asString()));
    }
  }

  private static void namesAlone(JsonNode list) {
    if (list instanceof ArrayNode names) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).isString()) {
          names.set(i, OptionsJson.MAPPER.createObjectNode().put(NAME, names.get(i).asString()));
        }
      }
    }
  }

  /** All options; those that depend on the photograph's size stay as they are given. */
  private static JsonNode options(JsonNode given, JsonNode usual) {
    if (!given.isMissingNode() && !given.isObject()) {
      OptionsJson.read(given); // throws
    }
    ObjectNode rest = given instanceof ObjectNode node ? node.deepCopy() : empty();
    ObjectNode base = usual instanceof ObjectNode node ? node.deepCopy() : empty();
    JsonNode size = rest.has(RequestJson.SIZE) ? rest.get(RequestJson.SIZE) : null;
    JsonNode most = rest.remove(RequestJson.MOST);
    if (!rest.has("preset")) {
      size = size == null ? base.get(RequestJson.SIZE) : size;
      most = most == null ? base.get(RequestJson.MOST) : most;
    }
    boolean full = size != null && size.asString("").equals("full");
    List.of(rest, base).forEach(each -> dropFull(each));
    base.remove(RequestJson.MOST);
    ObjectNode all = OptionsJson.MAPPER.valueToTree(OptionsJson.read(rest, OptionsJson.read(base)));
    if (full) {
      all.put(RequestJson.SIZE, "full");
    }
    if (most != null) {
      all.set(RequestJson.MOST, most);
    }
    return all;
  }

  private static void dropFull(ObjectNode options) {
    if (options.path(RequestJson.SIZE).asString("").equals("full")) {
      options.remove(RequestJson.SIZE);
    }
  }

  private static ObjectNode empty() {
    return OptionsJson.MAPPER.createObjectNode();
  }

  /** Reads it with stand-ins; what goes with masks and flows is known once they are read. */
  private void check() {
    ObjectNode plain = root.deepCopy();
    new UnreadRequest(plain)
        .visit(
            file -> {
              RequestJson.name("a file", file);
              file.remove("sha256");
            });
    PictureLoader standIns = name -> GRAY.picture();
    RequestJson.masks(plain.path(MASKS), standIns);
    plain.remove(MASKS);
    OptionsJson.requireKnown(
        "the previous frame", plain.path(PREVIOUS), List.of("result", "flow", "back", "weights"));
    plain.remove(PREVIOUS);
    dropProof(plain.path(CONTENT));
    for (JsonNode style : plain.path(STYLES)) {
      dropProof(style);
      if (style instanceof ObjectNode painting && painting.has(MASK)) {
        RequestJson.picture("the mask", painting.remove(MASK), standIns);
      }
    }
    RequestJson.read(plain, standIns);
  }

  private static void dropProof(JsonNode picture) {
    if (picture instanceof ObjectNode node) {
      node.remove(PROOF);
    }
  }

  /** What is done with each file's object. */
  private interface Visitor {
    void visit(ObjectNode file);
  }

  private void visit(Visitor visitor) {
    List<JsonNode> files = new ArrayList<>(List.of(root.path(CONTENT), root.path("start")));
    root.path(STYLES).forEach(files::add);
    root.path(STYLES).forEach(style -> files.add(style.path(MASK)));
    root.path(MASKS).path("regions").forEach(files::add);
    files.add(root.path(MASKS).path("protect"));
    Stream.of("result", "flow", "back", "weights")
        .forEach(part -> files.add(root.path(PREVIOUS).path(part)));
    new ArrayList<>(files).forEach(file -> files.add(file.path(PROOF)));
    for (JsonNode file : files) {
      if (file instanceof ObjectNode node && !node.path("blank").asBoolean(false)) {
        visitor.visit(node);
      }
    }
  }

  /** The photograph's name; empty where there is none, as for a texture. */
  public String content() {
    return root.path(CONTENT).path(NAME).asString("");
  }

  /** The paintings' names. */
  public List<String> styles() {
    List<String> names = new ArrayList<>();
    root.path(STYLES).forEach(style -> names.add(style.path(NAME).asString("")));
    return names;
  }

  /** The names of all files that it needs, each once. */
  public Set<String> files() {
    Set<String> names = new LinkedHashSet<>();
    visit(file -> names.add(file.path(NAME).asString("")));
    return names;
  }

  /**
   * An option's value, as JSON has it.
   *
   * @param path the names that lead to it, such as {@code schedule}, {@code iterations}
   */
  public String option(String... path) {
    JsonNode node = root.path(OPTIONS);
    for (String name : path) {
      node = node.path(name);
    }
    return node.asString("");
  }

  /** A copy that shares the options, by far the most of it: thousands of requests have the same. */
  private ObjectNode copy() {
    ObjectNode copy = empty();
    root.properties()
        .forEach(
            entry ->
                copy.set(
                    entry.getKey(),
                    entry.getKey().equals(OPTIONS)
                        ? entry.getValue()
                        : entry.getValue().deepCopy()));
    return copy;
  }

  /**
   * The same for another photograph and other paintings, each weighed and seen as the first one is
   * here.
   */
  public UnreadRequest of(String content, List<String> styles) {
    ObjectNode other = copy();
    ((ObjectNode) other.path(CONTENT)).put(NAME, content);
    ObjectNode first = (ObjectNode) other.path(STYLES).get(0);
    ArrayNode paintings = other.putArray(STYLES);
    styles.forEach(style -> paintings.add(first.deepCopy().put(NAME, style)));
    return new UnreadRequest(other);
  }

  /** The same with its size as {@code "full"}, or kept to so many megapixels. */
  public UnreadRequest withSizeOfContent(boolean full, OptionalDouble megapixels) {
    ObjectNode other = root.deepCopy();
    ObjectNode options = (ObjectNode) other.path(OPTIONS);
    if (full) {
      options.put(RequestJson.SIZE, "full");
    }
    megapixels.ifPresent(most -> options.put(RequestJson.MOST, most));
    return new UnreadRequest(other);
  }

  /** The same with other names of its files. */
  public UnreadRequest renamed(UnaryOperator<String> naming) {
    UnreadRequest other = new UnreadRequest(copy());
    other.visit(file -> file.put(NAME, naming.apply(file.path(NAME).asString(""))));
    return other;
  }

  /**
   * Reads the pictures.
   *
   * @param pictures finds them by their names
   * @throws dev.impasto.problem.InvalidInputException if one cannot be read, or does not go with
   *     the others
   */
  public TransferRequest load(PictureLoader pictures) {
    return RequestJson.read(root, pictures);
  }

  /** In one line of JSON. */
  public String json() {
    return root.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnreadRequest request && request.json().equals(json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
