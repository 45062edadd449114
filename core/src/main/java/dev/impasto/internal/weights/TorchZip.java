package dev.impasto.internal.weights;

import dev.impasto.internal.weights.Pickled.Storage;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads what torch.save writes since 1.6, and what torch.jit.save writes: a zip of a pickle and one
 * record for each storage. The code that TorchScript has beside them is not looked at.
 */
final class TorchZip {
  private TorchZip() {}

  /** Reads an archive whose pickle is the record of the name given. */
  static WeightFile read(WeightBytes source, Zip zip, String pickle) {
    String folder = pickle.substring(0, pickle.length() - "data.pkl".length());
    long at = zip.open(pickle);
    boolean script = zip.names().contains(folder + "constants.pkl");
    Object root =
        new Unpickler(
                source,
                at,
                at + zip.size(pickle),
                script ? Pickled.Vocabulary.TORCH_SCRIPT : Pickled.Vocabulary.TENSORS)
            .read();
    ByteOrder order = order(source, zip, folder + "byteorder");
    StateDict.Storages storages =
        new StateDict.Storages() {
          @Override
          public long find(Storage storage) {
            String name = folder + "data/" + storage.key();
            source.require(
                zip.size(name) == storage.count() * storage.type().bytes(),
                "the record %s has %d bytes where %d numbers of %d bytes are declared",
                name,
                zip.size(name),
                storage.count(),
                storage.type().bytes());
            return zip.open(name);
          }

          @Override
          public ByteOrder order() {
            return order;
          }
        };
    return new WeightFile(
        Format.TORCH_ZIP, Map.of(), new StateDict(source, storages).tensors(root));
  }

  private static ByteOrder order(WeightBytes source, Zip zip, String record) {
    if (!zip.names().contains(record)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] bytes = source.bytes(zip.open(record), zip.size(record), 16, "its byte order");
    String name = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    return switch (name) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw source.damaged("its byte order is '%s', not 'little' or 'big'", name);
    };
  }
}
