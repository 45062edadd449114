package dev.impasto.spark;

import dev.impasto.loss.StyleStatistics;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.TransferOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A setting that shapes pictures, as a parameter: a value of {@link TransferOptions} in its JSON
 * form, named by the way that leads to it, such as {@code schedule.iterations}. Values are numbers,
 * texts, booleans, or maps of them.
 */
final class SettingParam extends Param<Object> {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** All settings, with options in which each can be set. */
  private static final Map<String, ObjectNode> BASES = bases();

  private final String path;

  SettingParam(Identifiable parent, String path) {
    super(
        parent,
        path,
        "as in the options of a request in JSON (usually "
            + find(MAPPER.readTree(OptionsJson.write(TransferOptions.defaults())), path)
            + ")",
        value -> isValid(path, value));
    this.path = path;
  }

  /** The names of all settings. */
  static List<String> names() {
    return List.copyOf(BASES.keySet());
  }

  /** Returns true, or throws what says why the value cannot be one. */
  private static boolean isValid(String path, Object value) {
    ObjectNode options = base(path).deepCopy();
    put(options, path, value);
    OptionsJson.read(options.toString());
    return true;
  }

  private static ObjectNode base(String path) {
    ObjectNode base = BASES.get(path);
    if (base == null) {
      throw new InvalidInputException("there is no setting '%s'".formatted(path));
    }
    return base;
  }

  /** Puts a setting's value where options in JSON have it. */
  static void put(ObjectNode options, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      options.set(path, MAPPER.valueToTree(value));
    } else {
      put(options.withObject("/" + path.substring(0, dot)), path.substring(dot + 1), value);
    }
  }

  @Override
  public String jsonEncode(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  @Override
  public Object jsonDecode(String json) {
    return MAPPER.readValue(json, Object.class);
  }

  String path() {
    return path;
  }

  private static Map<String, ObjectNode> bases() {
    List<String> all = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      all.add("{\"preset\": \"%s\"}".formatted(preset));
    }
    all.add("{\"optimization\": {\"optimizer\": {\"method\": \"adam\"}}}");
    for (StyleStatistics statistics : StyleStatistics.values()) {
      all.add(
          "{\"loss\": {\"style\": {\"comparison\": {\"statistics\": \"%s\"}}}}"
              .formatted(statistics));
    }
    Map<String, ObjectNode> bases = new LinkedHashMap<>();
    for (String json : all) {
      ObjectNode base = (ObjectNode) MAPPER.readTree(json);
      collect("", MAPPER.readTree(OptionsJson.write(OptionsJson.read(json))), base, bases);
    }
    return bases;
  }

  private static void collect(
      String way, JsonNode node, ObjectNode base, Map<String, ObjectNode> bases) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String path = way + entry.getKey();
      bases.putIfAbsent(path, base);
      if (!entry.getKey().equals("layers")) {
        collect(path + ".", entry.getValue(), base, bases);
      }
    }
  }

  private static String find(JsonNode node, String path) {
    JsonNode found = node.at("/" + path.replace('.', '/'));
    return found.isMissingNode() ? "not used" : found.toString();
  }
}
