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
  requires com.sun.jna;
  requires tools.jackson.databind;
  requires org.bytedeco.dnnl;
  requires org.bytedeco.javacpp;

  exports dev.impasto;
  exports dev.impasto.picture;
  exports dev.impasto.network;
  exports dev.impasto.optimize;
}
