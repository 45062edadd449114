package dev.impasto.engine.onednn.threads;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * The OpenMP library, which sets the number of oneDNN's threads. The Java binding of oneDNN does
 * not include its functions, so JNA calls them.
 */
record OpenMp(Optional<Path> library) {
  private static final List<String> NAMES =
      List.of(
          "libgomp.so.1", "libomp.dylib", "libiomp5.dylib", "libomp140.x86_64.dll", "vcomp140.dll");

  /** Finds the library that was unpacked and loaded beside oneDNN's own. */
  static OpenMp find() {
    String file = Loader.getLoadedLibraries().get("dnnl@.3");
    if (file == null) {
      return new OpenMp(Optional.empty());
    }
    Path oneDnn = Path.of(file);
    return new OpenMp(NAMES.stream().map(oneDnn::resolveSibling).filter(Files::exists).findFirst());
  }

  /** Whether oneDNN can be kept from starting threads of its own. */
  boolean isFound() {
    return library.isPresent();
  }

  /** Makes oneDNN compute on the calling thread alone, whenever this thread calls it. */
  void limitToOneThread() {
    library.ifPresent(
        path ->
            NativeLibrary.getInstance(path.toString())
                .getFunction("omp_set_num_threads")
                .invokeVoid(new Object[] {1}));
  }
}
