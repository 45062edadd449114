package dev.impasto.engine.onednn.storage;

import dev.impasto.engine.onednn.binding.ElementType;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Primitive;
import dev.impasto.engine.onednn.binding.Reorder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives 32-bit floats for some rows of a tensor at a time, in memory that stays in a processor's
 * cache. Rows of a tensor of 32-bit floats, or of one that is multiplied as it is stored, are used
 * in place.
 */
public final class Bf16AsF32Rows {
  /** The number of values in a piece. A piece and its results fit into a processor's cache. */
  private static final int VALUES = 1 << 18;

  private final OneDnnContext context;
  private final OneDnnTensor tensor;
  private final @Nullable OneDnnTensor converted;

  /**
   * Allocates memory for the rows, if they are not used in place.
   *
   * @param asStored whether the tensor is multiplied as it is stored
   * @param most the largest number of rows at a time
   */
  public Bf16AsF32Rows(OneDnnContext context, OneDnnTensor tensor, boolean asStored, int most) {
    this.context = context;
    this.tensor = tensor;
    this.converted =
        asStored || tensor.type() == ElementType.F32
            ? null
            : new OneDnnTensor(context, most, tensor.width(), tensor.channels());
  }

  /** Returns the number of rows in a piece of such a tensor. */
  public static int rows(OneDnnTensor tensor) {
    return Math.max(1, VALUES / (tensor.width() * tensor.channels()));
  }

  /** Returns the place of rows {@code from} to {@code to - 1} as 32-bit floats. */
  public OneDnnTensor rows(int from, int to) {
    return converted == null ? tensor.rows(from, to) : converted.rows(0, to - from);
  }

  /** Returns the step that fills this place, to be run before the rows are read. */
  public Optional<Primitive> read(int from, int to) {
    return converted == null
        ? Optional.empty()
        : Optional.of(Reorder.of(context, tensor.rows(from, to).memory(), rows(from, to).memory()));
  }

  /** Returns the step that stores the rows, to be run after they have been computed. */
  public Optional<Primitive> write(int from, int to) {
    return converted == null
        ? Optional.empty()
        : Optional.of(Reorder.of(context, rows(from, to).memory(), tensor.rows(from, to).memory()));
  }
}
