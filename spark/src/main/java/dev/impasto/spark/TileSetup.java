package dev.impasto.spark;

import dev.impasto.PictureTiles;
import dev.impasto.StyleTransfer;
import dev.impasto.TileCut;
import dev.impasto.engine.Precision;
import dev.impasto.request.OptionsJson;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What every executor needs to evaluate tiles of a picture, sent to each of them once.
 *
 * @param threads of each task, or 0 for as many as it has processors
 * @param options as {@link OptionsJson} writes them
 */
record TileSetup(
    NetworkBytes network, Precision precision, int threads, String options, TileCut cut)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The tiles that an engine of this executor has been prepared for last. */
  private static final Map<StyleTransfer, Prepared> PREPARED = new HashMap<>();

  private record Prepared(String options, TileCut cut, PictureTiles tiles) {}

  /** Does some work with the tiles, on an engine of this executor. */
  <T> T compute(Function<PictureTiles, T> work) {
    return ExecutorEngines.compute(
        network, precision, threads, transfer -> work.apply(tiles(transfer)));
  }

  private PictureTiles tiles(StyleTransfer transfer) {
    synchronized (PREPARED) {
      Prepared before = PREPARED.get(transfer);
      if (before != null) {
        if (before.options.equals(options) && before.cut.equals(cut)) {
          return before.tiles;
        }
        before.tiles.close();
        PREPARED.remove(transfer);
      }
      PictureTiles tiles = transfer.tiles(OptionsJson.read(options), cut);
      PREPARED.put(transfer, new Prepared(options, cut, tiles));
      return tiles;
    }
  }
}
