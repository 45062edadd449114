package dev.impasto.studio.web;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.picture.PictureReader;
import dev.impasto.picture.PictureText;
import dev.impasto.picture.PictureWriter;
import dev.impasto.studio.store.Ids;
import dev.impasto.studio.store.StoredPicture;
import dev.impasto.studio.store.Views;
import dev.impasto.studio.work.Estimates;
import dev.impasto.studio.work.EventLog;
import dev.impasto.studio.work.JobFiles;
import dev.impasto.studio.work.JobJson;
import dev.impasto.studio.work.JobQueue;
import dev.impasto.studio.work.JobSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs: asked for, steered, shown, taken away. */
final class JobRoutes {
  private static final Set<String> FORMATS = Set.of("png", "jpg", "tif");
  private static final int DEEP = 16;

  private final JobQueue jobs;
  private final Estimates estimates;
  private final Views views;
  private final EventLog events;
  private final Path folder;

  /**
   * Routes.
   *
   * @param folder for files that are made for one answer
   */
  JobRoutes(JobQueue jobs, Estimates estimates, Views views, EventLog events, Path folder) {
    this.jobs = jobs;
    this.estimates = estimates;
    this.views = views;
    this.events = events;
    this.folder = folder;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/jobs", this::submit);
    routes.post("/api/estimate", c -> Requests.json(c, estimates.of(JobSpec.read(c.body()))));
    routes.get("/api/jobs/{id}", answered(jobs::get));
    routes.patch("/api/jobs/{id}", this::change);
    routes.delete("/api/jobs/{id}", answered(jobs::delete));
    routes.post("/api/jobs/{id}/restore", answered(jobs::restore));
    routes.post("/api/jobs/{id}/pause", answered(jobs::pause));
    routes.post("/api/jobs/{id}/resume", answered(jobs::resume));
    routes.post("/api/jobs/{id}/stop", answered(jobs::stop));
    routes.post("/api/jobs/{id}/continue", answered(jobs::goOn));
    routes.post("/api/jobs/{id}/use", this::use);
    routes.get("/api/jobs/{id}/losses", answered(jobs::losses));
    routes.get("/api/jobs/{id}/preview", this::preview);
    routes.get("/api/jobs/{id}/result", this::result);
    routes.get("/api/jobs/{id}/download", this::download);
    routes.get("/api/jobs/{id}/animation", this::animation);
  }

  private static Handler answered(Function<String, ObjectNode> answer) {
    return context -> Requests.json(context, answer.apply(context.pathParam("id")));
  }

  private void submit(Context context) {
    context.status(HttpStatus.CREATED);
    if (context.queryParam("vary") == null) {
      Requests.json(context, jobs.submit(JobSpec.read(context.body())));
      return;
    }
    JsonNode body = Requests.body(context);
    Map<String, List<String>> varied = new LinkedHashMap<>();
    for (JsonNode each : body.path("vary")) {
      List<String> values = new ArrayList<>();
      each.path("values").forEach(value -> values.add(value.asString("")));
      require(
          varied.put(each.path("name").asString(""), values) == null,
          "a grid varies one setting twice");
    }
    ArrayNode all = jobs.submit(JobSpec.read(body.path("spec").toString()), varied);
    ObjectNode answer = Answers.MAPPER.createObjectNode();
    answer.set("grid", all.path(0).path("grid").path("id"));
    answer.set("jobs", all);
    Requests.json(context, answer);
  }

  private void change(Context context) {
    Map<String, String> settings = Requests.texts(Requests.body(context).path("settings"));
    Requests.json(context, jobs.change(context.pathParam("id"), settings));
  }

  private void use(Context context) {
    StoredPicture picture = jobs.use(context.pathParam("id"));
    events.add("picture", JobJson.of(picture).toString());
    Requests.json(context.status(HttpStatus.CREATED), JobJson.of(picture));
  }

  private void preview(Context context) {
    Path preview = jobs.files(context.pathParam("id")).preview();
    requireThere(preview, "there is nothing to be seen yet");
    Requests.file(context, preview, false);
  }

  private void result(Context context) {
    Path result = result(context.pathParam("id"));
    int longest = Requests.longest(context);
    Requests.file(
        context,
        longest == 0 ? result : views.of(result, context.pathParam("id"), longest, false),
        false);
  }

  private Path result(String id) {
    Path result = jobs.files(id).result();
    requireThere(result, "this job has no picture yet");
    return result;
  }

  private static void requireThere(Path file, String otherwise) {
    if (!Files.exists(file)) {
      throw new NothingThereException(otherwise);
    }
  }

  /** The result in the form that is asked for, under the name of what it was made of. */
  private void download(Context context) {
    String id = context.pathParam("id");
    Path result = result(id);
    String format = Requests.query(context, "format", "png");
    require(FORMATS.contains(format), "a result is png, jpg or tif, not '%s'", format);
    boolean signed = Requests.query(context, "metadata", "yes").equals("yes");
    PictureWriter.Options writing = PictureWriter.Options.DEFAULT;
    if (signed) {
      writing = writing.withText(PictureText.read(result));
    }
    if (format.equals("tif")) {
      writing = writing.withBits(DEEP);
    }
    Path made = folder.resolve(Ids.next("download") + "." + format);
    try {
      PictureWriter.write(PictureReader.read(result), made, writing);
      attach(context, jobs.title(id), format);
      Requests.file(context, made, false);
    } finally {
      // What is being read stays until it is read, where the system allows that.
      delete(made);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private void animation(Context context) {
    String id = context.pathParam("id");
    JobFiles files = jobs.files(id);
    requireThere(files.animation(), "there is no animation of this picture");
    attach(context, jobs.title(id), "gif");
    Requests.file(context, files.animation(), false);
  }

  private static void attach(Context context, String title, String ending) {
    String plain =
        title.replace(" · ", "-").replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
    context.header(
        "Content-Disposition",
        "attachment; filename=\"%s.%s\"".formatted(plain.isEmpty() ? "result" : plain, ending));
  }
}
