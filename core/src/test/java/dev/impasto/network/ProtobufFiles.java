package dev.impasto.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes networks as Caffe does, in both of its forms, and as ONNX. */
final class ProtobufFiles {
  private ProtobufFiles() {}

  /** A message of protocol buffers, field by field. */
  static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] bytes) {
      varint(((long) field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Message text(int field, String text) {
      return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Consumer<Message> content) {
      Message inner = new Message();
      content.accept(inner);
      return bytes(field, inner.end());
    }

    byte[] end() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }

  static byte[] caffe(Network network) {
    Message net = new Message().text(1, "micro");
    for (Layer layer : network.layers()) {
      Convolution c = network.convolution(layer);
      net.message(
          100,
          m ->
              m.text(1, layer.toString())
                  .text(2, "Convolution")
                  .message(
                      7,
                      blob ->
                          blob.bytes(5, TorchFiles.bytes(c.weights()))
                              .message(
                                  7,
                                  s ->
                                      s.number(1, c.outputs())
                                          .number(1, c.inputs())
                                          .number(1, 3)
                                          .number(1, 3)))
                  .message(
                      7,
                      blob ->
                          blob.bytes(5, TorchFiles.bytes(c.bias()))
                              .message(7, s -> s.number(1, c.outputs())))
                  .message(106, p -> p.number(1, c.outputs()).number(3, 1).number(4, 3)));
      net.message(100, m -> m.text(1, "relu").text(2, "ReLU"));
    }
    return net.end();
  }

  static byte[] caffeV1(Network network) {
    Message net = new Message().text(1, "micro");
    for (Layer layer : network.layers()) {
      Convolution c = network.convolution(layer);
      net.message(
          2,
          m ->
              m.text(4, layer.toString())
                  .number(5, 4)
                  .message(6, b -> old(b, c.outputs(), c.inputs(), 3, 3, c.weights()))
                  .message(6, b -> old(b, 1, 1, 1, c.outputs(), c.bias())));
    }
    return net.end();
  }

  private static void old(Message blob, int num, int channels, int h, int w, float[] values) {
    blob.number(1, num).number(2, channels).number(3, h).number(4, w);
    blob.bytes(5, TorchFiles.bytes(values));
  }

  static byte[] onnx(Network network, boolean raw) {
    return new Message()
        .number(1, 3)
        .text(2, "test")
        .message(
            7,
            graph -> {
              String value = "data";
              for (Layer layer : network.layers()) {
                if (layer.followsPooling()) {
                  value = node(graph, "MaxPool", layer + "p", 2, 2, value);
                }
                Convolution c = network.convolution(layer);
                value = node(graph, "Conv", layer + "c", 3, 1, value, layer + "w", layer + "b");
                value = node(graph, "Relu", layer + "r", 0, 0, value);
                int data = raw ? 9 : 4;
                graph.message(
                    5,
                    t ->
                        t.number(1, c.outputs())
                            .number(1, c.inputs())
                            .number(1, 3)
                            .number(1, 3)
                            .number(2, 1)
                            .text(8, layer + "w")
                            .bytes(data, TorchFiles.bytes(c.weights())));
                graph.message(
                    5,
                    t ->
                        t.number(1, c.outputs())
                            .number(2, 1)
                            .text(8, layer + "b")
                            .bytes(data, TorchFiles.bytes(c.bias())));
              }
            })
        .end();
  }

  private static String node(
      Message graph, String operation, String output, int kernel, int stride, String... inputs) {
    graph.message(
        1,
        node -> {
          for (String input : inputs) {
            node.text(1, input);
          }
          node.text(2, output).text(4, operation);
          if (kernel > 0) {
            setting(node, "kernel_shape", kernel, kernel);
            setting(node, "strides", stride, stride);
            int pad = kernel / 3;
            setting(node, "pads", pad, pad, pad, pad);
          }
        });
    return output;
  }

  private static void setting(Message node, String name, int... values) {
    node.message(
        5,
        a -> {
          a.text(1, name);
          for (int value : values) {
            a.number(8, value);
          }
        });
  }
}
