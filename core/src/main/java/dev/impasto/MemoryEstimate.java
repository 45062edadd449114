package dev.impasto;

import dev.impasto.internal.vgg.Vgg;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NotEnoughMemoryException;
import dev.impasto.request.TransferOptions;
import dev.impasto.request.TransferRequest;
import dev.impasto.storage.WorkFolder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Refuses a run that is impossible before it starts, and finds the largest one that is not. */
final class MemoryEstimate {
  /** No picture has a longer side. */
  private static final int LONGEST = 1 << 20;

  private final TransferRequest request;
  private final MemoryModel model;
  private final MemoryLimit limit;

  /**
   * Of a request.
   *
   * @param vgg the network as the request wants it
   * @param limit the memory that there is
   * @throws InvalidInputException if the pictures are too small, or of too long a shape
   */
  MemoryEstimate(TransferRequest request, Vgg vgg, MemoryLimit limit) {
    this.request = request;
    this.model = new MemoryModel(request, vgg, limit);
    this.limit = limit;
    requireShape();
  }

  private void requireShape() {
    Picture content = request.content().picture();
    requireSides("content", content);
    request.styles().forEach(style -> requireSides("style", style.source().picture()));
    int longer = Math.max(content.width(), content.height());
    int shorter = Math.min(content.width(), content.height());
    int size = request.options().size();
    double shrink = (double) size / longer;
    InvalidInputException.require(
        Math.round(shorter * shrink) >= TransferOptions.SMALLEST,
        "at size %d the content picture of %dx%d would be %dx%d; its shorter side must be at least"
            + " %d: choose a size of at least %.0f",
        size,
        content.width(),
        content.height(),
        Math.max(1, Math.round(content.width() * shrink)),
        Math.max(1, Math.round(content.height() * shrink)),
        TransferOptions.SMALLEST,
        Math.ceil(TransferOptions.SMALLEST * (double) longer / shorter));
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

  /** What the run takes at its peak; infinite where no array is so long. */
  MemoryModel.Need need() {
    int size = request.options().size();
    double none = Double.POSITIVE_INFINITY;
    return isPossible(size) ? model.of(size) : new MemoryModel.Need(none, none, none);
  }

  /** The bytes of memory of that. */
  double bytes() {
    return need().whole();
  }

  /**
   * How many such runs fit into one process, which share the network as it was read; 0 for none.
   */
  int atOnce() {
    if (!isPossible(request.options().size())) {
      return 0;
    }
    MemoryModel.Need shared = model.shared();
    MemoryModel.Need need = model.of(request.options().size());
    return (int)
        Math.min(
            (limit.heap() - shared.heap()) / (need.heap() - shared.heap()),
            (limit.whole() - shared.whole()) / (need.whole() - shared.whole()));
  }

  /** Whether the pictures and vectors of a size lie in files: where memory does not hold them. */
  boolean inFiles(MemoryModel.Level level) {
    return model.inFiles(level);
  }

  /**
   * The network as the run evaluates it: in tiles where the memory makes that necessary. All sizes
   * in memory have the tiles of the last one; where that lies in files, each has its own.
   */
  Vgg tiled(MemoryModel.Level level) {
    boolean files = need().files() > 0;
    return files ? model.tiled(level) : model.tiled(request.options().size());
  }

  /** How many times as long each size takes as if it were evaluated in one piece. */
  ToDoubleFunction<ScaleSchedule.Size> slowdown() {
    int size = request.options().size();
    if (!isPossible(size)) {
      return at -> 1;
    }
    Vgg tiled = model.tiled(size);
    return at -> model.slowdown(tiled, at);
  }

  /** Throws {@link InvalidInputException} if there is too little memory. */
  void requireFits() {
    int size = request.options().size();
    ScaleSchedule.Size pixels = pixels(size);
    double heap = model.heap(size);
    requireMemory(
        heap <= limit.heap(),
        "%dx%d pixels need about %s of Java memory, and %s are allowed: choose a smaller size, %s,"
            + " the optimizer adam, or allow more with java's -Xmx",
        pixels.width(),
        pixels.height(),
        amount(heap),
        amount(limit.heap()));
    InvalidInputException.require(
        isPossible(size),
        "%dx%d pixels are more than can be optimized at once: choose a smaller size",
        pixels.width(),
        pixels.height());
    MemoryModel.Need least = model.least(size);
    double whole = least.whole();
    requireMemory(
        !limit.given() || whole <= limit.whole(),
        "%dx%d pixels need at least %s of memory, with the smallest tiles, and %s are allowed: choose"
            + " a smaller size, %s, or allow as much",
        pixels.width(),
        pixels.height(),
        String.format(Locale.ROOT, "%.0f MB", Math.ceil(whole / 0x1p20)),
        amount(limit.whole()));
    requireMemory(
        whole <= limit.whole(),
        "%dx%d pixels need about %s of memory, and there are %s: choose a smaller size, %s",
        pixels.width(),
        pixels.height(),
        amount(whole),
        amount(limit.whole()));
    limit
        .folder()
        .filter(folder -> least.files() > 0)
        .ifPresent(folder -> requireRoom(folder, pixels, least.files()));
  }

  private void requireRoom(MemoryLimit.Folder folder, ScaleSchedule.Size pixels, double needed) {
    if (needed > folder.room()) {
      throw new NotEnoughMemoryException(
          "%dx%d pixels do not fit into memory and need about %s of files, and the work folder '%s'"
                  .formatted(pixels.width(), pixels.height(), amount(needed), folder.path())
              + " has room for %s: choose a smaller size, %s, make room, or name another with"
                  .formatted(amount(folder.room()), most())
              + " --work-folder");
    }
    new WorkFolder(folder.path()).close();
  }

  /** Refuses, with the numbers; what fits comes after those that the message begins with. */
  private void requireMemory(
      boolean holds, String message, int width, int height, String needed, String there) {
    if (!holds) {
      throw new NotEnoughMemoryException(
          String.format(Locale.ROOT, message, width, height, needed, there, most()));
    }
  }

  /** What to say of the largest size that fits. */
  private String most() {
    int most = largest();
    return most == 0 ? "though none fits" : "at most " + most;
  }

  /** The largest size that fits; 0 where none does. */
  int largest() {
    int fits = 0;
    int fails = 1 << 16;
    while (fails - fits > 1) {
      int size = (fits + fails) / 2;
      if (size < smallest() || fits(size)) {
        fits = size;
      } else {
        fails = size;
      }
    }
    return fits < smallest() ? 0 : fits;
  }

  private boolean fits(int size) {
    if (!isPossible(size)) {
      return false;
    }
    MemoryModel.Need need = model.least(size);
    return need.heap() <= limit.heap()
        && need.whole() <= limit.whole()
        && need.files() <= limit.folder().map(MemoryLimit.Folder::room).orElse(0.0);
  }

  /** The smallest size at which the content's shorter side is long enough. */
  private int smallest() {
    Picture content = request.content().picture();
    double ratio =
        (double) Math.max(content.width(), content.height())
            / Math.min(content.width(), content.height());
    return (int) Math.ceil(TransferOptions.SMALLEST * ratio);
  }

  /** Whether an array can hold the picture, or a file may. */
  private boolean isPossible(int size) {
    return size <= LONGEST && (limit.folder().isPresent() || MemoryModel.isArray(pixels(size)));
  }

  private ScaleSchedule.Size pixels(int size) {
    return ScaleSchedule.Size.fitted(
        request.content().picture(), size, request.options().form().margin());
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
