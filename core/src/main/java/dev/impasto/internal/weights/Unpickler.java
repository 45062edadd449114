package dev.impasto.internal.weights;

import dev.impasto.internal.weights.Pickled.None;
import dev.impasto.internal.weights.Pickled.Storage;
import dev.impasto.internal.weights.Pickled.StorageType;
import dev.impasto.internal.weights.Pickled.Tuple;
import dev.impasto.internal.weights.Pickled.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles that describe tensors or arrays, and nothing else: no code is found, loaded or run.
 *
 * <p>Numbers become Long and Double, text String, lists List, dictionaries Map with String keys
 * (entries with other keys are dropped), the rest {@link Pickled}.
 */
final class Unpickler {
  private static final int MOST_ENTRIES = PickleInput.MOST_BYTES;
  private static final int MOST_MARKS = 1000;

  private final WeightBytes source;
  private final PickleInput in;
  private final Pickled.Vocabulary vocabulary;
  private List<Object> stack = new ArrayList<>();
  private final Deque<List<Object>> marked = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private final Map<String, Storage> storages = new LinkedHashMap<>();
  private int entries;

  /** Reads pickles that follow one another from {@code start} on, and end by {@code end}. */
  Unpickler(WeightBytes source, long start, long end, Pickled.Vocabulary vocabulary) {
    this.source = source;
    this.in = new PickleInput(source, start, end);
    this.vocabulary = vocabulary;
  }

  /** Where in the file the next pickle starts. */
  long position() {
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
      Opcode opcode = Opcode.of(in.u8(), source);
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
        int version = in.u8();
        source.require(version <= 5, "its pickle is of version %d; 2 to 5 can be read", version);
      }
      case FRAME -> in.i64();
      case MARK -> {
        source.require(marked.size() < MOST_MARKS, "its pickle nests too deeply");
        marked.push(stack);
        stack = new ArrayList<>();
      }
      case NONE -> push(None.NONE);
      case NEWTRUE -> push(true);
      case NEWFALSE -> push(false);
      case BININT -> push((long) in.i32());
      case BININT1 -> push((long) in.u8());
      case BININT2 -> push((long) (in.u8() | in.u8() << 8));
      case LONG1 -> push(in.number(in.u8()));
      case BINFLOAT -> push(Double.longBitsToDouble(Long.reverseBytes(in.i64())));
      case BINUNICODE -> push(in.text(in.i32(), StandardCharsets.UTF_8));
      case SHORT_BINUNICODE -> push(in.text(in.u8(), StandardCharsets.UTF_8));
      case BINSTRING -> push(in.string(in.i32() & 0xffffffffL));
      case SHORT_BINSTRING -> push(in.string(in.u8()));
      case SHORT_BINBYTES -> push(in.bytes(in.u8()));
      case BINBYTES -> push(in.bytes(in.i32() & 0xffffffffL));
      case BINBYTES8, BYTEARRAY8 -> push(in.bytes(in.i64()));
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
      case BINPUT -> memo.put((long) in.u8(), top());
      case LONG_BINPUT -> memo.put((long) in.i32(), top());
      case MEMOIZE -> memo.put((long) memo.size(), top());
      case BINGET -> recall(in.u8());
      case LONG_BINGET -> recall(in.i32());
      case GLOBAL -> {
        String module = in.line();
        push(vocabulary.find(module, in.line(), source));
      }
      case STACK_GLOBAL -> {
        List<Object> names = pop(2);
        push(
            vocabulary.find(
                as(String.class, names.get(0)), as(String.class, names.get(1)), source));
      }
      case BINPERSID -> push(storage(as(Tuple.class, pop()).items()));
      case REDUCE -> {
        List<Object> call = pop(2);
        List<Object> arguments = as(Tuple.class, call.get(1)).items();
        push(call(as(Pickled.Function.class, call.get(0)), arguments));
      }
      case BUILD -> {
        List<Object> objectAndState = pop(2);
        push(build(objectAndState.get(0), objectAndState.get(1)));
      }
      case NEWOBJ -> {
        as(Pickled.ModuleClass.class, pop(2).get(0));
        push(new Module());
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
      case SCRIPT_LIST -> {
        source.require(!arguments.isEmpty(), "a list lacks its values");
        yield arguments.get(0);
      }
      case RECONSTRUCT -> new Pickled.Array();
      case ARRAY -> throw source.damaged("its pickle makes an array in an unknown way");
      case ARRAY_TYPE -> {
        source.require(!arguments.isEmpty(), "a type of numbers lacks its name");
        yield new Pickled.ArrayType(as(String.class, arguments.get(0)));
      }
      case ENCODE -> {
        source.require(!arguments.isEmpty(), "a row of bytes lacks them");
        yield latin1(as(String.class, arguments.get(0)));
      }
      case FROM_BUFFER -> {
        source.require(arguments.size() >= 4, "an array lacks its type, shape or order");
        Pickled.Array array = new Pickled.Array();
        array.bytes = as(Pickled.Bytes.class, arguments.get(0));
        array.type = as(Pickled.ArrayType.class, arguments.get(1));
        array.shape = sizes(arguments.get(2));
        array.columnMajor = "F".equals(arguments.get(3));
        yield array;
      }
    };
  }

  private Object build(Object object, Object state) {
    if (object instanceof Module module) {
      Map<String, Object> values = dictionary(state);
      entries += 1 + values.size();
      source.require(entries <= MOST_ENTRIES, "its pickle builds too many dictionaries");
      module.putAll(values);
      return module;
    }
    if (object instanceof Pickled.ArrayType type) {
      List<Object> items = as(Tuple.class, state).items();
      source.require(items.size() >= 2, "a type of numbers lacks its byte order");
      type.order = as(String.class, items.get(1));
      return type;
    }
    if (object instanceof Pickled.Array array) {
      List<Object> items = as(Tuple.class, state).items();
      source.require(items.size() == 5, "an array lacks its shape, type or numbers");
      array.shape = sizes(items.get(1));
      array.type = as(Pickled.ArrayType.class, items.get(2));
      array.columnMajor = as(Boolean.class, items.get(3));
      Object data = items.get(4);
      if (data instanceof List<?>) {
        array.objects = list(data);
      } else {
        array.bytes = data instanceof String text ? latin1(text) : as(Pickled.Bytes.class, data);
      }
      return array;
    }
    return dictionary(object);
  }

  private Pickled.Bytes latin1(String text) {
    return new Pickled.Bytes(
        WeightBytes.of(text.getBytes(StandardCharsets.ISO_8859_1), source.name()));
  }

  /** An object of TorchScript: what it has by name. */
  private static final class Module extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;
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
    source.require(entries <= MOST_ENTRIES, "its pickle builds too many dictionaries");
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
}
