package dev.impasto.internal.vgg;

import dev.impasto.engine.Area;

/**
 * Where in a picture a tile is.
 *
 * @param window the pixels that are evaluated; all tiles' are equally large
 * @param inner those of them that are this tile's own: each pixel is one tile's
 */
public record TilePlace(Area window, Area inner) {
  static TilePlace of(Tiling tiling, Tiling.Tile tile) {
    Area window =
        new Area(
            tile.rows().start(),
            tile.columns().start(),
            tiling.rows().window(),
            tiling.columns().window());
    return new TilePlace(window, tile.inner());
  }
}
