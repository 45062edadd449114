package dev.impasto.studio.web;

import dev.impasto.StyleTransfer;
import dev.impasto.studio.Limits;
import dev.impasto.studio.SettingsDialect;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.Preferences;
import dev.impasto.studio.store.Views;
import dev.impasto.studio.work.Estimates;
import dev.impasto.studio.work.EventLog;
import dev.impasto.studio.work.JobQueue;
import dev.impasto.studio.work.RecipeReader;
import dev.impasto.studio.work.RequestMaker;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;

/**
 * What answers the page's requests.
 *
 * @param dialect how settings are written
 * @param transfer makes the pictures
 * @param pictures those that the studio has
 * @param preferences the user's
 * @param jobs what is made
 * @param events what happens
 * @param limits what the studio takes on
 * @param views a folder for small forms of pictures
 */
public record StudioServices(
    SettingsDialect dialect,
    StyleTransfer transfer,
    PictureStore pictures,
    Preferences preferences,
    JobQueue jobs,
    EventLog events,
    Limits limits,
    Path views) {
  void addTo(RoutesConfig routes) {
    Views small = new Views(views, limits.pixels());
    Estimates estimates = new Estimates(new RequestMaker(dialect, pictures), transfer, jobs);
    new StateRoutes(dialect.settings(), transfer, pictures, preferences, jobs, events, limits)
        .addTo(routes);
    new PictureRoutes(pictures, small, jobs, new RecipeReader(dialect, pictures), events)
        .addTo(routes);
    new JobRoutes(jobs, estimates, small, events, views).addTo(routes);
  }
}
