package dev.impasto;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.LossOptions;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.optimize.Lbfgs;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.request.Optimization;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Estimates a run's memory, and refuses a run that is impossible before it starts. */
final class MemoryEstimate {
  private MemoryEstimate() {}

  /** Throws {@link InvalidInputException} with the reason if the request cannot be done. */
  static void require(TransferRequest request, Network network) {
    TransferOptions options = request.options();
    Picture content = request.content().picture();
    requireSides("content", content);
    request.styles().forEach(style -> requireSides("style", style.source().picture()));
    double shrink = (double) options.size() / Math.max(content.width(), content.height());
    long width = Math.round(content.width() * shrink);
    long height = Math.round(content.height() * shrink);
    InvalidInputException.require(
        Math.min(width, height) >= TransferOptions.SMALLEST,
        "at size %d the content picture of %dx%d would be %dx%d; its shorter side must be at least"
            + " %d: choose a size of at least %.0f",
        options.size(),
        content.width(),
        content.height(),
        Math.max(1, width),
        Math.max(1, height),
        TransferOptions.SMALLEST,
        Math.ceil(
            TransferOptions.SMALLEST
                * (double) Math.max(content.width(), content.height())
                / Math.min(content.width(), content.height())));
    requireMemory(width, height, options, network);
  }

  private static void requireSides(String what, Picture picture) {
    InvalidInputException.require(
        Math.min(picture.width(), picture.height()) >= TransferOptions.SMALLEST,
        "the %s picture is %dx%d pixels; both sides must be at least %d",
        what,
        picture.width(),
        picture.height(),
        TransferOptions.SMALLEST);
  }

  private static void requireMemory(
      long width, long height, TransferOptions options, Network network) {
    long margin = 2L * options.form().margin();
    double pixels = (double) (width + margin) * (height + margin);
    double vectors = 4 * 3 * pixels * vectors(options);
    double heap = (double) Runtime.getRuntime().maxMemory();
    double machine = (double) machineMemory();
    requireMemory(
        vectors <= heap,
        "%dx%d pixels need about %s of Java memory, and %s are allowed: choose a smaller size, the"
            + " optimizer adam, or allow more with java's -Xmx",
        width,
        height,
        amount(vectors),
        amount(heap));
    InvalidInputException.require(
        3 * pixels < Integer.MAX_VALUE - 8,
        "%dx%d pixels are more than can be optimized at once: choose a smaller size",
        width,
        height);
    double responses = responseBytes(width + margin, height + margin, options, network);
    requireMemory(
        responses + vectors <= machine,
        "%dx%d pixels need about %s of memory, and this machine has %s: choose a smaller size",
        width,
        height,
        amount(responses + vectors),
        amount(machine));
  }

  private static void requireMemory(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new NotEnoughMemoryException(String.format(Locale.ROOT, message, values));
    }
  }

  /** A pass, and the content's targets. */
  static double responseBytes(long width, long height, TransferOptions options, Network network) {
    LossOptions loss = options.loss();
    Set<Layer> content = loss.contentLayers();
    Set<Layer> tapped = new HashSet<>(content);
    tapped.addAll(loss.styleLayers());
    Vgg.Form form = Vgg.Form.seamless(options.form().pooling());
    double sum =
        VggPass.bytes(
            network,
            form,
            Math.toIntExact(height),
            Math.toIntExact(width),
            options.loss().deepest(),
            tapped);
    for (Layer layer : content) {
      double shrink = 1 << (layer.block() - 1);
      sum +=
          Float.BYTES
              * Math.ceil(width / shrink)
              * Math.ceil(height / shrink)
              * network.convolution(layer).outputs();
    }
    return sum;
  }

  /** How many vectors as long as the picture the optimizer and the loss keep. */
  private static long vectors(TransferOptions options) {
    Optimization optimization = options.optimization();
    long preconditioned = optimization.preconditioning() == 0 ? 0 : 5;
    return preconditioned
        + (optimization.optimizer() instanceof Lbfgs lbfgs
            ? 2L * Math.min(lbfgs.history(), options.schedule().iterations()) + 12
            : 11);
  }

  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  private static String amount(double bytes) {
    if (bytes < 0x1p30) {
      return String.format(Locale.ROOT, "%.0f MB", Math.max(1, bytes / 0x1p20));
    }
    return bytes < 0x1p40
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 0x1p30)
        : String.format(Locale.ROOT, "%.0f TB", bytes / 0x1p40);
  }
}
