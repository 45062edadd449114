package dev.impasto.spark;

import dev.impasto.LargeSize;
import dev.impasto.LargeSizes;
import dev.impasto.PictureTiles;
import dev.impasto.TileCut;
import dev.impasto.engine.Area;
import dev.impasto.engine.Precision;
import dev.impasto.picture.Picture;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** The executors of a cluster, which minimize the losses of large sizes together. */
final class ClusterSizes implements LargeSizes {
  private final JavaSparkContext context;
  private final Machines machines;
  private final Cutting cutting;
  private final Consumer<String> log;

  /**
   * What executors compute with.
   *
   * @param threads of each task, or 0 for as many as it has processors
   */
  record Machines(NetworkBytes network, Precision precision, int threads) {}

  /**
   * Which sizes are cut, and how.
   *
   * @param tile the longest side of a tile's own pixels
   * @param from the longest side of the smallest size that is minimized here
   * @param checkpointEvery after how many steps vectors are written; never for 0
   */
  record Cutting(int tile, int from, int checkpointEvery) {}

  /**
   * Uses the executors of a context, which has a folder for checkpoints if there are to be any.
   *
   * @param log is told of what is begun
   */
  ClusterSizes(JavaSparkContext context, Machines machines, Cutting cutting, Consumer<String> log) {
    this.context = context;
    this.machines = machines;
    this.cutting = cutting;
    this.log = log;
  }

  @Override
  public TileCut cut(int height, int width) {
    return TileCut.of(height, width, cutting.tile);
  }

  @Override
  public boolean takes(int height, int width) {
    return Math.max(height, width) >= cutting.from;
  }

  Broadcast<TileSetup> plan(TransferOptions options, int height, int width) {
    return context.broadcast(
        new TileSetup(
            machines.network,
            machines.precision,
            machines.threads,
            OptionsJson.write(options),
            cut(height, width)));
  }

  /** Each tile's own pixels of a picture of this machine. */
  JavaPairRDD<Integer, float[]> ofTiles(TilePlaces places, float[] pixels, Area whole) {
    List<Tuple2<Integer, float[]>> tiles = new ArrayList<>();
    for (int i = 0; i < places.count(); i++) {
      tiles.add(new Tuple2<>(i, TilePatch.cut(i, pixels, whole, places.own(i)).values()));
    }
    return context.parallelizePairs(tiles, places.count()).partitionBy(places.partitioner());
  }

  @Override
  public double[] sums(Picture painting, TransferOptions options, PictureTiles tiles) {
    TilePlaces places = TilePlaces.of(tiles);
    Area whole = new Area(0, 0, painting.height(), painting.width());
    return ClusterLoss.sums(
        plan(options, painting.height(), painting.width()),
        places,
        tiles.length(),
        ofTiles(places, painting.rgb(), whole));
  }

  @Override
  public void minimize(LargeSize size) {
    PictureTiles tiles = size.tiles();
    TilePlaces places = TilePlaces.of(tiles);
    Area window = places.window(0);
    log.accept(
        String.format(
            Locale.ROOT,
            "%dx%d pixels in %d tiles of up to %dx%d: each takes up to %d MB outside of Java's heap"
                + " while it is evaluated, and %d MB of it for vectors",
            size.width(),
            size.height(),
            places.count(),
            window.width(),
            window.height(),
            Math.round(tiles.bytes() / 1e6),
            Math.round(bytes(size) / places.count() / 1e6)));
    Area whole = new Area(0, 0, size.height(), size.width());
    ClusterLoss loss =
        new ClusterLoss(
            context,
            plan(size.options(), size.height(), size.width()),
            places,
            size,
            ofTiles(places, size.photograph().rgb(), whole));
    ClusterVectors vectors =
        new ClusterVectors(
            loss, size, ofTiles(places, size.pixels(), whole), cutting.checkpointEvery);
    size.minimize(vectors);
    vectors.fetch(places, size.pixels());
  }

  /** The bytes of all vectors, and of what is kept of the photograph. */
  private static double bytes(LargeSize size) {
    double vector = 3.0 * Float.BYTES * size.height() * size.width();
    PictureTiles tiles = size.tiles();
    return vector * size.vectors() + (double) Float.BYTES * tiles.responses() * tiles.count();
  }
}
