package dev.impasto.spark;

import dev.impasto.LargeSize;
import dev.impasto.engine.Area;
import dev.impasto.optimize.PartedVectors;
import dev.impasto.optimize.VectorPart;
import dev.impasto.optimize.VectorProducts;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of an optimizer, of which each executor keeps the parts of its tiles. Now and then
 * they are written to the cluster's file system, so that what a lost executor had need not be
 * computed again from the start.
 */
final class ClusterVectors implements PartedVectors {
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK();

  private final ClusterLoss loss;
  private final LargeSize size;
  private final JavaPairRDD<Integer, float[]> start;

  /** After how many steps the parts are written; never for 0. */
  private final int checkpointEvery;

  private int steps;

  private @Nullable JavaPairRDD<Integer, VectorPart> parts;

  /** Those before, on which the present ones depend until they have been computed. */
  private @Nullable JavaPairRDD<Integer, VectorPart> before;

  private @Nullable JavaPairRDD<Integer, ClusterLoss.Derived> last;
  private @Nullable JavaPairRDD<Integer, ClusterLoss.Derived> kept;

  /**
   * Begins.
   *
   * @param start of each tile, its own pixels
   */
  ClusterVectors(
      ClusterLoss loss, LargeSize size, JavaPairRDD<Integer, float[]> start, int checkpointEvery) {
    this.loss = loss;
    this.size = size;
    this.start = start;
    this.checkpointEvery = checkpointEvery;
  }

  @Override
  public double begin() {
    long length = 3L * size.height() * size.width();
    JavaPairRDD<Integer, ClusterLoss.Derived> derived = loss.evaluate(start).persist(KEPT);
    double value = derived.values().map(ClusterLoss.Derived::value).treeReduce(Double::sum);
    become(
        start
            .join(derived)
            .mapValues(both -> VectorPart.start(both._1, both._2.gradient(), length)));
    last = derived;
    return size.value(value);
  }

  private JavaPairRDD<Integer, VectorPart> parts() {
    JavaPairRDD<Integer, VectorPart> known = parts;
    if (known == null) {
      throw new IllegalStateException("nothing has been evaluated");
    }
    return known;
  }

  /** Replaces the parts; those before are let go when the new ones are there. */
  private void become(JavaPairRDD<Integer, VectorPart> next) {
    settle();
    before = parts;
    parts = next.persist(KEPT);
  }

  /** Computes the parts, if they have not been. */
  private void settle() {
    if (before != null) {
      parts().count();
      computed();
    }
  }

  /** The parts have been computed: what they were made of is let go. */
  private void computed() {
    if (before != null) {
      before.unpersist(false);
      before = null;
    }
  }

  @Override
  public VectorProducts products() {
    VectorProducts products =
        parts().values().map(VectorPart::products).treeReduce(VectorProducts::plus);
    computed();
    letGoOfEvaluations();
    return products;
  }

  /** The parts have what they need of them. */
  private void letGoOfEvaluations() {
    settle();
    letGo(last);
    if (kept != last) {
      letGo(kept);
    }
    last = null;
    kept = null;
  }

  private static void letGo(@Nullable JavaPairRDD<Integer, ClusterLoss.Derived> derived) {
    if (derived != null) {
      derived.unpersist(false);
    }
  }

  @Override
  public void direct(VectorProducts.Direction along) {
    become(parts().mapValues(part -> part.directed(along)));
  }

  @Override
  public Evaluated evaluate(double step) {
    JavaPairRDD<Integer, ClusterLoss.Derived> derived =
        loss.evaluate(parts().mapValues(part -> part.after(step))).persist(KEPT);
    TileSums sums =
        parts()
            .join(derived)
            .values()
            .map(both -> new TileSums(both._2.value(), both._1.sums(step, both._2.gradient())))
            .treeReduce(TileSums::plus);
    computed();
    if (last != kept) {
      letGo(last);
    }
    last = derived;
    return new Evaluated(step, size.value(sums.value()), sums.step());
  }

  @Override
  public void keep() {
    if (kept != last) {
      letGo(kept);
    }
    kept = last;
  }

  @Override
  public void accept(Evaluated of, int history) {
    JavaPairRDD<Integer, ClusterLoss.Derived> derived = kept;
    if (derived == null) {
      throw new IllegalStateException("no evaluation was kept");
    }
    double step = of.step();
    VectorPart.StepSums sums = of.sums();
    become(
        parts()
            .join(derived)
            .mapValues(both -> both._1.stepped(step, both._2.gradient(), sums, history)));
    steps++;
    if (checkpointEvery > 0 && steps % checkpointEvery == 0) {
      parts().checkpoint();
    }
  }

  @Override
  public void forget() {
    become(parts().mapValues(VectorPart::forgetting));
  }

  /** Fetches the result, tile by tile. */
  void fetch(TilePlaces places, float[] pixels) {
    Area whole = new Area(0, 0, size.height(), size.width());
    parts()
        .mapValues(VectorPart::x)
        .toLocalIterator()
        .forEachRemaining(tile -> TilePatch.paste(tile._2, places.own(tile._1), pixels, whole));
    close();
  }

  private void close() {
    letGoOfEvaluations();
    parts().unpersist(false);
    loss.close();
  }
}
