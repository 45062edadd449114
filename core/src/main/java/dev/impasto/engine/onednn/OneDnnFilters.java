package dev.impasto.engine.onednn;

import static dev.impasto.engine.onednn.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import dev.impasto.engine.Filters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * Weights in every order that a convolution has asked for. There are few orders (one forward and
 * one backward for most sizes), and they are shared by all workspaces.
 */
final class OneDnnFilters implements Filters {
  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final OneDnnEngine engine;
  private @Nullable Memory matrices;
  private @Nullable Memory contributions;
  private final List<Memory> ordered = new ArrayList<>();
  final Memory bias;

  OneDnnFilters(OneDnnEngine engine, int inputs, int outputs, float[] weights, float[] bias) {
    this.engine = engine;
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.bias =
        Memory.allocate(
            engine.scope, engine.handle, Descriptors.tagged(engine.scope, dnnl_a, outputs));
    this.bias.put(0, bias);
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  /** The weights, not a copy: filter by filter, of each input by input its nine taps. */
  float[] weights() {
    return weights;
  }

  /** All their matrices for Winograd's filtering backward, made the first time. */
  Memory matrices() {
    if (matrices == null) {
      Memory made =
          Memory.matrix(engine.scope, engine.handle, Winograd.PRODUCTS, (long) inputs * outputs);
      int workers = engine.threads.count();
      try (Scope temporary = new Scope()) {
        Memory[] rooms = new Memory[workers];
        long floats = WinogradFilters.room(outputs, inputs, workers);
        Arrays.setAll(rooms, i -> Memory.matrix(temporary, engine.handle, 1, floats));
        List<PrimitiveScratchpad> pads = OperationScratch.pads(temporary, engine);
        new WinogradFilters(temporary, engine, pads, this, true, 1, made, rooms).fill(0);
      }
      matrices = made;
    }
    return matrices;
  }

  /** The weights as {@link FirstLayerBackward} multiplies them. */
  Memory contributions() {
    if (contributions == null) {
      long columns = 9L * inputs;
      contributions = Memory.matrix(engine.scope, engine.handle, outputs, columns);
      contributions.put(0, FirstLayerBackward.matrix(inputs, outputs, weights));
    }
    return contributions;
  }

  /** The weights in the order that a convolution has chosen. */
  Memory in(dnnl_memory_desc order) {
    for (Memory memory : ordered) {
      if (dnnl_memory_desc_equal(memory.descriptor, order) == 1) {
        return memory;
      }
    }
    dnnl_memory_desc own = new dnnl_memory_desc();
    check(dnnl_memory_desc_clone(own, order), "a memory descriptor");
    engine.scope.own(own, () -> dnnl_memory_desc_destroy(own));
    Memory memory = Memory.allocate(engine.scope, engine.handle, own);
    try (Scope temporary = new Scope()) {
      Memory plain =
          Memory.allocate(
              temporary,
              engine.handle,
              Descriptors.tagged(temporary, dnnl_abcd, outputs, inputs, 3, 3));
      plain.put(0, weights);
      Reorder.of(temporary, engine, plain, memory).run();
    }
    ordered.add(memory);
    return memory;
  }
}
