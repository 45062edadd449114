package dev.impasto.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.MeanResponses;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Convolution;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.network.Normalization;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's normalization from pictures to weights, against PyTorch in double precision. */
class NormalizationConformanceTest {
  private static final Map<String, String> FILES =
      Map.of(
          "torchvision_f32", "weights/vgg19n-torchvision.pth",
          "caffe_f32", "weights/vgg19n-caffe-bgr-legacy.pth");
  private static final String FOLDER = "expected/normalisation/";

  @BeforeEach
  void needNumbers() {
    Pack.assumePresent();
  }

  @ParameterizedTest
  @CsvSource({"torchvision_f32,avg", "torchvision_f32,max", "caffe_f32,avg", "caffe_f32,max"})
  void meansWeightsAndFeaturesAreThoseOfPyTorch(String set, String pooling) {
    Network network = NetworkFile.read(Pack.path(FILES.getOrDefault(set, "")));
    Vgg.Form form = Vgg.Form.plain(pooling.equals("max") ? Pooling.MAX : Pooling.AVERAGE);
    try (Engine engine = Engine.open(0)) {
      Map<Layer, double[]> means;
      try (MeanResponses responses = new MeanResponses(new Vgg(network, engine, form))) {
        for (int i = 0; i < 8; i++) {
          Picture picture = PictureReader.read(Pack.path(FOLDER + "calib_" + i + ".png"));
          responses.add(picture.height(), picture.width(), picture.rgb());
        }
        means = responses.means();
      }
      Normalization normalization = Normalization.of(network, means);

      assertThat(normalization.dead()).isEmpty();
      assertMeans(means, rows("mean_activations.tsv", set, pooling));
      assertWeights(normalization.network(), rows("normalised_weights.tsv", set, pooling));
      assertFeatures(
          new Vgg(normalization.network(), engine, form),
          rows("normalised_features.tsv", set, pooling));
    }
  }

  private static List<Pack.Row> rows(String table, String set, String pooling) {
    List<Pack.Row> rows =
        Pack.table(FOLDER + table).stream()
            .filter(row -> row.get("set").equals(set) && row.get("pooling").equals(pooling))
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(16);
    return rows;
  }

  private static void assertMeans(Map<Layer, double[]> means, List<Pack.Row> rows) {
    for (Pack.Row row : rows) {
      double[] wanted =
          Arrays.stream(row.get("mean_activation_of_filter_0..N-1").split(" "))
              .mapToDouble(Double::parseDouble)
              .toArray();
      double[] actual = means.getOrDefault(Layer.of(row.get("layer")), new double[0]);
      assertThat(actual).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(actual[i] / wanted[i]).as("%s, filter %d", row, i).isEqualTo(1, within(1e-5));
      }
    }
  }

  private static void assertWeights(Network network, List<Pack.Row> rows) {
    for (Pack.Row row : rows) {
      Convolution scaled = network.convolution(Layer.of(row.get("layer")));
      float[] values = row.get("tensor").equals("weight") ? scaled.weights() : scaled.bias();
      TensorTable.assertNumbers(values, row, 1e-4);
    }
  }

  private static void assertFeatures(Vgg vgg, List<Pack.Row> rows) {
    Picture x = PictureReader.read(Pack.path("expected/inputs/s64x48_x.png"));
    for (Pack.Row row : rows) {
      Layer layer = Layer.of(row.get("layer"));
      try (VggPass pass = vgg.forward(x.height(), x.width(), layer)) {
        pass.forward(x.rgb());
        Tensor response = pass.response(layer);
        float[] values = new float[Math.toIntExact(response.size())];
        response.get(values);
        double sum = 0;
        for (float value : values) {
          sum += value;
        }
        assertThat(sum / row.number("sum")).as("%s", row).isEqualTo(1, within(1e-4));
      }
    }
  }
}
