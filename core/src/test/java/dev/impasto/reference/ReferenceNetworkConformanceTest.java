package dev.impasto.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.conformance.Pack;
import dev.impasto.engine.Pooling;
import dev.impasto.network.Layer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceNetworkConformanceTest {
  @BeforeEach
  void needNumbers() {
    Pack.assumePresent();
  }

  @Test
  void featuresAreThoseOfPyTorch() throws IOException {
    int rows = 0;
    for (String convention : new String[] {"torchvision", "caffe"}) {
      boolean caffe = convention.equals("caffe");
      for (Pooling pooling : List.of(Pooling.AVERAGE, Pooling.MAX)) {
        ReferenceNetwork network =
            new ReferenceNetwork(caffe ? Conformance.caffe() : Conformance.torchvision(), pooling);
        for (String pictureCase : new String[] {"s64x48", "s65x51"}) {
          PeerLoss.Input input =
              Conformance.input("expected/inputs/" + pictureCase + "_x.png", caffe);
          Map<Layer, double[]> features =
              network.features(input.values(), input.height(), input.width());
          for (Pack.Row row : Pack.table("expected/features.tsv")) {
            if (pictureCase.equals(row.get("case"))
                && (convention + "_f32").equals(row.get("set"))
                && name(pooling).equals(row.get("pooling"))) {
              checkFeatures(row, features.get(Layer.of(row.get("layer"))));
              rows++;
            }
          }
        }
      }
    }
    assertThat(rows).isEqualTo(8 * 16);
  }

  private static void checkFeatures(Pack.Row row, double[] values) {
    int channels = Integer.parseInt(row.get("C"));
    int positions = values.length / channels;
    double max = Double.parseDouble(row.get("max"));
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares) / Double.parseDouble(row.get("l2"))).isEqualTo(1, within(1e-7));
    for (String sample : row.get("samples").split(" ", -1)) {
      int chw = Integer.parseInt(sample.substring(0, sample.indexOf('=')));
      double expected = Double.parseDouble(sample.substring(sample.indexOf('=') + 1));
      double actual = values[chw % positions * channels + chw / positions];
      assertThat(actual)
          .as("%s %s", row.get("layer"), sample)
          .isEqualTo(expected, within(2e-7 * max));
    }
  }

  @Test
  void lossesAndGradientsAreThoseOfThePeer() throws IOException {
    int rows = 0;
    for (Pack.Row row : Pack.table("expected/peer_losses.tsv")) {
      if (!row.get("loss").equals("total") || row.get("case").equals("s224x160")) {
        continue;
      }
      rows++;
      String start = "expected/inputs/" + row.get("case") + "_";
      String style = row.get("style_image").equals("a2") ? "a2_80x56" : "a";
      Pooling pooling = row.get("pooling").equals("max") ? Pooling.MAX : Pooling.AVERAGE;
      PeerLoss loss =
          new PeerLoss(
              new ReferenceNetwork(Conformance.caffe(), pooling),
              Conformance.input(start + "p.png", true),
              Conformance.input(start + style + ".png", true),
              5,
              100,
              1e-3);
      PeerLoss.Input x = Conformance.input(start + "x.png", true);
      double[] gradient = new double[x.values().length];
      double value = loss.evaluate(x.values(), gradient);
      assertThat(value / Double.parseDouble(row.get("value"))).isEqualTo(1, within(1e-7));
      double squares = 0;
      for (double g : gradient) {
        squares += g * g;
      }
      assertThat(Math.sqrt(squares) / Double.parseDouble(row.get("grad_l2")))
          .isEqualTo(1, within(1e-7));
      if (!row.get("grad_file").isEmpty()) {
        float[] expected = Pack.npy("expected/" + row.get("grad_file")).floats();
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
          int positions = x.height() * x.width();
          double difference = gradient[i % positions * 3 + i / positions] - expected[i];
          error += difference * difference;
        }
        assertThat(Math.sqrt(error / squares)).isLessThan(1e-6);
      }
    }
    assertThat(rows).isEqualTo(6);
  }

  private static String name(Pooling pooling) {
    return pooling == Pooling.MAX ? "max" : "avg";
  }
}
