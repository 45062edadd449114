package dev.impasto.studio;

import java.util.List;
import java.util.Optional;

/**
 * Something that can be set of a picture to be made, as the command line has it.
 *
 * @param name of the option, without dashes
 * @param section the heading that it stands under
 * @param label what kind of value it takes, for a reader
 * @param help what it does
 * @param kind what the value is
 * @param choices the words that may be chosen, for {@link Kind#CHOICE}
 * @param usual the value where none is given, if there is one for all
 */
public record Setting(
    String name,
    String section,
    String label,
    String help,
    Kind kind,
    List<String> choices,
    Optional<String> usual) {
  /** What a value is. */
  public enum Kind {
    /** A number. */
    NUMBER,
    /** A whole number. */
    INTEGER,
    /** One of some words. */
    CHOICE,
    /** Anything else, such as a list. */
    TEXT
  }

  /** Keeps the choices. */
  public Setting {
    choices = List.copyOf(choices);
  }
}
