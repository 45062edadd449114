package dev.impasto.internal.vgg;

/** Is called when the chain has computed a layer's response, which is there during the call. */
@FunctionalInterface
public interface LayerObserver {
  /** Takes what it wants of the response. */
  void observe();
}
