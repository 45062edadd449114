package dev.impasto.internal.weights;

import dev.impasto.internal.weights.Pickled.None;
import dev.impasto.internal.weights.Pickled.Storage;
import dev.impasto.internal.weights.Pickled.StorageType;
import dev.impasto.internal.weights.Pickled.Tuple;
import dev.impasto.internal.weights.Pickled.View;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles that describe tensors, and nothing else: no code is found, loaded or run.
 *
 * <p>Numbers become Long and Double, text String, lists List, dictionaries Map with String keys
 * (entries with other keys are dropped), the rest {@link Pickled}.
 */
final class Unpickler {
  /** No dictionary of a network's tensors needs a longer pickle. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_MARKS = 1000;

  private final WeightBytes source;
  private final ByteBuffer in;
  private List<Object> stack = new ArrayList<>();
  private final Deque<List<Object>> marked = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private final Map<String, Storage> storages = new LinkedHashMap<>();
  private int entries;

  /** Reads pickles that follow one another in {@code bytes}; {@code source} names the file. */
  Unpickler(WeightBytes source, byte[] bytes) {
    this.source = source;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where in the bytes the next pickle starts. */
  int position() {
    return in.position();
  }

  /** The storages that the pickles so far refer to, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  /** Reads one pickle. */
  Object read() {
    stack = new ArrayList<>();
    marked.clear();
    memo.clear();
    while (true) {
      Opcode opcode = Opcode.of(u8(), source);
      if (opcode == Opcode.STOP) {
        source.require(marked.isEmpty(), "its pickle ends in the middle of a list");
        return pop();
      }
      run(opcode);
    }
  }

  private void run(Opcode opcode) {
    switch (opcode) {
      case PROTO -> {
        int version = u8();
        source.require(version <= 5, "its pickle is of version %d; 2 to 5 can be read", version);
      }
      case FRAME -> need(8).getLong();
      case MARK -> {
        source.require(marked.size() < MOST_MARKS, "its pickle nests too deeply");
        marked.push(stack);
        stack = new ArrayList<>();
      }
      case NONE -> push(None.NONE);
      case NEWTRUE -> push(true);
      case NEWFALSE -> push(false);
      case BININT -> push((long) need(4).getInt());
      case BININT1 -> push((long) u8());
      case BININT2 -> push((long) (need(2).getShort() & 0xffff));
      case LONG1 -> push(number(u8()));
      case BINFLOAT -> push(Double.longBitsToDouble(Long.reverseBytes(need(8).getLong())));
      case BINUNICODE, BINSTRING -> push(text(need(4).getInt()));
      case SHORT_BINUNICODE, SHORT_BINSTRING -> push(text(u8()));
      case EMPTY_DICT -> push(new LinkedHashMap<String, Object>());
      case EMPTY_LIST -> push(new ArrayList<>());
      case EMPTY_TUPLE -> push(new Tuple(List.of()));
      case TUPLE -> {
        List<Object> items = unmark();
        push(new Tuple(items));
      }
      case TUPLE1 -> push(new Tuple(pop(1)));
      case TUPLE2 -> push(new Tuple(pop(2)));
      case TUPLE3 -> push(new Tuple(pop(3)));
      case APPEND -> {
        Object item = pop();
        list(top()).add(item);
      }
      case APPENDS -> {
        List<Object> items = unmark();
        list(top()).addAll(items);
      }
      case SETITEM -> {
        List<Object> pair = pop(2);
        put(top(), pair);
      }
      case SETITEMS -> {
        List<Object> pairs = unmark();
        put(top(), pairs);
      }
      case BINPUT -> memo.put((long) u8(), top());
      case LONG_BINPUT -> memo.put((long) need(4).getInt(), top());
      case MEMOIZE -> memo.put((long) memo.size(), top());
      case BINGET -> recall(u8());
      case LONG_BINGET -> recall(need(4).getInt());
      case GLOBAL -> {
        String module = line();
        push(Pickled.global(module, line(), source));
      }
      case STACK_GLOBAL -> {
        List<Object> names = pop(2);
        push(
            Pickled.global(as(String.class, names.get(0)), as(String.class, names.get(1)), source));
      }
      case BINPERSID -> push(storage(as(Tuple.class, pop()).items()));
      case REDUCE -> {
        List<Object> call = pop(2);
        List<Object> arguments = as(Tuple.class, call.get(1)).items();
        push(call(as(Pickled.Function.class, call.get(0)), arguments));
      }
      case BUILD -> {
        List<Object> objectAndState = pop(2);
        push(dictionary(objectAndState.get(0)));
      }
      default -> throw new IllegalStateException(opcode.name());
    }
  }

  private Object call(Pickled.Function function, List<Object> arguments) {
    return switch (function) {
      case ORDERED_DICT -> {
        Map<String, Object> made = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
          for (Object pair : list(arguments.get(0))) {
            put(made, pair instanceof Tuple tuple ? tuple.items() : list(pair));
          }
        }
        yield made;
      }
      case REBUILD_TENSOR, REBUILD_TENSOR_V2 -> {
        source.require(arguments.size() >= 4, "a tensor lacks its storage, offset or shape");
        yield new View(
            as(Storage.class, arguments.get(0)),
            as(Long.class, arguments.get(1)),
            sizes(arguments.get(2)),
            sizes(arguments.get(3)));
      }
      case REBUILD_PARAMETER -> {
        source.require(!arguments.isEmpty(), "a parameter lacks its tensor");
        yield as(View.class, arguments.get(0));
      }
    };
  }

  private Storage storage(List<Object> id) {
    source.require(
        id.size() >= 5 && "storage".equals(id.get(0)),
        "its pickle refers to something else than a storage of numbers");
    source.require(
        id.size() == 5 || id.get(5) == None.NONE,
        "a storage is a view of another one, as only PyTorch before 0.2 wrote");
    long count = as(Long.class, id.get(4));
    source.require(count >= 0, "a storage would have %d numbers", count);
    String key = as(String.class, id.get(2));
    Storage storage = new Storage(as(StorageType.class, id.get(1)), key, count);
    Storage other = storages.putIfAbsent(key, storage);
    source.require(
        other == null || other.equals(storage), "its storage %s is declared in two ways", key);
    return storage;
  }

  private List<Long> sizes(Object tuple) {
    List<Object> items = as(Tuple.class, tuple).items();
    source.require(items.size() <= 8, "a tensor has %d dimensions", items.size());
    return items.stream().map(item -> as(Long.class, item)).toList();
  }

  private void put(Object into, List<Object> pairs) {
    Map<String, Object> map = dictionary(into);
    source.require(pairs.size() % 2 == 0, "its pickle has a key without a value");
    entries += 1 + pairs.size() / 2;
    source.require(entries <= MOST_BYTES, "its pickle builds too many dictionaries");
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i) instanceof String key) {
        source.require(map.put(key, pairs.get(i + 1)) == null, "it has %s twice", key);
      }
    }
  }

  @SuppressWarnings("unchecked") // Only this class makes maps and lists, always of these types.
  private Map<String, Object> dictionary(Object value) {
    return (Map<String, Object>) as(Map.class, value);
  }

  @SuppressWarnings("unchecked")
  private List<Object> list(Object value) {
    return (List<Object>) as(ArrayList.class, value);
  }

  private <T> T as(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw source.damaged(
          "its pickle has a %s where a %s belongs",
          value.getClass().getSimpleName(), type.getSimpleName());
    }
    return type.cast(value);
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    source.require(!stack.isEmpty(), "its pickle takes a value where there is none");
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  private List<Object> pop(int count) {
    source.require(stack.size() >= count, "its pickle takes a value where there is none");
    List<Object> end = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(end);
    end.clear();
    return values;
  }

  private List<Object> unmark() {
    source.require(!marked.isEmpty(), "its pickle ends a list that it did not begin");
    List<Object> values = stack;
    stack = marked.pop();
    return values;
  }

  private void recall(int key) {
    Object value = memo.get((long) key);
    if (value == null) {
      throw source.damaged("its pickle recalls entry %d, which it did not store", key);
    }
    push(value);
  }

  private ByteBuffer need(int bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw source.damaged(
          "its pickle needs %d more bytes, but %d are left or may be read",
          bytes & 0xffffffffL, in.remaining());
    }
    return in;
  }

  private int u8() {
    return need(1).get() & 0xff;
  }

  private String text(int length) {
    need(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    int start = in.position();
    while (u8() != '\n') {}
    byte[] bytes = new byte[in.position() - start - 1];
    in.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A number of 0 to 10 little-endian bytes; PyTorch's magic number has 10. */
  private Object number(int length) {
    need(length);
    source.require(length <= 16, "its pickle has a number of %d bytes", length);
    byte[] bytes = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      bytes[i] = in.get();
    }
    BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }
}
