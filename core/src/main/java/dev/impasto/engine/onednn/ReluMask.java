package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Where a response was above zero, one bit a value: all that ReLU's derivative needs of it.
 *
 * <p>Bit b of word i in a chunk is value {@code 256 b + i} of that chunk: in this order Java's
 * compiler packs and unpacks with the processor's vector instructions. A response is above zero
 * where its bits, seen as an integer, are.
 */
final class ReluMask {
  private static final int WORDS = 256;
  private static final int CHUNK = WORDS * Integer.SIZE;
  private static final int PART = CHUNK << 5;

  private final Workers workers;
  private final long size;
  private final int parts;
  private final IntBuffer[] words;
  private final Stretch[] response;
  private final Bound gate = new Bound();
  private final Chunk[] chunks;

  ReluMask(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.workers = engine.workers;
    this.size = y.size();
    this.parts = Math.toIntExact((size + PART - 1) / PART);
    long count = (size + CHUNK - 1) / CHUNK * WORDS;
    Memory bits = Memory.allocate(scope, engine.handle, Descriptors.tagged(scope, dnnl_a, count));
    this.words = buffers(bits, count, PART / Integer.SIZE);
    this.response = y.stretches(PART);
    this.chunks = new Chunk[workers.count()];
    Arrays.setAll(chunks, worker -> new Chunk());
  }

  private IntBuffer[] buffers(Memory memory, long size, int each) {
    IntBuffer[] buffers = new IntBuffer[parts];
    for (int p = 0; p < parts; p++) {
      long from = (long) p * each;
      buffers[p] = memory.integers(from, (int) Math.min(each, size - from));
    }
    return buffers;
  }

  /** Notes where y is above zero. */
  void take() {
    workers.run(parts, (part, worker) -> chunks[worker].take(response[part], words[part]));
  }

  /** {@code dy = 0} where y was not above zero. */
  void gate(OneDnnTensor dy) {
    gate.run(
        dy,
        dy,
        () -> {
          Stretch[] gradient = dy.stretches(PART);
          return () ->
              workers.run(
                  parts, (part, worker) -> chunks[worker].gate(words[part], gradient[part]));
        });
  }

  /** One worker's numbers. */
  private static final class Chunk {
    private final int[][] values = new int[Integer.SIZE][WORDS];
    private final int[] bits = new int[WORDS];

    void take(Stretch from, IntBuffer to) {
      for (int at = 0, word = 0; at < from.length(); at += CHUNK, word += WORDS) {
        Arrays.fill(bits, 0);
        for (int b = 0; b < Integer.SIZE; b++) {
          int n = Math.min(WORDS, from.length() - at - b * WORDS);
          if (n > 0) {
            from.getBits(at + b * WORDS, values[b], 0, n);
            pack(values[b], b, bits, n);
          }
        }
        to.put(word, bits, 0, WORDS);
      }
    }

    private static void pack(int[] values, int bit, int[] bits, int n) {
      for (int i = 0; i < n; i++) {
        bits[i] |= (-values[i] >>> (Integer.SIZE - 1)) << bit;
      }
    }

    void gate(IntBuffer from, Stretch to) {
      for (int at = 0, word = 0; at < to.length(); at += CHUNK, word += WORDS) {
        from.get(word, bits, 0, WORDS);
        for (int b = 0; b < Integer.SIZE; b++) {
          int n = Math.min(WORDS, to.length() - at - b * WORDS);
          if (n > 0) {
            to.getBits(at + b * WORDS, values[b], 0, n);
            clear(bits, b, values[b], n);
            to.putBits(at + b * WORDS, values[b], 0, n);
          }
        }
      }
    }

    private static void clear(int[] bits, int bit, int[] values, int n) {
      for (int i = 0; i < n; i++) {
        values[i] &= -(bits[i] >>> bit & 1);
      }
    }
  }
}
