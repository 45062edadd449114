package dev.impasto.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Tensor;
import dev.impasto.internal.loss.ContentLoss;
import dev.impasto.internal.loss.ContentTarget;
import dev.impasto.internal.loss.LayerStatistics;
import dev.impasto.internal.loss.PictureStatistics;
import dev.impasto.internal.loss.ResponseStatistics;
import dev.impasto.internal.loss.StatisticsLoss;
import dev.impasto.internal.loss.StyleDistances;
import dev.impasto.internal.loss.StyleTarget;
import dev.impasto.internal.loss.TotalVariation;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.internal.vgg.VggPass;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.StyleComparison;
import dev.impasto.loss.VariationTerm;
import dev.impasto.network.Layer;
import dev.impasto.network.Network;
import dev.impasto.storage.Floats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine, the chain and the losses against numbers made by PyTorch in double precision. */
class EngineConformanceTest {
  private static final List<Layer> STYLE =
      List.of(Layer.CONV1_1, Layer.CONV2_1, Layer.CONV3_1, Layer.CONV4_1, Layer.CONV5_1);

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open(0);
  }

  @BeforeEach
  void needNumbers() {
    Pack.assumePresent();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private record Pixels(int height, int width, float[] values) {}

  private static Pixels picture(String name) {
    try {
      var image = ImageIO.read(Pack.path("expected/inputs/" + name + ".png").toFile());
      float[] values = new float[3 * image.getWidth() * image.getHeight()];
      int i = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int rgb = image.getRGB(x, y);
          values[i++] = (rgb >> 16 & 255) / 255f;
          values[i++] = (rgb >> 8 & 255) / 255f;
          values[i++] = (rgb & 255) / 255f;
        }
      }
      return new Pixels(image.getHeight(), image.getWidth(), values);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Vgg vgg(String set, String pooling) {
    Network network = ConformanceNetworks.of(set);
    return new Vgg(
        network, engine, Vgg.Form.plain(pooling.equals("max") ? Pooling.MAX : Pooling.AVERAGE));
  }

  /** Reads a layer's response at the moment the chain passes it. */
  private static float[] response(Vgg vgg, Pixels pixels, Layer layer) {
    try (VggPass pass = vgg.differentiable(pixels.height, pixels.width, layer)) {
      pass.forward(pixels.values);
      Tensor y = pass.response(layer);
      float[] values = new float[(int) y.size()];
      y.get(values);
      return values;
    }
  }

  @Test
  void featuresAreThoseOfPyTorch() {
    SoftAssertions softly = new SoftAssertions();
    for (Pack.Row row : Pack.table("expected/features.tsv")) {
      String name = row.get("case") + "_" + row.get("image");
      float[] y =
          response(
              vgg(row.get("set"), row.get("pooling")), picture(name), Layer.of(row.get("layer")));
      int c = Integer.parseInt(row.get("C"));
      int positions = y.length / c;
      double sum = 0;
      double squares = 0;
      for (float v : y) {
        sum += v;
        squares += (double) v * v;
      }
      String what = row.toString();
      double l2 = Double.parseDouble(row.get("l2"));
      softly
          .assertThat(sum)
          .as(what)
          .isCloseTo(row.number("sum"), within(1e-5 * row.number("sum")));
      softly.assertThat(Math.sqrt(squares)).as(what).isCloseTo(l2, within(1e-5 * l2));
      double error = 0;
      double norm = 0;
      for (String sample : row.get("samples").split(" ")) {
        String[] pair = sample.split("=");
        int index = Integer.parseInt(pair[0]);
        double expected = Double.parseDouble(pair[1]);
        double actual = y[index % positions * c + index / positions];
        softly.assertThat(actual).as(what).isCloseTo(expected, within(1e-5 * row.number("max")));
        error += (actual - expected) * (actual - expected);
        norm += expected * expected;
      }
      softly.assertThat(Math.sqrt(error / norm)).as(what).isLessThan(1e-4);
    }
    softly.assertAll();
  }

  @Test
  void gramMatricesAreThoseOfPyTorch() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(Pack.path("expected/gram"))) {
      files = list.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (Path file : files) {
      // CASE_IMAGE_CONVENTION_POOLING_convB_I.npy
      String[] parts = file.getFileName().toString().replace(".npy", "").split("_");
      Layer layer = Layer.of(parts[4] + "_" + parts[5]);
      Pixels pixels = picture(parts[0] + "_" + parts[1] + (parts[1].equals("a2") ? "_80x56" : ""));
      Vgg vgg = vgg(parts[2] + "_f32", parts[3]);
      List<LayerStatistics> grams =
          List.copyOf(
              PictureStatistics.of(
                      vgg,
                      pixels.height,
                      pixels.width,
                      pixels.values,
                      List.of(layer),
                      LossConvention.PAPER.options().style().comparison())
                  .values());
      float[] expected = Pack.npy("expected/gram/" + file.getFileName()).floats();
      softly
          .assertThat(Pack.relativeError(grams.get(0).values(), expected))
          .as(file.toString())
          .isLessThan(1e-5);
    }
    softly.assertAll();
  }

  @Test
  void thePapersLossesAndTheirPixelGradientsAreThoseOfPyTorch() {
    checkLosses("expected/losses.tsv", LossConvention.PAPER, 1, 1000, 0);
  }

  @Test
  void neuralStylesLossesAndTheirPixelGradientsAreThoseOfPyTorch() {
    checkLosses("expected/peer_losses.tsv", LossConvention.NEURAL_STYLE, 5, 100, 1e-3);
  }

  private static void checkLosses(
      String table, LossConvention convention, double content, double style, double tv) {
    List<Pack.Row> rows = Pack.table(table);
    assertThat(rows).isNotEmpty();
    SoftAssertions softly = new SoftAssertions();
    for (Pack.Row row : rows) {
      checkLoss(softly, row, convention, content, style, tv);
    }
    softly.assertAll();
  }

  /** One row: builds only what the row is about, compares its value and its gradient. */
  private static void checkLoss(
      SoftAssertions softly,
      Pack.Row row,
      LossConvention convention,
      double contentWeight,
      double styleWeight,
      double tvWeight) {
    String loss = row.get("loss");
    boolean paper = convention == LossConvention.PAPER;
    boolean otherSize = row.get("case").endsWith(":a2") || "a2".equals(row.get("style_image"));
    String name = row.get("case").replace(":a2", "");
    Pixels x = picture(name + "_x");
    Pixels a = picture(name + (otherSize ? "_a2_80x56" : "_a"));
    Vgg vgg = vgg(row.get("set"), row.get("pooling"));
    boolean caffe = row.get("set").startsWith("caffe");
    float[] gradient = new float[x.values.length];
    double value;
    if (loss.startsWith("tv")) {
      int power = loss.equals("tv_l2") ? 2 : 1;
      double range = paper && !caffe ? 1 : 255;
      value =
          new TotalVariation(new VariationTerm(paper ? 1 : tvWeight, range, power, 4, false))
              .addTo(
                  engine.parallel(), Floats.of(gradient), Floats.of(x.values), x.height, x.width);
    } else {
      boolean whole = loss.startsWith("total");
      List<Layer> layers =
          STYLE.stream()
              .filter(l -> whole || loss.equals("style") || loss.endsWith(l.toString()))
              .toList();
      double layerWeight = !paper ? styleWeight : loss.startsWith("E_") ? 1 : 0.2;
      if (paper && whole) {
        layerWeight *= styleWeight;
      }
      try (VggPass pass = vgg.differentiable(x.height, x.width, Layer.CONV5_1)) {
        if (whole || loss.equals("content")) {
          ContentTarget target = new ContentTarget(pass, Layer.CONV4_2);
          pass.forward(picture(name + "_p").values);
          pass.endObserving();
          pass.attach(
              Layer.CONV4_2,
              new ContentLoss(target, contentWeight, convention.options().content().comparison()));
        }
        double share = layerWeight;
        if (!layers.isEmpty()) {
          StyleComparison comparison = convention.options().style().comparison();
          PictureStatistics.of(vgg, a.height, a.width, a.values, layers, comparison)
              .forEach(
                  (l, target) ->
                      pass.attach(
                          l,
                          new StatisticsLoss(
                              new ResponseStatistics(pass, l, comparison),
                              StyleDistances.of(
                                  comparison,
                                  List.of(new StyleTarget(target, 1)),
                                  Optional.empty(),
                                  share,
                                  pass.workspace()::squareProduct))));
        }
        value = pass.forward(x.values);
        pass.backward(gradient);
        if (!paper && loss.equals("total")) {
          value +=
              new TotalVariation(convention.options().variation().withWeight(tvWeight))
                  .addTo(
                      engine.parallel(),
                      Floats.of(gradient),
                      Floats.of(x.values),
                      x.height,
                      x.width);
        }
      }
    }
    double expected = row.number("value");
    String what = row.toString();
    softly.assertThat(value).as(what).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    // Our derivatives are per color in 0..1; the table's unit may be 0..255.
    double unit = row.get("pixel_unit").equals("RGB_0..1") ? 1 : 255;
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g / (unit * unit);
    }
    double l2 = row.number("grad_l2");
    softly.assertThat(Math.sqrt(squares)).as(what).isCloseTo(l2, within(1e-4 * l2));
    if (!row.get("grad_file").isBlank()) {
      float[] expectedGradient =
          Pack.npy("expected/" + row.get("grad_file")).interleaved(unit == 255);
      for (int i = 0; i < expectedGradient.length; i++) {
        expectedGradient[i] *= (float) unit;
      }
      softly.assertThat(Pack.relativeError(gradient, expectedGradient)).as(what).isLessThan(1e-4);
    }
  }
}
