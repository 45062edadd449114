package dev.impasto.spark;

import dev.impasto.LargeSize;
import dev.impasto.PictureTiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The loss of a picture whose tiles are on executors. An evaluation is a map and a sum, and a map:
 * each tile is evaluated for what the loss is made of, the driver compares the sums and sends what
 * that means for a derivative, and each tile is evaluated again with its derivative.
 */
final class ClusterLoss {
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK();

  private final JavaSparkContext context;
  private final Broadcast<TileSetup> plan;
  private final TilePlaces places;
  private final LargeSize size;

  /** Of each tile of the photograph, what its responses were. */
  private final JavaPairRDD<Integer, float[]> responses;

  /** What a tile gave: its own pixels' derivatives, and its own part of the value. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Derived(float[] gradient, double value) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What of a window's derivative goes to a tile; the value goes to the window's own. */
  private record Share(TilePatch patch, double value) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** What was kept of a tile of the photograph, and its sums. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Taken(float[] responses, float[] sums) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Evaluates the photograph.
   *
   * @param photograph each tile's own pixels of it
   */
  ClusterLoss(
      JavaSparkContext context,
      Broadcast<TileSetup> plan,
      TilePlaces places,
      LargeSize size,
      JavaPairRDD<Integer, float[]> photograph) {
    this.context = context;
    this.plan = plan;
    this.places = places;
    this.size = size;
    JavaPairRDD<Integer, Taken> taken =
        TilePlaces.each(places.windows(photograph), (tile, pixels) -> take(plan, tile, pixels))
            .persist(KEPT);
    size.begin(TileSums.of(taken.values().map(Taken::sums), size.tiles().length()));
    responses = taken.mapValues(Taken::responses).persist(KEPT);
    responses.count();
    taken.unpersist(false);
  }

  private static Taken take(Broadcast<TileSetup> plan, int tile, float[] pixels) {
    return plan.value()
        .compute(
            tiles -> {
              float[] kept = new float[tiles.responses()];
              return new Taken(kept, tiles.photograph(tile, pixels, kept));
            });
  }

  /** The sums of a picture that is no photograph: a painting's. */
  static double[] sums(
      Broadcast<TileSetup> plan,
      TilePlaces places,
      int length,
      JavaPairRDD<Integer, float[]> ofTiles) {
    return TileSums.of(
        TilePlaces.each(places.windows(ofTiles), (tile, pixels) -> take(plan, tile, pixels).sums())
            .values(),
        length);
  }

  /**
   * Evaluates a picture.
   *
   * @param pixels of each tile, its own
   * @return the derivatives, which are computed when they are asked for: {@link LargeSize#value} of
   *     the sum of their values is the loss
   */
  JavaPairRDD<Integer, Derived> evaluate(JavaPairRDD<Integer, float[]> pixels) {
    Broadcast<TileSetup> sent = plan;
    TilePlaces where = places;
    JavaPairRDD<Integer, Tuple2<float[], float[]>> windows =
        places.windows(pixels).join(responses, places.partitioner());
    JavaPairRDD<Integer, float[]> sums =
        TilePlaces.each(
            windows,
            (tile, seen) -> sent.value().compute(tiles -> tiles.sums(tile, seen._1, seen._2)));
    float[] slopes = size.compare(TileSums.of(sums.values(), size.tiles().length()));
    Broadcast<float[]> compared = context.broadcast(slopes);
    JavaPairRDD<Integer, Iterable<Share>> shares =
        windows
            .flatMapToPair(
                tile -> {
                  float[] derivative = new float[tile._2._1.length];
                  double value =
                      sent.value()
                          .compute(tiles -> derive(tiles, tile, compared.value(), derivative));
                  return where.patches(tile._1, derivative, false).stream()
                      .map(to -> share(tile._1, to, value))
                      .iterator();
                })
            .groupByKey(places.partitioner());
    return TilePlaces.each(shares, (tile, all) -> derived(all, where, tile));
  }

  private static double derive(
      PictureTiles tiles,
      Tuple2<Integer, Tuple2<float[], float[]>> tile,
      float[] slopes,
      float[] derivative) {
    return tiles.derive(tile._1, tile._2._1, tile._2._2, slopes, derivative);
  }

  private static Tuple2<Integer, Share> share(
      int tile, Tuple2<Integer, TilePatch> patch, double value) {
    return new Tuple2<>(patch._1, new Share(patch._2, patch._1 == tile ? value : 0));
  }

  private static Derived derived(Iterable<Share> shares, TilePlaces places, int tile) {
    List<TilePatch> patches = new ArrayList<>();
    double value = 0;
    for (Share share : shares) {
      patches.add(share.patch);
      value += share.value;
    }
    return new Derived(TilePatch.sum(patches, places.own(tile)), value);
  }

  /** Lets go of what was kept of the photograph. */
  void close() {
    responses.unpersist(false);
  }
}
