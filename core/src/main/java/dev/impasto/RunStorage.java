package dev.impasto;

import dev.impasto.picture.Picture;
import dev.impasto.problem.AccessException;
import dev.impasto.storage.Storage;
import dev.impasto.storage.WorkFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the pictures and the optimizer's vectors of each size of a run lie: in the Java heap, or in
 * files of the work folder where memory does not hold them. The result's file closes when nobody
 * can use it any more.
 */
final class RunStorage {
  /** After so many collections in a row the serial collector has given back what is free. */
  private static final int STEPS_OF_SHRINKING = 4;

  private final MemoryLimit limit;
  private List<WorkFolder> before = List.of();
  private final List<WorkFolder> present = new ArrayList<>();
  private Storage pictures = Storage.HEAP;
  private Storage vectors = Storage.HEAP;

  /** Whether a size has filled the heap since it was shrunk. */
  private boolean heapUsed;

  RunStorage(MemoryLimit limit) {
    this.limit = limit;
  }

  /** Begins a size; what the one before has stays until {@link #leave}. */
  void begin(boolean files) {
    before = List.copyOf(present);
    present.clear();
    pictures = files ? open() : Storage.HEAP;
    vectors = files ? open() : Storage.HEAP;
    heapUsed |= !files;
  }

  private Storage open() {
    WorkFolder folder = new WorkFolder(limit.folder().orElseThrow().path());
    present.add(folder);
    return folder;
  }

  /**
   * Has Java give back the heap of smaller sizes at the first one that lies in files: it would keep
   * what it has, and a size in files fills the heap too slowly to be collected.
   */
  void shrinkHeap() {
    if (vectors != Storage.HEAP && heapUsed) {
      heapUsed = false;
      for (int i = 0; i < STEPS_OF_SHRINKING; i++) {
        System.gc();
      }
    }
  }

  /** Gives back what the size before has. */
  void leave() {
    before.forEach(WorkFolder::close);
    before = List.of();
  }

  /** Gives back the vectors of the present size. */
  void releaseVectors() {
    if (vectors instanceof WorkFolder folder) {
      folder.close();
    }
  }

  /** Gives back the vectors of the present size but for the iterate. */
  void releaseAllBut(Picture iterate) {
    if (vectors instanceof WorkFolder folder) {
      folder.keepOnly(iterate.colors());
    }
  }

  /** Where the pictures of the present size lie. */
  Storage pictures() {
    return pictures;
  }

  /** Where the result lies: with the present size's pictures, unless these are much smaller. */
  Storage finishing(boolean files) {
    if (files && pictures == Storage.HEAP) {
      pictures = open();
    }
    return pictures;
  }

  /**
   * Why a run has to end that met such a problem.
   *
   * @throws AccessException if no file of the run's own can have been the cause
   */
  Optional<String> reason(AccessException problem) {
    if (vectors == Storage.HEAP) {
      throw problem;
    }
    return Optional.of(String.valueOf(problem.getMessage()));
  }

  /** Where the vectors of the present size lie, and its iterate. */
  Storage vectors() {
    return vectors;
  }

  /** A picture, where those of the present size lie. */
  Picture kept(Picture picture) {
    return picture.colors().storage() == pictures ? picture : copy(picture, pictures);
  }

  /** A copy of a picture, for an optimizer to change. */
  Picture iterate(Picture picture) {
    return copy(picture, vectors);
  }

  /** A copy of a picture, where those of the present size lie. */
  Picture copy(Picture picture) {
    return copy(picture, pictures);
  }

  private static Picture copy(Picture picture, Storage to) {
    return new Picture(
        picture.width(),
        picture.height(),
        picture.colors().copiedTo(to),
        picture.opacities().map(alpha -> alpha.copiedTo(to)).orElse(null));
  }
}
