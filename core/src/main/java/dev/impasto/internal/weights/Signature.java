package dev.impasto.internal.weights;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file's first bytes tell about what it is. */
enum Signature {
  ZIP,
  PICKLE,
  SAFETENSORS,
  HDF5,
  CAFFE,
  ONNX,
  NUMPY,
  MATLAB,
  JSON;

  private static final String KNOWN =
      "weights of PyTorch, Keras, Caffe, MatConvNet, NumPy, TensorFlow.js, safetensors and ONNX"
          + " can be read";

  /** Tells what a file is by its first bytes, never by its name. */
  static Signature of(WeightBytes source) {
    source.require(source.size() > 0, "it is empty");
    source.require(source.size() >= 8, "it has only %d bytes", source.size());
    byte[] start = source.bytes(0, Math.min(64, source.size()), 64, "its start");
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4")) {
      return ZIP;
    }
    if (text.startsWith("\u0089HDF\r\n\u001a\n")) {
      return HDF5;
    }
    if (text.startsWith("\u0093NUMPY")) {
      return NUMPY;
    }
    if (text.startsWith("MATLAB ")) {
      return MATLAB;
    }
    ForeignFile.refuse(source, text);
    if (text.length() > 8 && text.charAt(8) == '{') {
      return SAFETENSORS;
    }
    if (text.charAt(0) == 0x80) {
      return PICKLE;
    }
    if (text.charAt(0) == 0x08) {
      return ONNX;
    }
    String lower = text.toLowerCase(Locale.ROOT).stripLeading();
    if (lower.startsWith("{")) {
      return JSON;
    }
    source.require(
        !lower.startsWith("version https://git-lfs"),
        "it is a Git LFS pointer, not the weights themselves; fetch them with 'git lfs pull'");
    source.require(!lower.startsWith("<"), "it is a page of HTML or XML; %s", KNOWN);
    if (text.charAt(0) == '\n' || text.charAt(0) == 0x12 || text.startsWith("\u00a2\u0006")) {
      return CAFFE;
    }
    throw source.damaged(
        "it begins with '%s', as no known format does; %s", text.substring(0, 8), KNOWN);
  }
}
