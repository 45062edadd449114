package dev.impasto.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What floats hold, for tests. */
public final class Values {
  private Values() {}

  /** A copy of the values. */
  public static float[] values(@Nullable Floats floats) {
    Objects.requireNonNull(floats);
    float[] values = new float[Math.toIntExact(floats.length())];
    floats.read(0, values, 0, values.length);
    return values;
  }
}
