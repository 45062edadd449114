package dev.impasto.engine.onednn.threads;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URL;
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
  private static final String JNA_FOLDER = "jna.boot.library.path";

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
    Optional<Path> library =
        NAMES.stream().map(oneDnn::resolveSibling).filter(Files::exists).findFirst();
    return new OpenMp(library.filter(path -> isJnaLoaded()));
  }

  /** Whether JNA's own native library can be loaded; there may be no room for it. */
  private static boolean isJnaLoaded() {
    keepJna();
    try {
      return Native.POINTER_SIZE > 0;
    } catch (LinkageError e) {
      return false;
    }
  }

  /**
   * Unpacks JNA's library where oneDNN's are kept. JNA itself would unpack it at every start, which
   * fails where temporary files have no room or must not be executed.
   */
  private static void keepJna() {
    if (System.getProperty(JNA_FOLDER) != null) {
      return;
    }
    String name = System.mapLibraryName("jnidispatch");
    try {
      URL resource =
          Native.class.getResource("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + name);
      File kept = resource == null ? null : Loader.cacheResource(resource);
      if (kept != null && kept.getName().equals(name)) {
        System.setProperty(JNA_FOLDER, kept.getParent());
      }
    } catch (IOException | RuntimeException e) {
      // JNA then looks for a place of its own.
    }
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
