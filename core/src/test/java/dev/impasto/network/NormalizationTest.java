package dev.impasto.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.conformance.Pack;
import dev.impasto.conformance.TensorTable;
import dev.impasto.problem.InvalidInputException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NormalizationTest {
  @TestFactory
  Stream<DynamicTest> scaledFiltersAreThoseOfTheTables() {
    return Pack.tests(
        () -> {
          Map<String, String> files =
              Map.of(
                  "torchvision_f32", "weights/vgg19n-torchvision.pth",
                  "caffe_f32", "weights/vgg19n-caffe-bgr-legacy.pth");
          List<Pack.Row> means = Pack.table("expected/normalisation/mean_activations.tsv");
          List<Pack.Row> wanted = Pack.table("expected/normalisation/normalised_weights.tsv");
          return wanted.stream()
              .map(row -> row.get("set") + " " + row.get("pooling"))
              .distinct()
              .map(
                  key ->
                      DynamicTest.dynamicTest(
                          key,
                          () -> {
                            String[] parts = key.split(" ", -1);
                            Network network =
                                NetworkFile.read(Pack.path(files.getOrDefault(parts[0], "")));
                            Map<Layer, double[]> m = new EnumMap<>(Layer.class);
                            select(means, parts)
                                .forEach(
                                    row ->
                                        m.put(
                                            Layer.of(row.get("layer")),
                                            Arrays.stream(
                                                    row.get("mean_activation_of_filter_0..N-1")
                                                        .split(" ", -1))
                                                .mapToDouble(Double::parseDouble)
                                                .toArray()));
                            Normalization normalization = Normalization.of(network, m);
                            assertThat(normalization.dead()).isEmpty();
                            select(wanted, parts)
                                .forEach(
                                    row -> {
                                      Convolution scaled =
                                          normalization
                                              .network()
                                              .convolution(Layer.of(row.get("layer")));
                                      TensorTable.assertNumbers(
                                          row.get("tensor").equals("weight")
                                              ? scaled.weights()
                                              : scaled.bias(),
                                          row,
                                          1e-6);
                                    });
                          }));
        });
  }

  private static Stream<Pack.Row> select(List<Pack.Row> rows, String[] setAndPooling) {
    return rows.stream()
        .filter(row -> row.get("set").equals(setAndPooling[0]))
        .filter(row -> row.get("pooling").equals(setAndPooling[1]));
  }

  @Test
  void aFilterThatNeverRespondsIsLeftAloneAndReported() {
    Network network = Micro.vgg19();
    Map<Layer, double[]> means = means(network);
    means.getOrDefault(Layer.CONV3_2, new double[3])[1] = 0;
    Normalization normalization = Normalization.of(network, means);
    assertThat(normalization.dead()).isEqualTo(Map.of(Layer.CONV3_2, List.of(1)));
    Convolution before = network.convolution(Layer.CONV3_2);
    Convolution after = normalization.network().convolution(Layer.CONV3_2);
    assertThat(after.bias()[1]).isEqualTo(before.bias()[1]);
    assertThat(after.bias()[0]).isEqualTo(before.bias()[0] / 2);
  }

  @Test
  void meansThatDoNotFitAreRefused() {
    Network network = Micro.vgg19();
    Map<Layer, double[]> means = means(network);
    means.put(Layer.CONV2_1, new double[] {1, -1});
    assertThatThrownBy(() -> Normalization.of(network, means))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("conv2_1");
    means.remove(Layer.CONV2_1);
    assertThatThrownBy(() -> Normalization.of(network, means))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("conv2_1 has 2 filters but 0 mean responses");
  }

  private static Map<Layer, double[]> means(Network network) {
    Map<Layer, double[]> means = new EnumMap<>(Layer.class);
    network
        .convolutions()
        .forEach(
            (layer, convolution) -> {
              double[] twos = new double[convolution.outputs()];
              Arrays.fill(twos, 2);
              means.put(layer, twos);
            });
    return means;
  }
}
