package dev.impasto.engine.onednn.binding;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import java.util.function.DoubleSupplier;

/** The types in which an engine stores tensors and multiplies them. */
public enum ComputeMode {
  /** Tensors are stored and multiplied as 32-bit floats. */
  F32(Precision.F32, ElementType.F32, "32-bit floats"),
  /**
   * Tensors are stored as bf16 and multiplied as 32-bit floats, for processors whose bf16 products
   * are slow.
   */
  BF16_STORED(Precision.BF16, ElementType.BF16, "bf16 responses, 32-bit products"),
  /** Tensors are stored and multiplied as bf16, and products are summed in 32-bit floats. */
  BF16(Precision.BF16, ElementType.BF16, "bf16 responses and products");

  /**
   * The least ratio of bf16 products to 32-bit products in a second at which bf16 is multiplied.
   * The ratio is above 1, because only 32-bit floats are accurate enough for Winograd's filtering.
   * No known processor is near it.
   */
  private static final double WORTH = 1.4;

  private final Precision precision;
  private final ElementType stored;
  private final String description;

  ComputeMode(Precision precision, ElementType stored, String description) {
    this.precision = precision;
    this.stored = stored;
    this.description = description;
  }

  public Precision precision() {
    return precision;
  }

  /** The type in which tensors are stored. */
  public ElementType stored() {
    return stored;
  }

  /** Stored and multiplied types, in words. */
  public String description() {
    return description;
  }

  /**
   * Chooses the fastest mode of this processor for a precision. The processor alone decides, so
   * that the same request gives the same bits: only where its instructions leave it open, which is
   * without a matrix unit, are products timed.
   *
   * @param rate measures the rate of bf16 products over that of 32-bit ones
   * @throws dev.impasto.problem.InvalidInputException if this processor has no such mode
   */
  public static ComputeMode of(
      Precision asked, InstructionSet.Bf16 instructions, DoubleSupplier rate) {
    boolean none = instructions == InstructionSet.Bf16.NONE;
    require(
        asked != Precision.BF16 || !none,
        "the precision bf16 needs a processor with instructions for it (AVX-512 BF16 or AMX);"
            + " this one has %s: auto or f32 would do",
        InstructionSet.effective());
    if (asked == Precision.F32 || none) {
      return F32;
    }
    if (instructions == InstructionSet.Bf16.MATRICES || rate.getAsDouble() >= WORTH) {
      return BF16;
    }
    return asked == Precision.AUTO ? F32 : BF16_STORED;
  }
}
