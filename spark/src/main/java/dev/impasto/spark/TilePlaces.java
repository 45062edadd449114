package dev.impasto.spark;

import dev.impasto.PictureTiles;
import dev.impasto.engine.Area;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Where the tiles of a picture are, and how their pixels come from one to another. Each tile is a
 * partition, with its number as the key.
 */
final class TilePlaces implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[][] windows;
  private final int[][] own;

  private TilePlaces(int[][] windows, int[][] own) {
    this.windows = windows;
    this.own = own;
  }

  static TilePlaces of(PictureTiles tiles) {
    int[][] windows = new int[tiles.count()][];
    int[][] own = new int[tiles.count()][];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = numbers(tiles.window(i));
      own[i] = numbers(tiles.own(i));
    }
    return new TilePlaces(windows, own);
  }

  private static int[] numbers(Area area) {
    return new int[] {area.top(), area.left(), area.height(), area.width()};
  }

  private static Area area(int[] numbers) {
    return new Area(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  int count() {
    return own.length;
  }

  Area window(int tile) {
    return area(windows[tile]);
  }

  Area own(int tile) {
    return area(own[tile]);
  }

  /** The partitioner that has each tile in the partition of its number. */
  Partitioner partitioner() {
    return new ByNumber(count());
  }

  /** By a tile's number. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int count;

    ByNumber(int count) {
      this.count = count;
    }

    @Override
    public int numPartitions() {
      return count;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByNumber partitioner && partitioner.count == count;
    }

    @Override
    public int hashCode() {
      return count;
    }
  }

  /** The pixels of each tile's window, from the tiles' own pixels. */
  JavaPairRDD<Integer, float[]> windows(JavaPairRDD<Integer, float[]> ofTiles) {
    TilePlaces places = this;
    JavaPairRDD<Integer, Iterable<TilePatch>> patches =
        ofTiles
            .flatMapToPair(tile -> places.patches(tile._1, tile._2, true).iterator())
            .groupByKey(partitioner());
    return each(patches, (tile, all) -> TilePatch.sum(all, places.window(tile)));
  }

  /**
   * Cuts values into what is to go to each tile.
   *
   * @param toWindows whether they are a tile's own and go to windows, or those of a window and go
   *     to the tiles that own them
   */
  List<Tuple2<Integer, TilePatch>> patches(int tile, float[] values, boolean toWindows) {
    Area from = toWindows ? own(tile) : window(tile);
    List<Tuple2<Integer, TilePatch>> patches = new ArrayList<>();
    for (int other = 0; other < count(); other++) {
      Area to = toWindows ? window(other) : own(other);
      if (TilePatch.meet(from, to)) {
        patches.add(new Tuple2<>(other, TilePatch.cut(tile, values, from, to)));
      }
    }
    return patches;
  }

  /** Makes something of each tile, where it is. */
  static <A, B> JavaPairRDD<Integer, B> each(
      JavaPairRDD<Integer, A> tiles, Function2<Integer, A, B> made) {
    return tiles.mapPartitionsToPair(
        partition -> new Mapped<>(partition, tile -> made.call(tile._1, tile._2)), true);
  }

  /** Tiles one by one as they are asked for: there need not be memory for two. */
  private static final class Mapped<A, B> implements Iterator<Tuple2<Integer, B>> {
    private final Iterator<Tuple2<Integer, A>> tiles;
    private final Function<Tuple2<Integer, A>, B> made;

    Mapped(Iterator<Tuple2<Integer, A>> tiles, Function<Tuple2<Integer, A>, B> made) {
      this.tiles = tiles;
      this.made = made;
    }

    @Override
    public boolean hasNext() {
      return tiles.hasNext();
    }

    @Override
    public Tuple2<Integer, B> next() {
      Tuple2<Integer, A> tile = tiles.next();
      try {
        return new Tuple2<>(tile._1, made.call(tile));
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
