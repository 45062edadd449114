package dev.impasto.studio.work;

import dev.impasto.picture.PictureText;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.studio.Recipe;
import dev.impasto.studio.SettingsDialect;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.StoredPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds how a result was made, so that the page can ask for it again. */
public final class RecipeReader {
  private final SettingsDialect dialect;
  private final PictureStore pictures;

  /** With a studio's settings, and the pictures that it has. */
  public RecipeReader(SettingsDialect dialect, PictureStore pictures) {
    this.dialect = dialect;
    this.pictures = pictures;
  }

  /**
   * Reads a result or its report.
   *
   * @return what to ask for, without the pictures that the studio has not, and the names of these
   * @throws InvalidInputException if there are no settings in the file
   */
  public ObjectNode read(Path file) {
    return ofStudio(file).orElseGet(() -> ofProgram(dialect.recipe(file)));
  }

  /** A result of this very studio names its pictures by their ids. */
  private Optional<ObjectNode> ofStudio(Path file) {
    String asked = PictureText.read(file).getOrDefault(JobRun.STUDIO, "");
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    JobSpec spec;
    try {
      spec = JobSpec.read(asked);
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
    List<StoredPicture> found =
        spec.pictures().stream().map(pictures::find).flatMap(Optional::stream).toList();
    return found.size() == spec.pictures().size()
        ? Optional.of(answer(JobSpec.MAPPER.valueToTree(spec), found, List.of()))
        : Optional.empty();
  }

  private ObjectNode ofProgram(Recipe recipe) {
    return new Search(recipe).answer();
  }

  private static ObjectNode answer(JsonNode spec, List<StoredPicture> found, List<String> missing) {
    ObjectNode answer = JobSpec.MAPPER.createObjectNode();
    answer.set("spec", spec);
    ArrayNode names = answer.putArray("missing");
    missing.forEach(names::add);
    ArrayNode known = answer.putArray("pictures");
    found.forEach(picture -> known.add(JobJson.of(picture)));
    return answer;
  }

  /** Looks for the pictures that a result was made of. */
  private final class Search {
    private final Recipe recipe;
    private final List<StoredPicture> found = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Search(Recipe recipe) {
      this.recipe = recipe;
    }

    ObjectNode answer() {
      ObjectNode spec = JobSpec.MAPPER.createObjectNode();
      spec.put("content", id("content"));
      ArrayNode styles = spec.putArray("styles");
      List<String> names = names("style");
      for (int i = 0; i < names.size(); i++) {
        String id = id(names.get(i));
        if (id != null) {
          ObjectNode style = styles.addObject();
          style.put("picture", id);
          style.put("weight", i < recipe.weights().size() ? recipe.weights().get(i) : 1.0);
        }
      }
      spec.put("start", id("init"));
      spec.putObject("settings");
      spec.set("base", JobSpec.MAPPER.readTree(recipe.options()));
      spec.set("masks", masks());
      spec.put("animation", false);
      return RecipeReader.answer(spec, found, missing);
    }

    private @Nullable ObjectNode masks() {
      List<String> regions = names("content mask");
      List<String> styles = names("style mask");
      if (regions.isEmpty() && styles.isEmpty() && !recipe.pictures().containsKey("protect")) {
        return null;
      }
      ObjectNode masks = JobSpec.MAPPER.createObjectNode();
      ArrayNode ofContent = masks.putArray("regions");
      regions.forEach(name -> ofContent.add(id(name)));
      ArrayNode weights = masks.putArray("weights");
      recipe.regionWeights().forEach(weights::add);
      ArrayNode ofStyles = masks.putArray("styles");
      styles.forEach(name -> ofStyles.add(id(name)));
      masks.put("protect", id("protect"));
      masks.put("mode", recipe.maskMode().isEmpty() ? null : recipe.maskMode());
      return masks;
    }

    /** The names of one picture, or of several that are numbered. */
    private List<String> names(String kind) {
      Map<String, Recipe.Source> all = recipe.pictures();
      return all.containsKey(kind)
          ? List.of(kind)
          : IntStream.rangeClosed(1, all.size())
              .mapToObj(i -> kind + " " + i)
              .filter(all::containsKey)
              .toList();
    }

    private @Nullable String id(String name) {
      Recipe.Source source = recipe.pictures().get(name);
      if (source == null) {
        return null;
      }
      String file = source.name().replaceFirst(".*[/\\\\]", "");
      Optional<StoredPicture> like = pictures.like(file, source.sha256());
      like.ifPresentOrElse(found::add, () -> missing.add(file));
      return like.map(StoredPicture::id).orElse(null);
    }
  }
}
