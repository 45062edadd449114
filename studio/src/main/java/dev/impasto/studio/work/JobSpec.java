package dev.impasto.studio.work;

import static dev.impasto.problem.InvalidInputException.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.impasto.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A picture to be made, as the page asks for it: pictures by their ids.
 *
 * @param content the photograph
 * @param styles the paintings
 * @param start what to start from; null for what the settings say
 * @param settings values by the names of settings
 * @param base options of an earlier result, which hold where nothing is set; null for the usual
 * @param masks where in the pictures it holds; null for everywhere
 * @param animation whether an animation of the run is made
 */
public record JobSpec(
    String content,
    List<Style> styles,
    @Nullable String start,
    Map<String, String> settings,
    @Nullable JsonNode base,
    @Nullable MaskSpec masks,
    boolean animation) {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS))
          .build();

  /**
   * A painting.
   *
   * @param picture its id
   * @param weight what it counts beside the others; null for 1
   */
  public record Style(String picture, @Nullable Double weight) {
    /** What it counts. */
    double counts() {
      return weight == null ? 1 : weight;
    }
  }

  /**
   * Masks by their ids.
   *
   * @param regions of the photograph, one for each painting, or one in several colors
   * @param weights what the style weight is multiplied by in each region
   * @param styles of the paintings; null for one of which all counts
   * @param protect what stays of the photograph, or null
   * @param mode which positions belong to a region; null for the usual
   */
  public record MaskSpec(
      @Nullable List<String> regions,
      @Nullable List<Double> weights,
      @Nullable List<@Nullable String> styles,
      @Nullable String protect,
      @Nullable String mode) {}

  /** Checks that there is a photograph and a painting. */
  public JobSpec {
    require(content != null && !content.isEmpty(), "there is no photograph yet: choose one");
    base = base == null || base.isNull() ? null : base;
    styles = styles == null ? List.of() : List.copyOf(styles);
    require(!styles.isEmpty(), "there is no painting yet: choose one");
    settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /**
   * Reads what the page asks for.
   *
   * @throws InvalidInputException if it is none
   */
  public static JobSpec read(String json) {
    try {
      return MAPPER.readValue(json, JobSpec.class);
    } catch (JacksonException e) {
      if (e.getCause() instanceof InvalidInputException cause) {
        throw cause;
      }
      throw new InvalidInputException("the page asks for a picture in a form that is not known", e);
    }
  }

  /** As JSON in one line. */
  public String json() {
    return MAPPER.writeValueAsString(this);
  }

  /** The same with other {@link #settings()} in place of those of the same names. */
  public JobSpec with(Map<String, String> changed) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(changed);
    return new JobSpec(content, styles, start, all, base, masks, animation);
  }

  /** The ids of all pictures that it names. */
  public List<String> pictures() {
    List<@Nullable String> all = new ArrayList<>();
    all.add(content);
    styles.forEach(style -> all.add(style.picture()));
    all.add(start);
    if (masks != null) {
      Stream.of(masks.regions(), masks.styles())
          .filter(Objects::nonNull)
          .forEach(each -> all.addAll(each));
      all.add(masks.protect());
    }
    return all.stream().filter(Objects::nonNull).distinct().toList();
  }
}
