package dev.impasto.storage;

import dev.impasto.parallel.Parallel;
import java.util.Optional;

/**
 * Many floats in a row, such as the colors of a picture or an optimizer's vector, wherever they
 * lie. Different parts may be read and written by several threads at once.
 */
public interface Floats extends AutoCloseable {
  /** How many there are, at least 0; may be beyond what an array holds. */
  long length();

  /**
   * Copies {@code count} of them, from index {@code at} on, into {@code to} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if these are not all there
   * @throws dev.impasto.problem.AccessException if they cannot be read
   */
  void read(long at, float[] to, int offset, int count);

  /**
   * Replaces {@code count} of them, from index {@code at} on, by those of {@code from} from {@code
   * offset} on.
   *
   * @throws IndexOutOfBoundsException if these are not all there
   * @throws dev.impasto.problem.AccessException if they cannot be written, such as to a full disk
   */
  void write(long at, float[] from, int offset, int count);

  /** The array that they are, not a copy; empty where they do not lie in the Java heap. */
  Optional<float[]> array();

  /** Where these lie, and others that belong to them may. */
  Storage storage();

  /** A copy of all of them, which lies in a storage. */
  default Floats copiedTo(Storage storage) {
    Floats copy = storage.floats(length());
    new Parts(Parallel.ALONE)
        .reading(this)
        .setting(copy)
        .each((v, from, to) -> System.arraycopy(v[0], from, v[1], from, to - from));
    return copy;
  }

  /**
   * All of them in an array: the very one that they are, or a copy where they do not lie in the
   * Java heap.
   *
   * @throws dev.impasto.problem.InvalidInputException if they are more than an array can hold
   */
  default float[] inArray() {
    return array().orElseGet(() -> copiedTo(Storage.HEAP).array().orElseThrow());
  }

  /** Gives back the room that they take outside the Java heap; none may be used afterwards. */
  @Override
  void close();

  /** The values of an array, not a copy. */
  static Floats of(float[] values) {
    return new HeapFloats(values);
  }
}
