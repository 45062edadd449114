package dev.impasto.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Where a response was above zero, one bit a value: all that ReLU's derivative needs of it.
 *
 * <p>Bit b of word i in a chunk of a row is value {@code 256 b + i} of that chunk: in this order
 * Java's compiler packs and unpacks with the processor's vector instructions. A response is above
 * zero where its bits, seen as an integer, are.
 */
final class ReluMask {
  private static final int WORDS = 256;
  private static final int CHUNK = WORDS * Integer.SIZE;

  private final IntBuffer[] words;
  private final Stretch[] response;
  private final Chunk[] chunks;

  ReluMask(Scope scope, OneDnnEngine engine, OneDnnTensor y) {
    this.response = Rows.of(y).rows();
    int each = (y.width() * y.channels() + CHUNK - 1) / CHUNK * WORDS;
    long count = (long) each * y.height();
    Memory bits = Memory.allocate(scope, engine.handle, Descriptors.tagged(scope, dnnl_a, count));
    this.words = new IntBuffer[y.height()];
    Arrays.setAll(words, row -> bits.integers((long) row * each, each));
    this.chunks = new Chunk[engine.workers.count()];
    Arrays.setAll(chunks, lane -> new Chunk());
  }

  /** Notes where rows of y are above zero. */
  void take(int from, int to, int lane) {
    for (int row = from; row < to; row++) {
      chunks[lane].take(response[row], words[row]);
    }
  }

  /**
   * Sets rows of dy to zero where y was not above zero. Two lanes may do it with the same row at
   * once: both write what is there afterwards.
   */
  RowWork gate(OneDnnTensor dy) {
    Stretch[] gradient = Rows.of(dy).rows();
    return (from, to, lane) -> {
      for (int row = from; row < to; row++) {
        chunks[lane].gate(words[row], gradient[row]);
      }
    };
  }

  /** One worker's numbers. */
  private static final class Chunk {
    private final int[] values = new int[WORDS];
    private final int[] bits = new int[WORDS];

    void take(Stretch from, IntBuffer to) {
      for (int at = 0, word = 0; at < from.length(); at += CHUNK, word += WORDS) {
        Arrays.fill(bits, 0);
        for (int b = 0; b < Integer.SIZE; b++) {
          int n = Math.min(WORDS, from.length() - at - b * WORDS);
          if (n > 0) {
            from.getBits(at + b * WORDS, values, 0, n);
            pack(values, b, bits, n);
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
            to.getBits(at + b * WORDS, values, 0, n);
            clear(bits, b, values, n);
            to.putBits(at + b * WORDS, values, 0, n);
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
