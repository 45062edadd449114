package dev.impasto.engine.onednn.storage;

import static dev.impasto.engine.onednn.binding.Status.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import dev.impasto.engine.Filters;
import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import dev.impasto.engine.onednn.binding.Reorder;
import dev.impasto.engine.onednn.binding.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Weights, in every order that a convolution has asked for. There are few orders, mostly one
 * forward and one backward, and all workspaces share them.
 */
public final class OneDnnFilters implements Filters {
  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final OneDnnContext context;
  private final Map<Class<?>, Memory> forms = new HashMap<>();
  private final List<Memory> ordered = new ArrayList<>();
  private final Memory bias;

  public OneDnnFilters(
      OneDnnContext context, int inputs, int outputs, float[] weights, float[] bias) {
    this.context = context;
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.bias = Memory.allocate(context, Descriptors.tagged(context, dnnl_a, outputs));
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

  /** The bias: one number for each output. */
  public Memory bias() {
    return bias;
  }

  /** The weights, not a copy. They are ordered by filter, then by input, then by tap. */
  public float[] weights() {
    return weights;
  }

  /**
   * Returns the weights in an algorithm's own form, which is made at the first request.
   *
   * @param algorithm the class that needs the form
   * @param maker makes the form, with the engine's own context
   */
  public Memory form(Class<?> algorithm, Function<OneDnnContext, Memory> maker) {
    return forms.computeIfAbsent(algorithm, unknown -> maker.apply(context));
  }

  /** Returns the weights in the order that a convolution has chosen. */
  public Memory in(dnnl_memory_desc order) {
    for (Memory memory : ordered) {
      if (dnnl_memory_desc_equal(memory.descriptor(), order) == 1) {
        return memory;
      }
    }
    dnnl_memory_desc own = new dnnl_memory_desc();
    check(dnnl_memory_desc_clone(own, order), "a memory descriptor");
    context.scope().own(own, () -> dnnl_memory_desc_destroy(own));
    Memory memory = Memory.allocate(context, own);
    try (Scope temporary = new Scope()) {
      OneDnnContext brief = context.with(temporary);
      Memory plain =
          Memory.allocate(brief, Descriptors.tagged(brief, dnnl_abcd, outputs, inputs, 3, 3));
      plain.put(0, weights);
      Reorder.of(brief, plain, memory).run();
    }
    ordered.add(memory);
    return memory;
  }
}
