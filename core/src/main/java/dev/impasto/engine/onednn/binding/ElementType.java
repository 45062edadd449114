package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

/** The type in which values are stored. */
public enum ElementType {
  /** 32-bit floats. */
  F32(dnnl_f32, Float.BYTES),
  /**
   * The upper half of 32-bit floats, rounded. They have the range of 32-bit floats and 8 bits of
   * precision.
   */
  BF16(dnnl_bf16, Short.BYTES);

  private final int dataType;
  private final int bytes;

  ElementType(int dataType, int bytes) {
    this.dataType = dataType;
    this.bytes = bytes;
  }

  /** oneDNN's number for this type. */
  public int dataType() {
    return dataType;
  }

  /** The size of a value, in bytes. */
  public int bytes() {
    return bytes;
  }
}
