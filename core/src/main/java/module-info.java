import org.jspecify.annotations.NullMarked;

/**
 * Neural style transfer: repaints a photograph in the manner of a painting.
 *
 * <p>Start at {@link dev.impasto.StyleTransfer}.
 */
@NullMarked
module dev.impasto {
  requires static transitive org.jspecify;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires jdk.management;
  requires com.sun.jna;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.tiff;
  requires com.twelvemonkeys.imageio.webp;
  requires com.fasterxml.jackson.annotation;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.csv;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.javacpp;

  exports dev.impasto;
  exports dev.impasto.batch;
  exports dev.impasto.problem;
  exports dev.impasto.request;
  exports dev.impasto.picture;
  exports dev.impasto.color;
  exports dev.impasto.quality;
  exports dev.impasto.network;
  exports dev.impasto.network.catalog;
  exports dev.impasto.loss;
  exports dev.impasto.optimize;
  exports dev.impasto.engine;
  exports dev.impasto.parallel;
  exports dev.impasto.storage;

  uses dev.impasto.engine.EngineProvider;

  provides dev.impasto.engine.EngineProvider with
      dev.impasto.engine.onednn.OneDnnEngineProvider;
}
