package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.dnnl_out_of_memory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

/** The status that oneDNN's functions return. */
public final class Status {
  private Status() {}

  /**
   * Throws if {@code status} is not success.
   *
   * @param what names the action in the message
   */
  public static void check(int status, String what) {
    if (status == dnnl_out_of_memory) {
      throw new OutOfMemoryError("native memory for " + what);
    }
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN cannot do " + what + ": status " + status);
    }
  }
}
