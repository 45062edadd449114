package dev.impasto.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every published file format, from the file to the features, in its own convention. */
class WeightFileFeaturesConformanceTest {
  @BeforeEach
  void needNumbers() {
    Pack.assumePresent();
  }

  static Stream<String> files() {
    List<Pack.Row> files = Pack.table("weights/files.tsv");
    return files.isEmpty()
        ? Stream.of("no file")
        : files.stream().map(row -> row.get("file") + " " + row.get("tensor_set"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void featuresAreThoseOfPyTorch(String fileAndSet) {
    String[] parts = fileAndSet.split(" ");
    Network network = NetworkFile.read(Pack.path("weights/" + parts[0]));
    List<Pack.Row> rows =
        Pack.table("expected/features.tsv").stream()
            .filter(row -> row.get("set").equals(parts[1]) && row.get("case").equals("s64x48"))
            .filter(row -> row.get("image").equals("x"))
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(16);
    try (Engine engine = Engine.open(0)) {
      for (Pack.Row row : rows) {
        Pooling pooling = row.get("pooling").equals("max") ? Pooling.MAX : Pooling.AVERAGE;
        assertFeatures(new Vgg(network, engine, Vgg.Form.plain(pooling)), row);
      }
    }
  }

  private static void assertFeatures(Vgg vgg, Pack.Row row) {
    Picture picture =
        PictureReader.read(
            Pack.path("expected/inputs/%s_%s.png".formatted(row.get("case"), row.get("image"))));
    Layer layer = Layer.of(row.get("layer"));
    try (VggPass pass = vgg.forward(picture.height(), picture.width(), layer)) {
      pass.forward(picture.rgb());
      Tensor response = pass.response(layer);
      float[] values = new float[Math.toIntExact(response.size())];
      response.get(values);
      int channels = response.channels();
      int positions = values.length / channels;
      for (String sample : row.get("samples").split(" ")) {
        int index = Integer.parseInt(sample.substring(0, sample.indexOf('=')));
        assertThat((double) values[index % positions * channels + index / positions])
            .as("%s of %s", sample, row)
            .isEqualTo(
                Double.parseDouble(sample.substring(sample.indexOf('=') + 1)),
                within(1e-5 * row.number("max")));
      }
    }
  }
}
