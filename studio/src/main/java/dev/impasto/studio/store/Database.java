package dev.impasto.studio.store;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.problem.AccessException;
import dev.impasto.problem.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database in one file, with one connection that all threads share, one at a time. Its form has a
 * number; migrations in {@code migrations/1.sql} and so on bring an older one up to date. A newer
 * or damaged database is refused and left as it is.
 */
public final class Database implements AutoCloseable {
  /** The newest form. */
  private static final int FORM = 1;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a database, and makes it where there is none.
   *
   * @throws InvalidInputException if the file is no database of this program, is damaged, or newer
   */
  public static Database open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new AccessException(
          "the folder '%s' cannot be made".formatted(file.toAbsolutePath().getParent()), e);
    }
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      Database database = new Database(file, connection);
      try {
        database.prepare();
        return database;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new InvalidInputException(
          "the studio's database '%s' is damaged or cannot be written: it is left as it is; move it"
                  .formatted(file)
              + " away to begin with an empty one",
          e);
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int form = number(statement, "PRAGMA user_version");
      require(
          form <= FORM,
          "the studio's database '%s' is of form %d, and this program knows form %d: take a newer"
              + " Impasto, or another folder",
          file,
          form,
          FORM);
      require(
          form > 0 || number(statement, "SELECT count(*) FROM sqlite_master") == 0,
          "'%s' is not a database of the studio: move it away, or take another folder",
          file);
      try (ResultSet checked = statement.executeQuery("PRAGMA quick_check(1)")) {
        if (!checked.next() || !checked.getString(1).equals("ok")) {
          throw new SQLException("quick_check");
        }
      }
      // After a power failure the last changes may be missing, but nothing is damaged.
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA foreign_keys = ON");
      for (int next = form + 1; next <= FORM; next++) {
        migrate(statement, next);
      }
    }
  }

  private void migrate(Statement statement, int form) throws SQLException {
    connection.setAutoCommit(false);
    for (String step : migration(form).split(";", -1)) {
      if (!step.isBlank()) {
        statement.execute(step);
      }
    }
    statement.execute("PRAGMA user_version = " + form);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static String migration(int form) {
    String name = "migrations/%d.sql".formatted(form);
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  /** Makes something of a row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Takes what it needs of the row. */
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Changes the database.
   *
   * @param sql with a question mark for each value
   * @return how many rows have changed
   * @throws AccessException if it cannot be written
   */
  public synchronized int write(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new AccessException(
          "the studio's database '%s' cannot be written; is the disk full?".formatted(file), e);
    }
  }

  /**
   * Reads rows.
   *
   * @param sql with a question mark for each value
   * @throws AccessException if it cannot be read
   */
  public synchronized <T> List<T> read(Row<T> row, String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.of(result));
      }
      return rows;
    } catch (SQLException e) {
      throw new AccessException("the studio's database '%s' cannot be read".formatted(file), e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AccessException("the studio's database '%s' cannot be closed".formatted(file), e);
    }
  }
}
