package dev.impasto.engine.onednn.storage;

import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Reorder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some rows at a time of a bf16 tensor as 32-bit floats, in memory that stays in a processor's
 * cache. A tensor of 32-bit floats, or one that is multiplied as it is stored, is used as it is.
 */
public final class Bf16AsF32Rows {
  /** Values of a piece: with those that are made of them, as many as fit into a cache. */
  private static final int VALUES = 1 << 18;

  private final OneDnnContext context;
  private final OneDnnTensor tensor;
  private final @Nullable OneDnnTensor wide;

  /**
   * Allocates what is needed.
   *
   * @param asStored whether it is multiplied as it is stored
   * @param most rows at a time
   */
  public Bf16AsF32Rows(OneDnnContext context, OneDnnTensor tensor, boolean asStored, int most) {
    this.context = context;
    this.tensor = tensor;
    this.wide =
        asStored || tensor.type() == ElementType.F32
            ? null
            : new OneDnnTensor(context, most, tensor.width(), tensor.channels());
  }

  /** How many rows of such a tensor to take at a time. */
  public static int rows(OneDnnTensor tensor) {
    return Math.max(1, VALUES / (tensor.width() * tensor.channels()));
  }

  /** Where rows {@code from} to {@code to - 1} are found or put, as 32-bit floats. */
  public OneDnnTensor rows(int from, int to) {
    return wide == null ? tensor.rows(from, to) : wide.rows(0, to - from);
  }

  /** What must be done before these rows can be read. */
  public Optional<Primitive> read(int from, int to) {
    return wide == null
        ? Optional.empty()
        : Optional.of(Reorder.of(context, tensor.rows(from, to).memory(), rows(from, to).memory()));
  }

  /** What must be done after these rows have been put. */
  public Optional<Primitive> write(int from, int to) {
    return wide == null
        ? Optional.empty()
        : Optional.of(Reorder.of(context, rows(from, to).memory(), tensor.rows(from, to).memory()));
  }
}
