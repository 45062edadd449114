package dev.impasto.internal.weights;

/** The formats that can be read. */
public enum Format {
  /** What torch.save writes since PyTorch 1.6, and TorchScript. */
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
  ONNX("ONNX"),
  /** Arrays by name, of numpy.save or numpy.savez. */
  NUMPY("NumPy"),
  /** A MATLAB file of MatConvNet. */
  MATCONVNET("MatConvNet"),
  /** A layers model of TensorFlow.js with its shards. */
  TENSORFLOW_JS("TensorFlow.js");

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** The format's name. */
  @Override
  public String toString() {
    return title;
  }
}
