package dev.impasto.engine.onednn;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * How many threads compute. oneDNN leaves its own number to OpenMP, whose setting is reached
 * through JNA: the presets for oneDNN do not bind OpenMP's functions.
 */
record OpenMp(int count, Optional<Path> openMp) {
  private static final List<String> OPENMP =
      List.of(
          "libgomp.so.1", "libomp.dylib", "libiomp5.dylib", "libomp140.x86_64.dll", "vcomp140.dll");

  /** So many threads; as many as there are processors for 0, or where OpenMP cannot be reached. */
  static OpenMp of(int wanted) {
    int processors = Runtime.getRuntime().availableProcessors();
    Optional<Path> library = findOpenMp();
    return new OpenMp(wanted == 0 || library.isEmpty() ? processors : wanted, library);
  }

  /** Whether oneDNN can be kept from starting threads of its own. */
  boolean canBeLimited() {
    return openMp.isPresent();
  }

  /** Has oneDNN compute on the calling thread alone, whenever it is called from there. */
  void limitToOneThread() {
    openMp.ifPresent(
        library ->
            NativeLibrary.getInstance(library.toString())
                .getFunction("omp_set_num_threads")
                .invokeVoid(new Object[] {1}));
  }

  String description() {
    return count + (count == 1 ? " thread" : " threads");
  }

  /** The OpenMP that was unpacked and loaded beside oneDNN's own library. */
  private static Optional<Path> findOpenMp() {
    String file = Loader.getLoadedLibraries().get("dnnl@.3");
    if (file == null) {
      return Optional.empty();
    }
    Path library = Path.of(file);
    return OPENMP.stream().map(library::resolveSibling).filter(Files::exists).findFirst();
  }
}
