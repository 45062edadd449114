package dev.impasto;

import static dev.impasto.problem.InvalidInputException.require;

import java.io.Serializable;

/**
 * How a picture is cut into tiles that are evaluated apart. Together with a network and options it
 * decides where each tile is, on whatever machine.
 *
 * @param height rows of the picture
 * @param width columns of the picture
 * @param down tiles from top to bottom; fewer where they would be too small
 * @param across tiles from left to right; fewer where they would be too small
 */
public record TileCut(int height, int width, int down, int across) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Checks the numbers. */
  public TileCut {
    require(
        height >= 1 && width >= 1 && down >= 1 && across >= 1,
        "a picture of %dx%d cannot be cut into %d by %d tiles",
        width,
        height,
        across,
        down);
  }

  /** Tiles whose own parts are at most about {@code side} pixels high and wide. */
  public static TileCut of(int height, int width, int side) {
    require(side >= 16, "the side of a tile must be at least 16 pixels, not %d", side);
    return new TileCut(height, width, (height + side - 1) / side, (width + side - 1) / side);
  }
}
