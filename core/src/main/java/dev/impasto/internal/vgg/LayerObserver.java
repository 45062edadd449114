package dev.impasto.internal.vgg;

/** Reads a layer's response when the chain has computed it, to each tile of a picture. */
@FunctionalInterface
public interface LayerObserver {
  /** Reads the response, which is valid during the call. */
  void observe();
}
