package dev.impasto.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles, instruction by instruction. */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle op(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  Pickle proto() {
    return op(0x80, 2);
  }

  Pickle text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op('X');
    i32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Pickle number(long value) {
    if (value >= 0 && value < 256) {
      return op('K', (int) value);
    }
    if (value == (int) value) {
      op('J');
      return i32((int) value);
    }
    op(0x8a, 8);
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  Pickle global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A tuple of numbers. */
  Pickle tuple(long... numbers) {
    op('(');
    for (long number : numbers) {
      number(number);
    }
    return op('t');
  }

  /** A tensor that is a view of a storage. */
  Pickle tensor(String type, String key, long count, long offset, long[] sizes, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(', '(');
    text("storage").global("torch", type).text(key).text("cpu").number(count);
    op('t', 'Q').number(offset).tuple(sizes).tuple(strides);
    return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  /** Strides of a tensor without gaps. */
  static long[] strides(long... sizes) {
    long[] strides = new long[sizes.length];
    long next = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      strides[d] = next;
      next *= sizes[d];
    }
    return strides;
  }

  private Pickle i32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** What was written, ended. */
  byte[] end() {
    op('.');
    return out.toByteArray();
  }
}
