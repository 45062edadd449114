package dev.impasto.studio.store;

import static dev.impasto.problem.InvalidInputException.require;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the page remembers of its user's taste: language, theme and the like. */
public final class Preferences {
  private static final int LONGEST = 4096;
  private static final String NAME = "page";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Database database;

  /** Those in a database. */
  public Preferences(Database database) {
    this.database = database;
  }

  /** All of them. */
  public ObjectNode all() {
    return database
        .read(row -> row.getString("value"), "SELECT value FROM preference WHERE name = ?", NAME)
        .stream()
        .findFirst()
        .map(json -> (ObjectNode) MAPPER.readTree(json))
        .orElseGet(MAPPER::createObjectNode);
  }

  /** Puts others in their place. */
  public void replace(ObjectNode wanted) {
    String json = wanted.toString();
    require(
        json.length() <= LONGEST,
        "preferences have at most %d characters, not %d",
        LONGEST,
        json.length());
    database.write("INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)", NAME, json);
  }
}
