package dev.impasto.loss;

import static dev.impasto.problem.InvalidInputException.require;

/**
 * From a position of a response to another one. Pairs of positions are compared where both lie in
 * the response.
 *
 * @param rows how far down, 0 or more
 * @param columns how far to the right; 1 or more where {@code rows} is 0
 */
public record Displacement(int rows, int columns) {
  /** Checks that it leads down, or to the right in the same row. */
  public Displacement {
    require(
        rows > 0 || (rows == 0 && columns > 0),
        "a displacement must lead down, or right in its row, not %d rows and %d columns",
        rows,
        columns);
  }
}
