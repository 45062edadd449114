package dev.impasto;

import dev.impasto.engine.Precision;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.TransferLoss;
import dev.impasto.internal.vgg.PassMemory;
import dev.impasto.internal.vgg.Tapped;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Convolution;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.Optimizer;
import dev.impasto.picture.Picture;
import dev.impasto.request.ColorRange;
import dev.impasto.request.Masks;
import dev.impasto.request.PreviousFrame;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleFit;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.storage.Storage;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory a run takes at its peak, which it reaches at its largest size: what the engine
 * and the optimizer say that they allocate, and measured constants for what no class counts. How
 * these were measured is told in docs/memory.md.
 */
final class MemoryModel {
  /** What a process takes besides its Java heap that has loaded the program and its libraries. */
  private static final double PROCESS_F32 = 165e6;

  /** The same where a matrix unit multiplies bf16: its operations are more, and need more room. */
  private static final double PROCESS_BF16 = 190e6;

  /** The Java heap of the same process: short-lived objects, classes' data. */
  private static final double PROGRAM_HEAP = 20e6;

  /** What the heap grows beyond its live objects before it is collected; measured. */
  private static final double HEAP_GROWTH = 1.05;

  /** The same at most, for a run that is to keep to what it was given. */
  private static final double MOST_HEAP_GROWTH = 1.12;

  /** The content and start at a size, mirrored and not, the iterate, and the network's input. */
  private static final int PICTURES = 6;

  /** A film's frame before at a size, mirrored and not, with a mask of each. */
  private static final int PREVIOUS = 3;

  /** A result and the copies that {@link Picture#denoised} makes of it. */
  private static final int FINISHING = 10;

  /**
   * Of each masked part of a picture, values a pixel: its mask, what of it is painted, this
   * mirrored, and what the positions of layers count.
   */
  private static final double OF_PART = 4.4;

  /** What is protected at a size, mirrored and not, and what is not: values a pixel. */
  private static final int PROTECTED = 4;

  /** A tile's pixels in the heap, and the network's input, where the picture lies in files. */
  private static final int TILE_PICTURES = 2;

  /** What is left of a tile's memory beside them, at least. */
  private static final double OF_TILE = 0.95;

  /** What a thread has of pictures and vectors that lie in files, at most a picture. */
  private static final double PER_THREAD = 6e6;

  private static final int COLORS = 3;

  /** More values than an array can have. */
  private static final double MOST_VALUES = Integer.MAX_VALUE - 8;

  /** What the evaluation of tiles takes that are evaluated twice and derived once; measured. */
  private static final double TWICE_FORWARD = 1.4;

  private final TransferRequest request;
  private final Vgg vgg;
  private final MemoryLimit limit;

  /**
   * A run's memory in bytes.
   *
   * @param heap what the Java heap must hold
   * @param whole the resident size of the process
   * @param files what lies in the work folder
   */
  record Need(double heap, double whole, double files) {}

  /** Where pictures and vectors lie. */
  private enum Place {
    HEAP,
    FILES
  }

  /**
   * Of a request.
   *
   * @param vgg the network as the request wants it
   * @param limit what the process may take; a picture that needs more is evaluated in tiles, and
   *     lies in files where not even so there is room
   */
  MemoryModel(TransferRequest request, Vgg vgg, MemoryLimit limit) {
    this.request = request;
    this.vgg = vgg;
    this.limit = limit;
  }

  /** The pictures and vectors of a size, in pictures. */
  private double vectors(Level level) {
    TransferOptions options = request.options();
    Optimizer optimizer = options.optimization().optimizer();
    double vectors =
        PICTURES
            + optimizer.vectors(options.schedule().iterations(level.index))
            + (optimizer instanceof Adam && level.index > 0 ? 2 : 0)
            + (options.optimization().preconditioning() > 0 ? 5 : 0)
            + (options.optimization().colors() == ColorRange.SMOOTH ? 2 : 0)
            + (request.previous().isPresent() ? PREVIOUS : 0);
    return Math.max(vectors, FINISHING);
  }

  /** What the Java heap must hold. */
  private double heap(Level level, Place place) {
    ScaleSchedule.Size at = level.size;
    double picture = picture(at);
    double held = sources() + flows() + weights() + distributions(at);
    double own =
        place == Place.HEAP
            ? styles(at) + picture * vectors(level) + masks(at)
            : picture * (request.previous().isPresent() ? PREVIOUS : 0)
                + Math.min(PER_THREAD, picture) * vgg.threads();
    return PROGRAM_HEAP + growth() * (held + own);
  }

  private double growth() {
    return limit.given() ? MOST_HEAP_GROWTH : HEAP_GROWTH;
  }

  private static double picture(ScaleSchedule.Size at) {
    return (double) COLORS * Float.BYTES * at.pixels();
  }

  /** The masks of a size, and of paintings, which are taken for as large. */
  private double masks(ScaleSchedule.Size at) {
    boolean isProtected = request.masks().protect().isPresent();
    double parts = Math.max(isProtected ? 1 : 0, regions());
    for (StyleSource style : request.styles()) {
      parts += style.mask().isPresent() ? 1 : 0;
    }
    double values = OF_PART * parts + (isProtected ? PROTECTED : 0);
    return Float.BYTES * values * at.pixels();
  }

  /** How many parts of the picture have their own painting. */
  private int regions() {
    return request.masks().regions().isEmpty() ? 0 : request.styles().size();
  }

  /** What lies in files, where pictures and vectors do. */
  private double files(Level level) {
    return picture(level.size) * vectors(level)
        + masks(level.size)
        + 2 * styles(level.size)
        + 2.0 * pass(vgg, level.size).responses(loss().contentLayers());
  }

  /** What the Java heap must hold where the result's longest side is so long. */
  double heap(int size) {
    Level level = last(size);
    return heap(level, place(level));
  }

  /** What a run takes whose result's longest side is so long. */
  Need of(int size) {
    Level level = last(size);
    return need(level, tiled(level), place(level));
  }

  /** The least that such a run takes: with the smallest tiles that there can be. */
  Need least(int size) {
    return least(last(size));
  }

  private Need least(Level level) {
    Place place = place(level);
    Need whole = need(level, vgg, place);
    return whole.whole() <= limit.whole() ? whole : need(level, vgg.within(0), place);
  }

  private Need need(Level level, Vgg tiled, Place place) {
    double heap = heap(level, place);
    return new Need(
        heap,
        rest(heap) + passes(tiled, level.size, place),
        place == Place.FILES ? files(level) : 0);
  }

  /** Whether the pictures and vectors of a size lie in files: where memory does not hold them. */
  boolean inFiles(Level level) {
    return place(level) == Place.FILES;
  }

  private Place place(Level level) {
    double heap = heap(level, Place.HEAP);
    boolean fits =
        limit.folder().isEmpty()
            || (heap <= limit.heap()
                && isArray(level.size)
                && (fits(level, heap, vgg) || fits(level, heap, vgg.within(0))));
    return fits ? Place.HEAP : Place.FILES;
  }

  private boolean fits(Level level, double heap, Vgg tiled) {
    return rest(heap) + passes(tiled, level.size, Place.HEAP) <= limit.whole();
  }

  /** Whether an array can hold a picture. */
  static boolean isArray(ScaleSchedule.Size at) {
    return (double) COLORS * at.pixels() < MOST_VALUES;
  }

  /** A size of a run, and which it is, from 0. */
  record Level(ScaleSchedule.Size size, int index) {}

  /** The network as the run whose result's longest side is so long evaluates it. */
  Vgg tiled(int size) {
    return tiled(last(size));
  }

  /**
   * The network as a run evaluates it: in tiles where one of its sizes, or a painting, does not fit
   * otherwise.
   */
  Vgg tiled(Level level) {
    Place place = place(level);
    ScaleSchedule.Size at = level.size;
    double all = rest(heap(level, place));
    if (all + passes(vgg, at, place) <= limit.whole()) {
      return vgg;
    }
    PassMemory whole = pass(vgg, at);
    double room = limit.whole() - all - TransferLoss.bytes(whole, loss(), isGuided());
    double cut =
        limit.whole() - all - (place == Place.FILES ? 0 : whole.responses(loss().contentLayers()));
    double most = room >= whole.tile() ? room : Math.min(cut, whole.tile() - 1);
    return vgg.within(place == Place.FILES ? OF_TILE * most : most);
  }

  /**
   * How many times as long an evaluation takes as that of the whole picture.
   *
   * @param tiled the network as the run evaluates it
   */
  double slowdown(Vgg tiled, ScaleSchedule.Size at) {
    PassMemory pass = pass(tiled, at);
    return pass.isWhole() ? 1 : TWICE_FORWARD * pass.effort();
  }

  private Level last(int size) {
    List<ScaleSchedule.Size> scales =
        ScaleSchedule.of(request.content().picture(), request.options().withSize(size));
    return new Level(scales.get(scales.size() - 1), scales.size() - 1);
  }

  /** All but the passes. */
  private double rest(double heap) {
    return process() + engineWeights() + heap;
  }

  private LossOptions loss() {
    return request.options().loss();
  }

  private boolean isGuided() {
    return !request.masks().equals(Masks.NONE);
  }

  private PassMemory pass(Vgg of, ScaleSchedule.Size size) {
    return of.memory(
        size.computedHeight(), size.computedWidth(), TransferLoss.tapped(loss()), true);
  }

  /** The part of it that runs in one process share: the program, and the network as it was read. */
  Need shared() {
    double heap = PROGRAM_HEAP + growth() * weights();
    return new Need(heap, process() + heap, 0);
  }

  private double process() {
    return isBf16() ? PROCESS_BF16 : PROCESS_F32;
  }

  private boolean isBf16() {
    return vgg.precision() == Precision.BF16;
  }

  /** The larger of the pass of the result and that of a style picture, as one follows the other. */
  private double passes(Vgg of, ScaleSchedule.Size size, Place place) {
    PassMemory pass = pass(of, size);
    double most =
        pass.tile()
            + (place == Place.FILES ? TILE_PICTURES * COLORS * Float.BYTES * pass.window() : 0)
            + (place == Place.FILES && !pass.isWhole()
                ? 0
                : TransferLoss.bytes(pass, loss(), isGuided()));
    if (loss().styleLayers().isEmpty()) {
      return most;
    }
    Tapped tapped = PictureStatistics.tapped(loss().styleLayers(), loss().style().comparison());
    for (StyleSource style : request.styles()) {
      ScaleSchedule.Size at = ScaleSchedule.styleSize(style.source().picture(), size, fit(style));
      most = Math.max(most, of.memory(at.height(), at.width(), tapped, false).tile());
    }
    return most;
  }

  private StyleFit fit(StyleSource style) {
    return style.fit().orElse(request.options().styleFit());
  }

  /** What the loss itself keeps in the heap. */
  private double distributions(ScaleSchedule.Size size) {
    int parts = Math.max(1, regions());
    return TransferLoss.heapBytes(vgg, (double) size.pixels(), request.options().loss(), parts);
  }

  private double styles(ScaleSchedule.Size size) {
    double pixels = 0;
    for (StyleSource style : request.styles()) {
      pixels += ScaleSchedule.styleSize(style.source().picture(), size, fit(style)).pixels();
    }
    return COLORS * Float.BYTES * pixels;
  }

  /** The pictures and masks as they were read, as far as they lie in the heap. */
  private double sources() {
    List<StyleSource> styles = request.styles();
    double pictures =
        inHeap(Stream.of(request.content()))
            + inHeap(request.start().stream())
            + inHeap(request.previous().map(PreviousFrame::result).stream())
            + inHeap(styles.stream().map(StyleSource::source));
    double masks =
        inHeap(request.masks().regions().stream())
            + inHeap(request.masks().protect().stream())
            + inHeap(styles.stream().flatMap(style -> style.mask().stream()));
    return pictures + masks * (COLORS + 1) / COLORS;
  }

  private static double inHeap(Stream<SourcePicture> sources) {
    return sources
        .map(SourcePicture::picture)
        .filter(picture -> picture.colors().storage() == Storage.HEAP)
        .mapToDouble(
            picture ->
                (double) Float.BYTES
                    * picture.width()
                    * picture.height()
                    * (picture.opacities().isPresent() ? COLORS + 1 : COLORS))
        .sum();
  }

  /** The optical flows as they were read. */
  private double flows() {
    return request.previous().stream()
        .flatMap(frame -> Stream.concat(frame.flow().stream(), frame.back().stream()))
        .mapToDouble(flow -> (double) Float.BYTES * flow.vectors().length)
        .sum();
  }

  /** The network's numbers as they were read. */
  private double weights() {
    double numbers = 0;
    for (Convolution convolution : vgg.network().convolutions().values()) {
      numbers += convolution.weights().length;
    }
    return Float.BYTES * numbers;
  }

  /** The network's numbers in the engine's own orders: one forward, one backward. */
  private double engineWeights() {
    return weights() * (isBf16() ? 1 : 2);
  }
}
