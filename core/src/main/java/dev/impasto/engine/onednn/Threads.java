package dev.impasto.engine.onednn;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * How many threads oneDNN computes with. It leaves that to OpenMP, whose setting is reached through
 * JNA: the presets for oneDNN do not bind OpenMP's functions.
 */
record Threads(int count, boolean chosen) {
  private static final List<String> OPENMP =
      List.of(
          "libgomp.so.1", "libomp.dylib", "libiomp5.dylib", "libomp140.x86_64.dll", "vcomp140.dll");

  /** Sets the number for the calling thread's computations; 0 leaves it as OpenMP has it. */
  static Threads use(int wanted) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (wanted == 0) {
      return new Threads(processors, true);
    }
    Optional<Path> library = openMp();
    library.ifPresent(
        path ->
            NativeLibrary.getInstance(path.toString())
                .getFunction("omp_set_num_threads")
                .invokeVoid(new Object[] {wanted}));
    return library.isPresent() ? new Threads(wanted, true) : new Threads(processors, false);
  }

  String description() {
    return count + (count == 1 ? " thread" : " threads") + (chosen ? "" : " (cannot be set here)");
  }

  /** The OpenMP that was unpacked and loaded beside oneDNN's own library. */
  private static Optional<Path> openMp() {
    String file = Loader.getLoadedLibraries().get("dnnl@.3");
    if (file == null) {
      return Optional.empty();
    }
    Path library = Path.of(file);
    return OPENMP.stream().map(library::resolveSibling).filter(Files::exists).findFirst();
  }
}
