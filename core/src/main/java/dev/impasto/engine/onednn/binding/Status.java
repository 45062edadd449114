package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.dnnl_out_of_memory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

/** What oneDNN's functions return. */
public final class Status {
  private Status() {}

  /** Throws if {@code status} is not success; {@code what} says what was being done. */
  public static void check(int status, String what) {
    if (status == dnnl_out_of_memory) {
      throw new OutOfMemoryError("native memory for " + what);
    }
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN cannot do " + what + ": status " + status);
    }
  }
}
