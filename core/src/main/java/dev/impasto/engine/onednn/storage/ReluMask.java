package dev.impasto.engine.onednn.storage;

import static org.bytedeco.dnnl.global.dnnl.dnnl_a;

import dev.impasto.engine.onednn.binding.Descriptors;
import dev.impasto.engine.onednn.binding.Memory;
import dev.impasto.engine.onednn.binding.OneDnnContext;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Remembers where a response is above zero, in one bit a value; ReLU's derivative needs no more.
 *
 * <p>A row is divided into chunks, each of which fills 256 words of bits. Word {@code 256 k + i} of
 * a chunk has its bits in word i of these: in this order Java's compiler packs and unpacks bits
 * with vector instructions. A word that holds one 32-bit float uses bit k; a word that holds two
 * bf16 uses bits k and 16 + k. A value is above zero where its bits, as a signed integer, are above
 * zero.
 */
public final class ReluMask {
  private static final int WORDS = 256;

  /** The number of words of a response that are packed into a word of bits in one step. */
  private static final int AT_ONCE = 4;

  /** All bits of two bf16 but their signs. */
  private static final int MAGNITUDES = 0x7fff7fff;

  private final int perWord;
  private final IntBuffer[] bits;
  private final RowValues[] response;
  private final Chunk[] chunks;

  public ReluMask(OneDnnContext context, OneDnnTensor y) {
    this.response = y.rowValues();
    this.perWord = response[0].perWord();
    int each = wordsPerRow(y.width(), y.channels());
    long count = words(y.height(), y.width(), y.channels());
    Memory memory = Memory.allocate(context, Descriptors.tagged(context, dnnl_a, count));
    this.bits = new IntBuffer[y.height()];
    Arrays.setAll(bits, row -> memory.integers((long) row * each * Integer.BYTES, each));
    this.chunks = new Chunk[context.threads().count()];
    Arrays.setAll(chunks, lane -> new Chunk());
  }

  /** How many words of 32 bits are remembered of a response. */
  public static long words(int height, int width, int channels) {
    return (long) wordsPerRow(width, channels) * height;
  }

  private static int wordsPerRow(int width, int channels) {
    int values = WORDS * Integer.SIZE;
    return (width * channels + values - 1) / values * WORDS;
  }

  /** Stores where rows of y are above zero. */
  public void take(int from, int to, int lane) {
    for (int row = from; row < to; row++) {
      chunks[lane].take(response[row], bits[row]);
    }
  }

  /**
   * Returns a hook that sets rows of dy to zero where y is not above zero. Two threads may process
   * the same row at once: both write the same values.
   */
  public RowHook gate(OneDnnTensor dy) {
    RowValues[] gradient = dy.rowValues();
    return (from, to, lane) -> {
      for (int row = from; row < to; row++) {
        chunks[lane].gate(bits[row], gradient[row]);
      }
    };
  }

  /** One thread's buffers: four times 256 words, and their bits. */
  private final class Chunk {
    private final int rounds = Integer.SIZE / perWord;
    private final int[] words = new int[AT_ONCE * WORDS];
    private final int[] packed = new int[WORDS];

    void take(RowValues from, IntBuffer to) {
      int length = (from.length() + perWord - 1) / perWord;
      for (int at = 0, word = 0; at < length; at += WORDS * rounds, word += WORDS) {
        Arrays.fill(packed, 0);
        for (int k = 0; k < rounds && at + k * WORDS < length; k += AT_ONCE) {
          from.getWords(at + k * WORDS, words, Math.min(words.length, length - at - k * WORDS));
          if (perWord == 1) {
            pack(words, k, packed);
          } else {
            packPairs(words, k, packed);
          }
        }
        to.put(word, packed, 0, WORDS);
      }
    }

    void gate(IntBuffer from, RowValues to) {
      int length = (to.length() + perWord - 1) / perWord;
      for (int at = 0, word = 0; at < length; at += WORDS * rounds, word += WORDS) {
        from.get(word, packed, 0, WORDS);
        for (int k = 0; k < rounds && at + k * WORDS < length; k += AT_ONCE) {
          int n = Math.min(words.length, length - at - k * WORDS);
          to.getWords(at + k * WORDS, words, n);
          if (perWord == 1) {
            clear(packed, k, words);
          } else {
            clearPairs(packed, k, words);
          }
          to.putWords(at + k * WORDS, words, n);
        }
      }
    }
  }

  private static void pack(int[] words, int k, int[] packed) {
    for (int i = 0; i < WORDS; i++) {
      int bits = bit(words[i]);
      bits |= bit(words[i + WORDS]) << 1;
      bits |= bit(words[i + 2 * WORDS]) << 2;
      bits |= bit(words[i + 3 * WORDS]) << 3;
      packed[i] |= bits << k;
    }
  }

  private static int bit(int word) {
    return -word >>> (Integer.SIZE - 1);
  }

  private static void packPairs(int[] words, int k, int[] packed) {
    for (int i = 0; i < WORDS; i++) {
      int bits = bits(words[i]);
      bits |= bits(words[i + WORDS]) << 1;
      bits |= bits(words[i + 2 * WORDS]) << 2;
      bits |= bits(words[i + 3 * WORDS]) << 3;
      packed[i] |= bits << k;
    }
  }

  /**
   * Returns the bits of a pair. Adding all ones to a magnitude above zero carries into the sign
   * bit.
   */
  private static int bits(int pair) {
    return (((pair & MAGNITUDES) + MAGNITUDES) & ~MAGNITUDES) >>> (Short.SIZE - 1);
  }

  private static void clear(int[] packed, int k, int[] words) {
    for (int i = 0; i < WORDS; i++) {
      int bits = packed[i] >>> k;
      words[i] &= -(bits & 1);
      words[i + WORDS] &= -(bits >>> 1 & 1);
      words[i + 2 * WORDS] &= -(bits >>> 2 & 1);
      words[i + 3 * WORDS] &= -(bits >>> 3 & 1);
    }
  }

  private static void clearPairs(int[] packed, int k, int[] words) {
    for (int i = 0; i < WORDS; i++) {
      int bits = packed[i] >>> k;
      words[i] &= ones(bits);
      words[i + WORDS] &= ones(bits >>> 1);
      words[i + 2 * WORDS] &= ones(bits >>> 2);
      words[i + 3 * WORDS] &= ones(bits >>> 3);
    }
  }

  /** Returns 16 ones for each of the two bits that is set: 2^16 times the bit, minus the bit. */
  private static int ones(int bits) {
    int pair = bits & 0x10001;
    return (pair << Short.SIZE) - pair;
  }
}
