package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.impasto.loss.CovarianceComparison;
import dev.impasto.loss.GramComparison;
import dev.impasto.loss.HistogramComparison;
import dev.impasto.loss.MomentsComparison;
import dev.impasto.loss.SlicedComparison;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.loss.WassersteinComparison;
import dev.impasto.network.Layer;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link TransferOptions} as JSON: the names of the records' components, words in lower case.
 *
 * <p>JSON that is read may leave out the values that {@code "preset"}, the name of a {@link
 * Preset}, or else the defaults have. Layers with their shares are always given whole.
 */
public final class OptionsJson {
  /** The property that names the kind of an {@code optimizer}. */
  private static final String METHOD = "method";

  /** The property that names the kind of the style term's {@code comparison}. */
  private static final String STATISTICS = "statistics";

  /** Objects whose names are not components. */
  private static final String LAYERS = "layers";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addMixIn(Optimizer.class, OptimizerKinds.class)
          .addMixIn(StyleComparison.class, ComparisonKinds.class)
          .addModule(words())
          .build();

  private OptionsJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = METHOD)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Lbfgs.class, name = "lbfgs"),
    @JsonSubTypes.Type(value = Adam.class, name = "adam")
  })
  private interface OptimizerKinds {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = STATISTICS)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = GramComparison.class, name = "gram"),
    @JsonSubTypes.Type(value = CovarianceComparison.class, name = "covariance"),
    @JsonSubTypes.Type(value = MomentsComparison.class, name = "moments"),
    @JsonSubTypes.Type(value = WassersteinComparison.class, name = "wasserstein"),
    @JsonSubTypes.Type(value = HistogramComparison.class, name = "histogram"),
    @JsonSubTypes.Type(value = SlicedComparison.class, name = "sliced")
  })
  private interface ComparisonKinds {}

  @SuppressWarnings("rawtypes") // all enums
  private static SimpleModule words() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        Enum.class,
        new ValueSerializer<Enum>() {
          @Override
          public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString().toLowerCase(Locale.ROOT));
          }
        });
    module.addKeyDeserializer(
        Layer.class,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return Layer.of(key);
          }
        });
    return module;
  }

  /** Writes options in one line. */
  public static String write(TransferOptions options) {
    return MAPPER.writeValueAsString(options);
  }

  /**
   * Reads options.
   *
   * @throws InvalidInputException if a name is unknown or a value out of its range
   */
  public static TransferOptions read(String json) {
    return read(parse(json));
  }

  static TransferOptions read(JsonNode given) {
    return read(given, TransferOptions.defaults());
  }

  /**
   * Reads options.
   *
   * @param usual what those have that are not given, where no preset is named
   */
  static TransferOptions read(JsonNode given, TransferOptions usual) {
    require(
        given.isMissingNode() || given.isObject(),
        "options must be a JSON object, not %s",
        JsonProblem.shown(given));
    TransferOptions base =
        given.has("preset")
            ? NamedChoice.of("preset", given.get("preset").asString(""), List.of(Preset.values()))
                .options()
            : usual;
    ObjectNode rest = MAPPER.createObjectNode();
    given
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("preset")) {
                rest.set(entry.getKey(), entry.getValue());
              }
            });
    return value(merged("options", MAPPER.valueToTree(base), rest), TransferOptions.class);
  }

  /** A whole object, with the given values in place of its own. */
  private static JsonNode merged(String where, ObjectNode base, ObjectNode given) {
    ObjectNode result = ofKind(base, given);
    TreeSet<String> names = new TreeSet<>();
    result.properties().forEach(entry -> names.add(entry.getKey()));
    requireKnown(where, given, names);
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      boolean inside =
          !name.equals(LAYERS)
              && value instanceof ObjectNode
              && result.get(name) instanceof ObjectNode;
      result.set(
          name, inside ? merged(name, (ObjectNode) result.get(name), (ObjectNode) value) : value);
    }
    return result;
  }

  /** The usual values of the given kind; the base where there is only one kind. */
  private static ObjectNode ofKind(ObjectNode base, ObjectNode given) {
    for (String kind : List.of(METHOD, STATISTICS)) {
      String named = given.path(kind).asString("");
      if (base.has(kind) && !named.isEmpty() && !base.path(kind).asString("").equals(named)) {
        return MAPPER.valueToTree(NamedChoice.of(kind, named, kinds(kind)).usual);
      }
    }
    return base.deepCopy();
  }

  private static List<Kind> kinds(String property) {
    if (property.equals(METHOD)) {
      return List.of(
          new Kind("lbfgs", TransferOptions.defaults().optimization().optimizer()),
          new Kind("adam", new Adam()));
    }
    return Arrays.stream(StyleStatistics.values())
        .map(statistics -> new Kind(statistics.toString(), statistics.comparison()))
        .toList();
  }

  /** One of several records that an object may be. */
  private record Kind(String name, Object usual) {
    @Override
    public String toString() {
      return name;
    }
  }

  static void requireKnown(String where, JsonNode given, Collection<String> names) {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      Optional<String> nearest = NamedChoice.nearest(entry.getKey(), names);
      require(
          names.contains(entry.getKey()),
          "%s has no '%s'; %sit has %s",
          where,
          JsonProblem.shown(entry.getKey()),
          nearest.map("did you mean %s? "::formatted).orElse(""),
          String.join(", ", names));
    }
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw JsonProblem.syntax(e);
    }
  }

  static <T> T value(JsonNode node, Class<T> type) {
    require(!node.isNull(), "a value of the request is empty");
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JacksonException e) {
      throw JsonProblem.mismatch(e, node);
    }
  }
}
