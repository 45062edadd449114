package dev.impasto.internal.weights;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Files of weights that cannot be read: each is named, with what to do instead. */
final class ForeignFile {
  /** What helps whoever has VGG-19 in a form that cannot be read. */
  static final String FETCH =
      "'impasto networks fetch vgg19-caffe' gets VGG-19 as its authors trained it";

  private static final String UNPACK = "unpack it first, and give the file of weights in it";

  /** The last eight bytes of TensorFlow's tables, which an index and an old checkpoint are. */
  private static final long TABLE_END = 0xdb4775248b80fb57L;

  private ForeignFile() {}

  /** Refuses the file if it is of such a kind; {@code start} are its first bytes, at most 64. */
  static void refuse(WeightBytes source, String start) {
    String archive = archive(source, start);
    if (archive != null) {
      throw source.damaged("it is %s; %s", archive, UNPACK);
    }
    String kind = kind(source, start);
    if (kind != null) {
      throw source.damaged("it is %s, which cannot be read; %s", kind, FETCH);
    }
  }

  private static @Nullable String archive(WeightBytes source, String start) {
    if (start.startsWith("\u001f\u008b")) {
      return "compressed by gzip";
    }
    if (start.startsWith("BZh")) {
      return "compressed by bzip2";
    }
    if (start.startsWith("\u00fd7zXZ\0")) {
      return "compressed by xz";
    }
    if (start.startsWith("(\u00b5/\u00fd")) {
      return "compressed by Zstandard";
    }
    if (start.startsWith("7z\u00bc\u00af")) {
      return "a 7z archive";
    }
    if (start.startsWith("Rar!")) {
      return "a RAR archive";
    }
    return source.size() > 512 && isAt(source, 257, "ustar") ? "a tar archive" : null;
  }

  private static @Nullable String kind(WeightBytes source, String start) {
    if (start.startsWith("TFL3", 4)) {
      return "a TensorFlow Lite model";
    }
    if (start.startsWith("\3\0\0\0\1\0\0\0") || start.startsWith("\4\0\0\0\1\0\0\0\3\0\0\0V ")) {
      return "a file of Torch7 (t7)";
    }
    if (start.matches("(?s)[34]\r?\n1\r?\n[0-9]+\r?\n.*")) {
      return "a text file of Torch7 (t7)";
    }
    if (start.startsWith("\u0012\1\0\0\0\0\0\0")) {
      return "a file of MXNet's parameters";
    }
    if (start.startsWith("GGUF")) {
      return "a GGUF file";
    }
    if (start.startsWith("model_checkpoint_path:")) {
      return "the list of a TensorFlow checkpoint's files";
    }
    if (isMatlab4(source)) {
      return "a MATLAB file of version 4";
    }
    if (source.size() >= 48 && source.i64(source.size() - 8, "its end") == TABLE_END) {
      return "a TensorFlow checkpoint";
    }
    if (start.charAt(0) == '\n' && isGraph(source)) {
      return "a frozen TensorFlow graph";
    }
    if (start.charAt(0) == 0x08 && isSavedModel(source)) {
      return "a TensorFlow SavedModel";
    }
    return source.fileName().matches(".*\\.data-[0-9]{5}-of-[0-9]{5}")
        ? "the numbers of a TensorFlow checkpoint"
        : null;
  }

  private static boolean isAt(WeightBytes source, long at, String text) {
    byte[] bytes = source.bytes(at, text.length(), 64, "its start");
    return new String(bytes, StandardCharsets.ISO_8859_1).equals(text);
  }

  /** A number for machine and type, rows, columns, 0 or 1, and a name that ends with a 0. */
  private static boolean isMatlab4(WeightBytes source) {
    if (source.size() < 24) {
      return false;
    }
    long type = source.u32(0, "its start");
    long name = source.u32(16, "its start");
    return type < 5000
        && type / 100 % 10 == 0
        && type / 10 % 10 <= 5
        && type % 10 <= 2
        && source.u32(12, "its start") <= 1
        && name >= 2
        && name <= 64
        && source.size() > 20 + name
        && Character.isLetter(source.u8(20))
        && source.u8(20 + name - 1) == 0;
  }

  /** Whether its first field is a node: a message of a name and an operation, both texts. */
  private static boolean isGraph(WeightBytes source) {
    long length = source.u8(1);
    long at = 2;
    if (length >= 0x80) {
      length = (length & 0x7f) | (long) source.u8(2) << 7;
      at = 3;
    }
    if (length < 5 || length > source.size() - at || source.u8(at) != '\n') {
      return false;
    }
    long name = source.u8(at + 1);
    long operation = at + 2 + name;
    return name > 0
        && name < 0x80
        && operation + 2 < at + length
        && source.u8(operation) == 0x12
        && Character.isLetter(source.u8(operation + 2));
  }

  /** Whether its second field is a long message where an ONNX model has the producer's name. */
  private static boolean isSavedModel(WeightBytes source) {
    return source.u8(1) == 1 && source.u8(2) == 0x12 && source.u8(3) >= 0x80;
  }
}
