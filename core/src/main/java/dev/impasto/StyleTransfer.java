package dev.impasto;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.LayerStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.optimize.Adam;
import dev.impasto.optimize.AdamState;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.optimize.Optimizer;
import dev.impasto.optimize.Preconditioned;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Repaints a content picture in the manner of a style picture (Gatys, Ecker and Bethge, "Image
 * Style Transfer Using Convolutional Neural Networks", CVPR 2016).
 *
 * <p>The pixels of the result are what is optimized: they start as the content picture, or as white
 * noise, and are changed until a trained network responds to them as it does to the content (layer
 * by layer, position by position) and to the style (in the correlations between its filters). By
 * default the content's colors are first moved to the style's, and large pictures are made coarse
 * to fine, each size starting from the result of the one before.
 *
 * <p>An instance holds a network on an engine and can make any number of pictures, one at a time;
 * it must be closed.
 */
public final class StyleTransfer implements AutoCloseable {
  /** The matrices of four paintings at five sizes, with VGG-19 at its full width. */
  private static final long MOST_BYTES_OF_TARGETS = 50_000_000;

  /**
   * The spread of the noise to start from. Deep layers leave much of it in the result; with fainter
   * noise, one seed's result is hardly another than the next one's.
   */
  private static final double NOISE = 0.05;

  private final Network network;
  private final Engine engine;
  private final Map<Vgg.Form, Vgg> forms = new HashMap<>();
  private final StyleStatisticsCache styleTargets = new StyleStatisticsCache(MOST_BYTES_OF_TARGETS);

  /**
   * Uses the network that comes with the library, all processors, and the precision that suits
   * them.
   */
  public StyleTransfer() {
    this(Network.embedded(), Engine.open(0, Precision.AUTO));
  }

  /**
   * Uses a network and an engine.
   *
   * @param network the network
   * @param engine what computes; is closed with this
   */
  public StyleTransfer(Network network, Engine engine) {
    this.network = network;
    this.engine = engine;
  }

  /** The network in use. */
  public Network network() {
    return network;
  }

  /** What computes. */
  public Engine engine() {
    return engine;
  }

  /** {@link #transfer(Picture, Picture, TransferOptions, Progress.Listener)}, unwatched. */
  public Picture transfer(Picture content, Picture style, TransferOptions options) {
    return transfer(content, style, options, progress -> true);
  }

  /**
   * Makes a picture from what {@link TransferOptions#start()} names.
   *
   * @param content gives the result its arrangement, its shape and its alpha
   * @param style gives the result its colors and strokes
   * @param options the settings
   * @param listener is told of every iterate and may end the run
   * @return the result, its longest side {@link TransferOptions#size()}
   * @throws InvalidInputException if the settings and the pictures do not go together, or need more
   *     memory than there is
   */
  public Picture transfer(
      Picture content, Picture style, TransferOptions options, Progress.Listener listener) {
    return run(content, style, Beginning.of(options), Optional.empty(), options, listener);
  }

  /**
   * Makes a picture from a given one, whatever {@link TransferOptions#start()} says.
   *
   * @param start what to start from; is resized to the first scale
   */
  public Picture transferFrom(
      Picture start,
      Picture content,
      Picture style,
      TransferOptions options,
      Progress.Listener listener) {
    Beginning beginning = (target, scaledStyle) -> scaledAs(start.onWhite(), target);
    return run(content, style, beginning, Optional.empty(), options, listener);
  }

  /**
   * Goes on with a run that was ended early.
   *
   * @param reached where it was; the pictures and the options must be those of that run
   * @throws InvalidInputException if they are not
   */
  public Picture resume(
      Checkpoint reached,
      Picture content,
      Picture style,
      TransferOptions options,
      Progress.Listener listener) {
    return run(content, style, Beginning.of(options), Optional.of(reached), options, listener);
  }

  /** What a run starts from, given the content and the style at its first size. */
  @FunctionalInterface
  interface Beginning {
    Picture of(Picture content, Picture style);

    /** What {@link TransferOptions#start()} names. */
    static Beginning of(TransferOptions options) {
      return switch (options.start()) {
        case CONTENT -> (content, style) -> content;
        case STYLE -> (content, style) -> scaledAs(style, content);
        case NOISE ->
            (content, style) -> noise(content.width(), content.height(), NOISE, options.seed());
      };
    }
  }

  /** Makes a picture, from its beginning or from where an earlier run was. */
  Picture run(
      Picture content,
      Picture style,
      Beginning beginning,
      Optional<Checkpoint> reached,
      TransferOptions options,
      Progress.Listener listener) {
    Picture opaque = content.onWhite();
    Picture opaqueStyle = style.onWhite();
    MemoryEstimate.require(opaque, opaqueStyle, options, network);
    Vgg.Form form =
        options.seamless()
            ? Vgg.Form.seamless(options.pooling())
            : Vgg.Form.plain(options.pooling());
    Vgg vgg = forms.computeIfAbsent(form, f -> new Vgg(network, engine, f));
    List<ScaleSchedule.Size> scales = ScaleSchedule.of(opaque, options);
    Map<String, String> run = Checkpoint.run(content, style, options, network);
    reached.ifPresent(checkpoint -> checkpoint.requireOf(run, scales));
    ProgressReporter meter = new ProgressReporter(scales, options, run, listener);
    Optional<Picture> before = reached.map(Checkpoint::picture);
    int first = reached.map(Checkpoint::scale).orElse(1) - 1;
    Picture result = opaque;
    Picture scaledStyle = opaqueStyle;
    ScaleSchedule.Size size = scales.get(first);
    AdamState moments = new AdamState();
    for (int i = first; i < scales.size() && !meter.stopped(); i++) {
      if (i > first) {
        carryOver(moments, size, scales.get(i));
      }
      size = scales.get(i);
      scaledStyle = ScaleSchedule.style(opaqueStyle, size, options);
      Picture inner =
          opaque
              .resized(size.width(), size.height())
              .withColorsOf(scaledStyle, options.movedColors());
      Picture target = inner.mirrored(size.margin());
      Picture start =
          before.isPresent()
              ? scaledAs(before.get(), target)
              : beginning.of(inner, scaledStyle).mirrored(size.margin());
      float[] pixels = start.rgb().clone();
      result = new Picture(target.width(), target.height(), pixels);
      Map<Layer, LayerStatistics> aims =
          styleTargets.of(vgg, scaledStyle, options.comparedStyle(), options.convention());
      try (TransferLoss loss = new TransferLoss(vgg, target, aims, options)) {
        int done = i == first ? reached.map(Checkpoint::iteration).orElse(0) : 0;
        int left = meter.begin(i, done, loss, result);
        if (left > 0) {
          optimizer(target, options, moments).minimize(loss, pixels, left, meter);
        }
      }
      before = Optional.of(result);
    }
    Picture made = result.cropped(size.margin()).withColorsOf(scaledStyle, options.movedColors());
    return finished(made, content, scales.get(scales.size() - 1)).denoised(options.denoising());
  }

  private static Picture scaledAs(Picture picture, Picture other) {
    return picture.resized(other.width(), other.height());
  }

  /** White noise around middle gray, whose standard deviation is {@code spread}. */
  static Picture noise(int width, int height, double spread, long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) (0.5 + spread * random.nextGaussian());
    }
    return new Picture(width, height, rgb);
  }

  private Optimizer optimizer(Picture target, TransferOptions options, AdamState moments) {
    Optimizer optimizer =
        switch (options.optimizer()) {
          case LBFGS -> new Lbfgs(options.history());
          case ADAM -> new Adam().from(moments);
        };
    double strength = options.preconditioning();
    return strength == 0
        ? optimizer
        : new Preconditioned(
            optimizer,
            new PyramidPreconditioner(
                target.height(), target.width(), strength, engine.parallel()));
  }

  /** A pixel's part in the loss, and so its derivative, falls as the number of pixels rises. */
  private static void carryOver(AdamState moments, ScaleSchedule.Size from, ScaleSchedule.Size to) {
    moments.carryOver(
        vector ->
            new Picture(from.computedWidth(), from.computedHeight(), vector)
                .resized(to.computedWidth(), to.computedHeight())
                .rgb(),
        (double) from.pixels() / to.pixels());
  }

  /** The result at its full size, even if the run ended early, with the content's alpha. */
  private static Picture finished(Picture result, Picture content, ScaleSchedule.Size full) {
    Picture sized = result.resized(full.width(), full.height());
    return content
        .alpha()
        .map(a -> content.resized(full.width(), full.height()).alpha().orElse(a))
        .map(a -> new Picture(full.width(), full.height(), sized.rgb(), a))
        .orElse(sized);
  }

  /** Frees the engine. */
  @Override
  public void close() {
    engine.close();
  }
}
