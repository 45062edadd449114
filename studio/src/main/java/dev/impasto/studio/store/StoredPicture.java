package dev.impasto.studio.store;

/**
 * A picture that the studio has.
 *
 * @param id by which the page names it
 * @param name of the file that it came from
 * @param kind where it is from
 * @param width columns
 * @param height rows
 * @param sha256 of its pixels
 */
public record StoredPicture(
    String id, String name, Kind kind, int width, int height, String sha256) {
  /** Where a picture is from. */
  public enum Kind {
    /** An example of a photograph. */
    CONTENT,
    /** An example of a painting. */
    STYLE,
    /** The user's own. */
    UPLOAD,
    /** Painted over a photograph, or the user's own. */
    MASK,
    /** A result, taken to be used again. */
    RESULT
  }
}
