package dev.impasto.studio.web;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.InvalidInputException;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.StoredPicture;
import dev.impasto.studio.store.StoredPicture.Kind;
import dev.impasto.studio.store.Views;
import dev.impasto.studio.work.EventLog;
import dev.impasto.studio.work.JobJson;
import dev.impasto.studio.work.JobQueue;
import dev.impasto.studio.work.RecipeReader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures: given to the studio, shown, forgotten. */
final class PictureRoutes {
  private static final List<Kind> GIVEN = List.of(Kind.UPLOAD, Kind.MASK);

  private final PictureStore pictures;
  private final Views views;
  private final JobQueue jobs;
  private final RecipeReader recipes;
  private final EventLog events;

  PictureRoutes(
      PictureStore pictures, Views views, JobQueue jobs, RecipeReader recipes, EventLog events) {
    this.pictures = pictures;
    this.views = views;
    this.jobs = jobs;
    this.recipes = recipes;
    this.events = events;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/pictures", this::add);
    routes.get("/api/pictures/{id}", this::show);
    routes.delete("/api/pictures/{id}", this::delete);
    routes.post("/api/recipes", this::recipe);
  }

  private void add(Context context) {
    String kind = Requests.query(context, "kind", "upload").toUpperCase(Locale.ROOT);
    Kind of =
        GIVEN.stream()
            .filter(each -> each.name().equals(kind))
            .findFirst()
            .orElseThrow(() -> new InvalidInputException("a picture's kind is upload or mask"));
    StoredPicture added =
        pictures.add(context.bodyInputStream(), Requests.query(context, "name", "picture"), of);
    events.add("picture", JobJson.of(added).toString());
    Requests.json(context.status(HttpStatus.CREATED), JobJson.of(added));
  }

  private void show(Context context) {
    StoredPicture picture = pictures.required(context.pathParam("id"));
    Path file = pictures.file(picture.id());
    boolean mask = picture.kind() == Kind.MASK;
    int longest = Requests.longest(context);
    Requests.file(context, longest == 0 ? file : views.of(file, picture.id(), longest, mask), true);
  }

  private void delete(Context context) {
    String id = pictures.required(context.pathParam("id")).id();
    if (jobs.needs(id)) {
      context.status(HttpStatus.CONFLICT);
      Requests.json(
          context, Answers.problem("a picture in the history is made of it: delete that first"));
      return;
    }
    pictures.delete(id);
    Requests.json(context, "{}");
  }

  private void recipe(Context context) {
    String name = Requests.query(context, "name", "result");
    require(!name.isBlank(), "a result has a name");
    Requests.json(
        context, pictures.given(context.bodyInputStream(), name, recipes::read).toString());
  }
}
