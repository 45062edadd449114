package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impasto.engine.Pooling;
import dev.impasto.internal.weights.WeightBytes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** State dicts as they are met, beyond those of the conformance folder. */
class TorchNetworkTest {
  private static final float[] WEIGHT = new float[54];
  private static final float[] BIAS = {1, 2};

  static {
    java.util.Arrays.fill(WEIGHT, 0.5f);
  }

  @Test
  void aDictionaryOfPython2IsAListOfPairs() {
    Pickle pickle = new Pickle().proto().global("collections", "OrderedDict").op(']', '(');
    pickle.op(']', '(');
    shortText(pickle, "features.0.weight");
    pickle.tensor("FloatStorage", "0", 54, 0, new long[] {2, 3, 3, 3}, new long[] {27, 9, 3, 1});
    pickle.op('e', ']', '(');
    shortText(pickle, "features.0.bias");
    pickle.tensor("FloatStorage", "1", 2, 0, new long[] {2}, new long[] {1});
    pickle.op('e', 'e', 0x85, 'R');
    Network network = read(pickle);
    assertThat(network.convolution(Layer.CONV1_1).bias()).isEqualTo(BIAS);
    assertThat(network.preprocessing()).isEqualTo(Preprocessing.TORCHVISION);
    assertThat(network.facts().get("convention")).startsWith("torchvision (assumed");
  }

  @Test
  void keysOfTheCaffeConversionsTellTheirConvention() {
    Pickle pickle = new Pickle().proto().op('}', '(');
    pickle.text("features.0.weight");
    pickle.tensor("FloatStorage", "0", 54, 0, new long[] {2, 3, 3, 3}, new long[] {27, 9, 3, 1});
    pickle.text("features.0.bias");
    pickle.tensor("FloatStorage", "1", 2, 0, new long[] {2}, new long[] {1});
    for (int i : new int[] {1, 4, 6}) {
      pickle.text("classifier." + i + ".weight");
      // Its storage is absent, and must not be looked for.
      pickle.tensor("FloatStorage", "9", 1L << 40, 0, new long[] {9, 9}, new long[] {9, 1});
    }
    Network network = read(pickle.op('u'));
    assertThat(network.preprocessing()).isEqualTo(Preprocessing.CAFFE);
    assertThat(network.facts())
        .containsEntry("convention", "caffe (recognized by its keys classifier.1, 4 and 6)")
        .containsEntry("format", "PyTorch (zip)");
  }

  @Test
  void smallWeightsOfTheFirstLayerAreMadeForColorsOf0To255() throws IOException {
    Convolution micro = Micro.vgg19().convolution(Layer.CONV1_1);
    float[] small = micro.weights().clone();
    for (int i = 0; i < small.length; i++) {
      small[i] /= 100;
    }
    TreeMap<Layer, Convolution> layer = new TreeMap<>();
    layer.put(Layer.CONV1_1, new Convolution(3, micro.outputs(), small, micro.bias()));
    Network written = new Network("x", Preprocessing.TORCHVISION, Pooling.MAX, layer, Map.of());
    Network read =
        NetworkReader.read(WeightBytes.of(TorchFiles.zip(written), "x.pth"), Optional.empty());
    assertThat(read.preprocessing()).isEqualTo(Preprocessing.CAFFE);
    assertThat(read.facts().get("convention")).startsWith("caffe (recognized by weights");
  }

  @Test
  void modulesOfTorchScriptAreReadWithoutTheirCode() {
    Pickle pickle = new Pickle().proto().global("__torch__", "VGG").op(')', 0x81, '}', '(');
    pickle.text("training").op(0x89).text("features");
    pickle.global("__torch__.torch.nn.modules.container", "Sequential").op(')', 0x81, '}', '(');
    pickle.text("0").global("__torch__.torch.nn.modules.conv", "Conv2d").op(')', 0x81, '}', '(');
    pickle.text("weight");
    pickle.tensor("FloatStorage", "0", 54, 0, new long[] {2, 3, 3, 3}, new long[] {27, 9, 3, 1});
    pickle.text("bias");
    pickle.tensor("FloatStorage", "1", 2, 0, new long[] {2}, new long[] {1});
    pickle.op('u', 'b', 'u', 'b', 'u', 'b');
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("x/constants.pkl", new Pickle().proto().op(')').end());
    records.put("x/data.pkl", pickle.end());
    records.put("x/data/0", TorchFiles.bytes(WEIGHT));
    records.put("x/data/1", TorchFiles.bytes(BIAS));
    Network network =
        NetworkReader.read(WeightBytes.of(TorchFiles.archive(records), "x.pt"), Optional.empty());
    assertThat(network.convolution(Layer.CONV1_1).bias()).isEqualTo(BIAS);
  }

  private static void shortText(Pickle pickle, String text) {
    pickle.op('U', text.length());
    text.chars().forEach(pickle::op);
  }

  private static Network read(Pickle pickle) {
    Map<String, byte[]> records = new LinkedHashMap<>();
    records.put("x/data.pkl", pickle.end());
    records.put("x/data/0", TorchFiles.bytes(WEIGHT));
    records.put("x/data/1", TorchFiles.bytes(BIAS));
    return NetworkReader.read(
        WeightBytes.of(TorchFiles.archive(records), "x.pth"), Optional.empty());
  }
}
