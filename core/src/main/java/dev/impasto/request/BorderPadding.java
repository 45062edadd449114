package dev.impasto.request;

import dev.impasto.engine.Padding;
import java.util.Locale;
import java.util.Optional;

/** What convolutions read beyond the border. */
public enum BorderPadding {
  /**
   * Zeros, as VGG was trained; where borders are to leave no trace, conv1_1 sees the border
   * repeated.
   */
  USUAL,
  /** Zeros at every layer. */
  ZERO,
  /** The nearest value at every layer. */
  REPLICATE,
  /** The mirror image at every layer. */
  REFLECT;

  /** The padding of all layers, where they have the same. */
  public Optional<Padding> ofAllLayers() {
    return switch (this) {
      case USUAL -> Optional.empty();
      case ZERO -> Optional.of(Padding.ZERO);
      case REPLICATE -> Optional.of(Padding.REPLICATE);
      case REFLECT -> Optional.of(Padding.REFLECT);
    };
  }

  /** The name used on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
