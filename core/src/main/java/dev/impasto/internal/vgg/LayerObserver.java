package dev.impasto.internal.vgg;

/** Reads a layer's response when the chain has computed it. */
@FunctionalInterface
public interface LayerObserver {
  /** Reads the response, which is valid during the call. */
  void observe();
}
