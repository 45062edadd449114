package dev.impasto;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.BorderAndPooling;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repaints a content picture in the manner of a style picture (Gatys, Ecker and Bethge, "Image
 * Style Transfer Using Convolutional Neural Networks", CVPR 2016).
 *
 * <p>The pixels of the result are optimized: they start as the content picture, or as white noise,
 * and change until a trained network responds to them as it does to the content (layer by layer,
 * position by position) and to the style (in the correlations between its filters). By default the
 * content's colors are first moved to the style's, and large pictures are made coarse to fine, each
 * size starting from the result of the one before.
 *
 * <p>An instance holds a network on an engine and can make any number of pictures, one at a time;
 * it must be closed.
 */
public final class StyleTransfer implements AutoCloseable {
  /** The matrices of four paintings at five sizes, with VGG-19 at its full width. */
  private static final long MOST_BYTES_OF_STATISTICS = 50_000_000;

  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static final System.Logger LOG = System.getLogger(StyleTransfer.class.getName());

  private final Network network;
  private final Engine engine;
  private final boolean ownsEngine;
  private final double memory;
  private final Path folder;
  private final Map<BorderAndPooling, Vgg> forms = new HashMap<>();
  private final StyleCache styles = new StyleCache(MOST_BYTES_OF_STATISTICS);
  private @Nullable RunIdentity identity;
  private @Nullable Run last;

  /**
   * Uses the network that comes with the library, all processors, and the precision that suits
   * them.
   */
  public StyleTransfer() {
    this(Network.embedded(), Engine.open(0, Precision.AUTO), true, ALL, TEMPORARY);
  }

  /**
   * Uses a network and an engine.
   *
   * @param network the network
   * @param engine the engine to compute with; it is borrowed: the caller closes it, after this
   */
  public StyleTransfer(Network network, Engine engine) {
    this(network, engine, false, ALL, TEMPORARY);
  }

  /**
   * Uses a network, an engine and some memory. A picture whose evaluation needs more is evaluated
   * in tiles: it takes longer, and the result is the same but for rounding.
   *
   * @param network the network
   * @param engine the engine to compute with; it is borrowed: the caller closes it, after this
   * @param memory bytes that the whole process may take, above 0; one that makes a picture and
   *     nothing else keeps to them as far as {@link #estimate} can tell
   */
  public StyleTransfer(Network network, Engine engine, long memory) {
    this(network, engine, memory, TEMPORARY);
  }

  /**
   * Uses a network, an engine, some memory, and a folder for what does not fit into that: pictures
   * and the optimizer's vectors lie in its files then. They vanish with the run.
   *
   * @param network the network
   * @param engine the engine to compute with; it is borrowed: the caller closes it, after this
   * @param memory bytes that the whole process may take, above 0; {@link Long#MAX_VALUE} for all
   *     that there are
   * @param folder by default the system's for temporary files
   */
  public StyleTransfer(Network network, Engine engine, long memory, Path folder) {
    this(network, engine, false, memory == Long.MAX_VALUE ? ALL : (double) memory, folder);
    InvalidInputException.require(memory > 0, "the memory must be above 0 bytes, not %d", memory);
  }

  private StyleTransfer(
      Network network, Engine engine, boolean ownsEngine, double memory, Path folder) {
    this.network = network;
    this.engine = engine;
    this.ownsEngine = ownsEngine;
    this.memory = memory;
    this.folder = folder;
  }

  /** The network in use. */
  public Network network() {
    return network;
  }

  /** The engine in use. */
  public Engine engine() {
    return engine;
  }

  /**
   * Makes a picture of two.
   *
   * @param content gives the result its arrangement, its shape and its alpha
   * @param style gives the result its colors and strokes
   * @return the result, its longest side {@link TransferOptions#size()}
   * @throws InvalidInputException if the settings and the pictures do not go together, or need more
   *     memory than there is
   */
  public Picture transfer(Picture content, Picture style, TransferOptions options) {
    return transfer(TransferRequest.of(content, style, options), (run, progress) -> {});
  }

  /**
   * Makes a picture and waits for it.
   *
   * @param listener is told of every iterate
   * @throws InvalidInputException if the settings and the pictures do not go together, or need more
   *     memory than there is
   */
  public Picture transfer(TransferRequest request, RunListener listener) {
    return start(request, listener).await();
  }

  /**
   * Starts to make a picture, on a thread of its own.
   *
   * @param listener is told of every iterate
   * @throws IllegalStateException if the picture before is still being made
   */
  public Run start(TransferRequest request, RunListener listener) {
    return started(request, Optional.empty(), Elsewhere.NOWHERE, listener);
  }

  /**
   * Starts to make a picture whose largest sizes are minimized on other machines. This one reads
   * and finishes the picture, and minimizes the sizes before, as {@link #start(TransferRequest,
   * RunListener)} does. There is no checkpoint of a size that others minimize.
   *
   * @param elsewhere minimizes the large sizes
   * @param listener is told of every iterate
   * @throws InvalidInputException if the loss cannot be evaluated in parts
   * @throws IllegalStateException if the picture before is still being made
   */
  public Run start(TransferRequest request, LargeSizes elsewhere, RunListener listener) {
    LargeSize.requirePossible(request);
    return started(request, Optional.empty(), new Elsewhere(Optional.of(elsewhere)), listener);
  }

  /**
   * The tiles of a picture of some size, to be evaluated one by one.
   *
   * @param options whose loss they are evaluated for; its weights do not matter, but for 0
   */
  public synchronized PictureTiles tiles(TransferOptions options, TileCut cut) {
    Vgg vgg = forms.computeIfAbsent(options.form(), this::vgg);
    return new PictureTiles(vgg, options.loss(), cut);
  }

  /**
   * Goes on with a run that has ended early, to the same bits as if it had not.
   *
   * @param listener is told of every iterate to come
   * @throws InvalidInputException if the network, the engine, its precision or its number of
   *     threads are not those of that run
   * @throws IllegalStateException if the picture before is still being made
   */
  public Run resume(Checkpoint checkpoint, RunListener listener) {
    checkpoint.identity().requireSame(identity());
    return started(checkpoint.request(), Optional.of(checkpoint), Elsewhere.NOWHERE, listener);
  }

  /**
   * Tells what making a picture will take, in a few seconds: the time is measured at a small size.
   *
   * @throws InvalidInputException if the settings and the pictures do not go together; too little
   *     memory is no reason
   * @throws IllegalStateException if a picture is still being made
   */
  public Estimate estimate(TransferRequest request) {
    return estimate(request, pace(request));
  }

  /**
   * Tells at once what making a picture will take, also while another one is being made.
   *
   * @param pace how fast pictures with such settings have been found to be made
   * @throws InvalidInputException if the settings and the pictures do not go together; too little
   *     memory is no reason
   */
  public synchronized Estimate estimate(TransferRequest request, Pace pace) {
    MemoryEstimate needed = memory(request);
    double seconds = pace.seconds(request, needed.slowdown());
    MemoryModel.Need need = needed.need();
    return new Estimate(
        Math.round(need.whole()), seconds, needed.largest(), Math.round(need.files()));
  }

  /**
   * Makes the first steps of a small picture, and tells how fast others of such settings are made.
   * It takes a few seconds.
   *
   * @throws InvalidInputException if the settings and the pictures do not go together
   * @throws IllegalStateException if a picture is still being made
   */
  public synchronized Pace pace(TransferRequest request) {
    requireIdle();
    Vgg vgg = forms.computeIfAbsent(request.options().form(), this::vgg);
    MemoryLimit all = MemoryLimit.here();
    return new Rehearsal(request, small -> execution(small, vgg, all, Optional.empty())).pace();
  }

  /**
   * Returns normally if a picture can be made, as far as can be told before it is.
   *
   * @throws InvalidInputException if the settings and the pictures do not go together, or need more
   *     memory than there is
   */
  public synchronized void check(TransferRequest request) {
    memory(request).requireFits();
  }

  /**
   * How many pictures such as this one fit into this process's memory at once, each made by an
   * instance with an engine of its own, all with the same {@link Network}.
   *
   * @return 0 if not even one does
   * @throws InvalidInputException if the settings and the pictures do not go together
   */
  public synchronized int mostAtOnce(TransferRequest request) {
    return memory(request).atOnce();
  }

  private MemoryEstimate memory(TransferRequest request) {
    Vgg vgg = forms.computeIfAbsent(request.options().form(), this::vgg);
    return new MemoryEstimate(request, vgg, MemoryLimit.here(memory, folder));
  }

  private Execution execution(
      TransferRequest request, Vgg vgg, MemoryLimit limit, Optional<Checkpoint> reached) {
    return new Execution(request, vgg, limit, engine, styles, reached, this::identity);
  }

  private synchronized Run started(
      TransferRequest request,
      Optional<Checkpoint> reached,
      Elsewhere elsewhere,
      RunListener listener) {
    requireIdle();
    Vgg vgg = forms.computeIfAbsent(request.options().form(), this::vgg);
    LOG.log(
        System.Logger.Level.DEBUG,
        "making a picture of {0} pixels with {1} on {2}",
        request.options().size(),
        network.name(),
        engine.description());
    Execution execution = execution(request, vgg, MemoryLimit.here(memory, folder), reached);
    Run run = new Run(execution.leaving(elsewhere), listener);
    last = run;
    return run.begin();
  }

  private void requireIdle() {
    if (last != null && !last.isDone()) {
      throw new IllegalStateException(
          "a picture is still being made: wait for it, or use another StyleTransfer");
    }
  }

  private Vgg vgg(BorderAndPooling form) {
    Vgg.Form usual =
        form.seamless() ? Vgg.Form.seamless(form.pooling()) : Vgg.Form.plain(form.pooling());
    return new Vgg(
        network, engine, form.padding().ofAllLayers().map(usual::withPadding).orElse(usual));
  }

  /** What the bits of results depend on besides their requests. */
  public synchronized RunIdentity identity() {
    if (identity == null) {
      identity = RunIdentity.of(network, engine);
    }
    return identity;
  }

  /**
   * Stops the picture that is being made, waits for its end, and closes the engine if this opened
   * it.
   */
  @Override
  public void close() {
    Run running;
    synchronized (this) {
      running = last;
    }
    if (running != null) {
      running.stop();
      running.join();
    }
    if (ownsEngine) {
      engine.close();
    }
  }
}
