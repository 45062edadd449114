package dev.impasto.engine.onednn.binding;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import java.util.function.DoubleSupplier;

/** What an engine's tensors are stored as, and what its convolutions multiply. */
public enum ComputeMode {
  /** 32-bit floats throughout. */
  F32(Precision.F32, ElementType.F32, "32-bit floats"),
  /** For processors whose bf16 products are slow: stored as bf16, multiplied as 32-bit floats. */
  BF16_STORED(Precision.BF16, ElementType.BF16, "bf16 responses, 32-bit products"),
  /** bf16 products, summed in 32-bit floats. */
  BF16(Precision.BF16, ElementType.BF16, "bf16 responses and products");

  /**
   * How many times the rate of 32-bit products those of bf16 must have to be worth it: Winograd's
   * filtering, which bf16 is not accurate enough for, saves a third of a 32-bit evaluation.
   * Processors known are far from this on either side, so that it does not turn with what else the
   * machine does, and the same command gives the same bits again.
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
   * The best way on this processor to what was asked for.
   *
   * @param rate measures the rate of bf16 products over that of 32-bit ones
   * @throws dev.impasto.problem.InvalidInputException if this processor cannot do it
   */
  public static ComputeMode of(Precision asked, boolean hasBf16, DoubleSupplier rate) {
    require(
        asked != Precision.BF16 || hasBf16,
        "the precision bf16 needs a processor with instructions for it (AVX-512 BF16 or AMX);"
            + " this one has %s: auto or f32 would do",
        InstructionSet.effective());
    if (asked == Precision.F32 || !hasBf16) {
      return F32;
    }
    if (rate.getAsDouble() >= WORTH) {
      return BF16;
    }
    return asked == Precision.AUTO ? F32 : BF16_STORED;
  }
}
