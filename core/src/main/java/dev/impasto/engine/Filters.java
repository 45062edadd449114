package dev.impasto.engine;

/** The numbers of one convolution in the form that an engine works with; owned by the engine. */
public interface Filters {
  /** Channels that come in. */
  int inputs();

  /** Channels that go out. */
  int outputs();
}
