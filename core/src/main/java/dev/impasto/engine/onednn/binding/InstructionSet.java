package dev.impasto.engine.onednn.binding;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_fp16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_default;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_sse41;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import java.util.Map;
import java.util.Set;

/** The instructions that oneDNN uses on this processor. */
public final class InstructionSet {
  private static final Map<Integer, String> NAMES =
      Map.of(
          dnnl_cpu_isa_default, "default instructions",
          dnnl_cpu_isa_sse41, "SSE4.1",
          dnnl_cpu_isa_avx, "AVX",
          dnnl_cpu_isa_avx2, "AVX2",
          dnnl_cpu_isa_avx2_vnni, "AVX2 with VNNI",
          dnnl_cpu_isa_avx512_core, "AVX-512",
          dnnl_cpu_isa_avx512_core_vnni, "AVX-512 with VNNI",
          dnnl_cpu_isa_avx512_core_bf16, "AVX-512 with BF16",
          dnnl_cpu_isa_avx512_core_fp16, "AVX-512 with FP16",
          dnnl_cpu_isa_avx512_core_amx, "AVX-512 with AMX");

  /**
   * Narrow vectors. oneDNN reports "default" on every processor that is not of Intel's
   * architecture.
   */
  private static final Set<Integer> NARROW =
      Set.of(dnnl_cpu_isa_default, dnnl_cpu_isa_sse41, dnnl_cpu_isa_avx);

  private InstructionSet() {}

  /** Returns whether vectors are wide and oneDNN multiplies small matrices fast. */
  public static boolean isWide() {
    return !NARROW.contains(dnnl_get_effective_cpu_isa());
  }

  /** What a processor multiplies bf16 with. */
  public enum Bf16 {
    /** Nothing. */
    NONE,
    /** Vectors, which are faster than those of 32-bit floats on some processors only. */
    VECTORS,
    /** A matrix unit, several times as fast. */
    MATRICES
  }

  /** This processor's instructions for bf16. In oneDNN's numbers each bit is a feature. */
  public static Bf16 bf16() {
    int isa = dnnl_get_effective_cpu_isa();
    if (!has(isa, dnnl_cpu_isa_avx512_core_bf16)) {
      return Bf16.NONE;
    }
    return has(isa, dnnl_cpu_isa_avx512_core_amx) ? Bf16.MATRICES : Bf16.VECTORS;
  }

  private static boolean has(int isa, int feature) {
    return (isa & feature) == feature;
  }

  /** The name of the instructions in use. */
  public static String effective() {
    int isa = dnnl_get_effective_cpu_isa();
    return NAMES.getOrDefault(isa, "instruction set 0x" + Integer.toHexString(isa));
  }
}
