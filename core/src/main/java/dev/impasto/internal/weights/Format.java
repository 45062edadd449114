package dev.impasto.internal.weights;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that can be read. */
public enum Format {
  /** What torch.save writes since PyTorch 1.6. */
  TORCH_ZIP("PyTorch (zip)"),
  /** What torch.save wrote before. */
  TORCH_LEGACY("PyTorch (pickle stream)"),
  /** A JSON header and numbers. */
  SAFETENSORS("safetensors"),
  /** Weights saved by Keras. */
  HDF5("Keras HDF5"),
  /** Weights saved by Caffe. */
  CAFFE("Caffe model"),
  /** A graph with its weights. */
  ONNX("ONNX");

  private static final String KNOWN =
      "PyTorch state dicts, safetensors, Keras HDF5, Caffe models and ONNX can be read";

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** Tells a file's format by its first bytes, never by its name. */
  static Format of(WeightBytes source) {
    source.require(source.size() > 0, "it is empty");
    source.require(source.size() >= 8, "it has only %d bytes", source.size());
    byte[] start = source.bytes(0, Math.min(64, source.size()), 64, "its start");
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4")) {
      return TORCH_ZIP;
    }
    if (text.startsWith("\u0089HDF\r\n\u001a\n")) {
      return HDF5;
    }
    if (text.length() > 8 && text.charAt(8) == '{') {
      return SAFETENSORS;
    }
    if (text.charAt(0) == 0x80) {
      return TORCH_LEGACY;
    }
    if (text.charAt(0) == 0x08) {
      return ONNX;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    source.require(
        !lower.startsWith("version https://git-lfs"),
        "it is a Git LFS pointer, not the weights themselves; fetch them with 'git lfs pull'");
    source.require(!lower.stripLeading().startsWith("<"), "it is a page of HTML or XML; %s", KNOWN);
    if (text.charAt(0) == '\n' || text.charAt(0) == 0x12 || text.startsWith("\u00a2\u0006")) {
      return CAFFE;
    }
    throw source.damaged(
        "it begins with '%s', as no known format does; %s", text.substring(0, 8), KNOWN);
  }

  /** The format's name. */
  @Override
  public String toString() {
    return title;
  }
}
