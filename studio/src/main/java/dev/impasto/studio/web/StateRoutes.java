package dev.impasto.studio.web;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.RunIdentity;
import dev.impasto.StyleTransfer;
import dev.impasto.studio.Limits;
import dev.impasto.studio.Setting;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.Preferences;
import dev.impasto.studio.store.StoredPicture;
import dev.impasto.studio.work.EventLog;
import dev.impasto.studio.work.JobJson;
import dev.impasto.studio.work.JobQueue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page needs to begin with. */
final class StateRoutes {
  private final List<Setting> settings;
  private final StyleTransfer transfer;
  private final PictureStore pictures;
  private final Preferences preferences;
  private final JobQueue jobs;
  private final EventLog events;
  private final Limits limits;

  StateRoutes(
      List<Setting> settings,
      StyleTransfer transfer,
      PictureStore pictures,
      Preferences preferences,
      JobQueue jobs,
      EventLog events,
      Limits limits) {
    this.settings = settings;
    this.transfer = transfer;
    this.pictures = pictures;
    this.preferences = preferences;
    this.jobs = jobs;
    this.events = events;
    this.limits = limits;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/state", this::state);
    routes.put("/api/preferences", this::prefer);
  }

  private void state(Context context) {
    ObjectNode state = Answers.MAPPER.createObjectNode();
    // First: what happens from here on comes as an event, perhaps once more.
    state.put("event", events.id(events.last()));
    state.put("version", RunIdentity.version());
    state.put("network", transfer.network().name());
    state.put("engine", transfer.engine().description());
    state.put("threads", transfer.engine().threads());
    state.put("precision", transfer.engine().precision().toString());
    ObjectNode most = state.putObject("limits");
    most.put("uploadBytes", limits.uploadBytes());
    most.put("pixels", limits.pixels());
    most.put("jobs", limits.waiting());
    most.put("gridCells", limits.gridCells());
    ObjectNode examples = state.putObject("examples");
    for (StoredPicture.Kind kind : List.of(StoredPicture.Kind.CONTENT, StoredPicture.Kind.STYLE)) {
      ArrayNode all = examples.putArray(kind.name().toLowerCase(Locale.ROOT));
      pictures.examples(kind).forEach(picture -> all.add(JobJson.of(picture)));
    }
    ArrayNode every = state.putArray("settings");
    settings.forEach(setting -> every.add(node(setting)));
    state.set("jobs", jobs.all());
    state.set("preferences", preferences.all());
    Requests.json(context, state);
  }

  private static ObjectNode node(Setting setting) {
    ObjectNode node = Answers.MAPPER.createObjectNode();
    node.put("name", setting.name());
    node.put("section", setting.section());
    node.put("label", setting.label());
    node.put("help", setting.help());
    node.put("kind", setting.kind().name().toLowerCase(Locale.ROOT));
    ArrayNode choices = node.putArray("choices");
    setting.choices().forEach(choices::add);
    setting.usual().ifPresent(usual -> node.put("default", usual));
    return node;
  }

  private void prefer(Context context) {
    JsonNode wanted = Requests.body(context);
    wanted
        .properties()
        .forEach(
            entry ->
                require(
                    entry.getValue().isValueNode(),
                    "a preference is a text, a number, true or false: '%s' is not",
                    entry.getKey()));
    preferences.replace((ObjectNode) wanted);
    Requests.json(context, "{}");
  }
}
