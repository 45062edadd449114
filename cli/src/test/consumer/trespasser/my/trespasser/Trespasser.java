package my.trespasser;

import dev.impasto.internal.vgg.Vgg;

/** Names a class of a package that is not exported, and nothing else that could be wrong. */
final class Trespasser {
  static final Class<?> VGG = Vgg.class;

  private Trespasser() {}
}
