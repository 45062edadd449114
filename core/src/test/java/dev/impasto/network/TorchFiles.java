package dev.impasto.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes networks as torch.save does, in both of its forms. */
final class TorchFiles {
  private TorchFiles() {}

  static byte[] zip(Network network) {
    List<float[]> storages = new ArrayList<>();
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("net/data.pkl", dictionary(network, storages));
    for (int i = 0; i < storages.size(); i++) {
      records.put("net/data/" + i, bytes(storages.get(i)));
    }
    records.put("net/version", new byte[] {'3', '\n'});
    return archive(records);
  }

  static byte[] legacy(Network network) {
    List<float[]> storages = new ArrayList<>();
    byte[] dictionary = dictionary(network, storages);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        new Pickle()
            .proto()
            .op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
            .end());
    out.writeBytes(new Pickle().proto().number(1001).end());
    out.writeBytes(new Pickle().proto().op('}').text("little_endian").op(0x88, 's').end());
    out.writeBytes(dictionary);
    Pickle keys = new Pickle().proto().op(']', '(');
    for (int i = 0; i < storages.size(); i++) {
      keys.text("" + i);
    }
    out.writeBytes(keys.op('e').end());
    for (float[] storage : storages) {
      out.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(storage.length).array());
      out.writeBytes(bytes(storage));
    }
    return out.toByteArray();
  }

  /** An archive whose records are not compressed. */
  static byte[] archive(Map<String, byte[]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        ZipEntry entry = new ZipEntry(record.getKey());
        CRC32 crc = new CRC32();
        crc.update(record.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(record.getValue().length);
        zip.putNextEntry(entry);
        zip.write(record.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] dictionary(Network network, List<float[]> storages) {
    Pickle pickle =
        new Pickle().proto().global("collections", "OrderedDict").op(')', 'R', 'q', 0, '(');
    int place = -2;
    for (Layer layer : network.layers()) {
      place += layer.followsPooling() ? 3 : 2;
      Convolution convolution = network.convolution(layer);
      int outputs = convolution.outputs();
      int inputs = convolution.inputs();
      pickle.text("features." + place + ".weight");
      tensor(pickle, convolution.weights(), storages, outputs, inputs, 3, 3);
      pickle.text("features." + place + ".bias");
      tensor(pickle, convolution.bias(), storages, outputs);
    }
    return pickle.op('u').end();
  }

  private static void tensor(Pickle pickle, float[] values, List<float[]> storages, long... sizes) {
    pickle.tensor(
        "FloatStorage", "" + storages.size(), values.length, 0, sizes, Pickle.strides(sizes));
    storages.add(values);
  }
}
