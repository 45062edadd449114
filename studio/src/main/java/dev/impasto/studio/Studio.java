package dev.impasto.studio;

import dev.impasto.StyleTransfer;
import dev.impasto.problem.AccessException;
import dev.impasto.studio.store.Database;
import dev.impasto.studio.store.PictureStore;
import dev.impasto.studio.store.Preferences;
import dev.impasto.studio.web.StudioServer;
import dev.impasto.studio.web.StudioServices;
import dev.impasto.studio.work.EventLog;
import dev.impasto.studio.work.JobQueue;
import dev.impasto.studio.work.RequestMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A page on which to paint, served to browsers on this machine. It makes one picture at a time, and
 * remembers pictures, jobs and results in a folder: opened again it goes on where it was, also
 * after it was killed.
 */
public final class Studio implements AutoCloseable {
  private final StudioLock lock;
  private final Database database;
  private final JobQueue jobs;
  private final StudioServer server;

  private Studio(StudioLock lock, Database database, JobQueue jobs, StudioServer server) {
    this.lock = lock;
    this.database = database;
    this.jobs = jobs;
    this.server = server;
  }

  /**
   * Opens a studio.
   *
   * @param dialect how settings are written
   * @param transfer what makes pictures; it is borrowed: the caller closes it, after this
   * @throws dev.impasto.problem.InvalidInputException if the port is in use, or the folder cannot
   *     be written, is another studio's at the moment, or has a database that this program does not
   *     know
   */
  public static Studio open(
      StudioOptions options, SettingsDialect dialect, StyleTransfer transfer) {
    requireWritable(options.folder());
    StudioLock lock = StudioLock.take(options.folder());
    try {
      return open(lock, options, dialect, transfer);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static Studio open(
      StudioLock lock, StudioOptions options, SettingsDialect dialect, StyleTransfer transfer) {
    Database database = Database.open(options.folder().resolve("studio.db"));
    try {
      PictureStore pictures =
          new PictureStore(
              database, options.folder().resolve("pictures"), options.examples(), options.limits());
      pictures.tidy();
      EventLog events = new EventLog();
      JobQueue jobs =
          new JobQueue(
              database,
              pictures,
              new RequestMaker(dialect, pictures),
              transfer,
              options.folder().resolve("runs"),
              events,
              options.limits());
      StudioServer server =
          new StudioServer(
              options,
              new StudioServices(
                  dialect,
                  transfer,
                  pictures,
                  new Preferences(database),
                  jobs,
                  events,
                  options.limits(),
                  options.folder().resolve("views")));
      jobs.start();
      lock.tell(server.address());
      return new Studio(lock, database, jobs, server);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  /** The address of a studio that is open in a folder, if one is. */
  public static Optional<String> running(Path folder) {
    return StudioLock.holder(folder);
  }

  private static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ""));
    } catch (IOException e) {
      throw new AccessException(
          "the studio's folder '%s' cannot be written: choose another one with --folder"
              .formatted(folder),
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** The address to open in a browser; it has the token that lets the browser in. */
  public String address() {
    return server.address();
  }

  /**
   * Ends the server and the picture that is being made; that one goes on when the studio is opened
   * again.
   */
  @Override
  public void close() {
    jobs.close();
    server.close();
    database.close();
    lock.close();
  }
}
