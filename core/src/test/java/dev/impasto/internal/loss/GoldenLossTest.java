package dev.impasto.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impasto.conformance.Pack;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Pooling;
import dev.impasto.engine.Precision;
import dev.impasto.internal.vgg.Vgg;
import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossConvention;
import dev.impasto.loss.LossOptions;
import dev.impasto.loss.LossParts;
import dev.impasto.loss.StyleStatistics;
import dev.impasto.network.Layer;
import dev.impasto.network.NetworkFile;
import dev.impasto.picture.Picture;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.BorderPadding;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss in use, with its derivative, against the numbers of {@code src/test/golden/losses.py}:
 * another implementation, in double precision, written from the formulas.
 */
final class GoldenLossTest {
  private static final Path FOLDER = Path.of("src", "test", "golden");
  private static final Pattern SHAPE =
      Pattern.compile("'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d+), (\\d+), 3\\)");

  /** Relative. */
  private static final double VALUE_ERROR = 1e-5;

  /** Of the norm of the whole derivative. */
  private static final double GRADIENT_ERROR = 1e-4;

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open(2, Precision.F32);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** A row of the table, by the names in its header. */
  private record Case(Map<String, String> fields) {
    String get(String column) {
      return Objects.requireNonNull(fields.get(column), column);
    }

    double number(String column) {
      return Double.parseDouble(get(column));
    }

    LossConvention convention() {
      return Arrays.stream(LossConvention.values())
          .filter(convention -> convention.toString().equals(get("convention")))
          .findFirst()
          .orElseThrow();
    }

    /** Those that stand in place of the convention's. */
    Optional<StyleStatistics> statistics() {
      return Arrays.stream(StyleStatistics.values())
          .filter(statistics -> statistics.toString().equals(get("style_loss")))
          .findFirst();
    }

    /** Weights and layers are the usual ones, which the other implementation has of its own. */
    LossOptions loss() {
      LossOptions usual =
          statistics()
              .map(other -> other.in(convention().options()))
              .orElse(convention().options())
              .withTvWeight(number("tv_weight"))
              .withDetail(
                  new DetailTerm(number("laplacian_weight"), number("self_similarity_weight")));
      return get("without").equals("content")
          ? usual.withContent(usual.content().withWeight(0))
          : usual;
    }

    Vgg vgg() {
      Pooling pooling = NamedChoice.of("pooling", get("pooling"), List.of(Pooling.values()));
      Path network =
          FOLDER.resolve(
              pooling == Pooling.MAX ? "network-max.safetensors" : "network-avg.safetensors");
      Vgg.Form form =
          get("borders").equals("seamless") ? Vgg.Form.seamless(pooling) : Vgg.Form.plain(pooling);
      BorderPadding padding =
          NamedChoice.of("padding", get("padding"), List.of(BorderPadding.values()));
      return new Vgg(
          NetworkFile.read(network),
          engine,
          padding.ofAllLayers().map(form::withPadding).orElse(form));
    }

    @Override
    public String toString() {
      return get("case");
    }
  }

  static Stream<Case> cases() throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve("losses.tsv"));
    List<String> names = List.of(lines.get(0).split("\t"));
    return lines.stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .map(
            fields ->
                new Case(
                    IntStream.range(0, fields.length)
                        .boxed()
                        .collect(Collectors.toMap(names::get, i -> fields[i]))));
  }

  /** Reads rows x columns x 3 numbers from NumPy's own format. */
  private static Picture picture(String name) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".npy")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    Matcher shape = SHAPE.matcher(new String(bytes.array(), 0, start, StandardCharsets.US_ASCII));
    assertThat(shape.find()).as("%s has rows x columns x 3 floats", name).isTrue();
    int height = Integer.parseInt(shape.group(1));
    int width = Integer.parseInt(shape.group(2));
    float[] values = new float[3 * height * width];
    bytes.position(start).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Picture(width, height, values);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void partsAndDerivativeAreThoseOfAnIndependentImplementation(Case golden) {
    LossOptions options = golden.loss();
    Vgg vgg = golden.vgg();
    Picture style = picture(golden.get("style_picture"));
    Map<Layer, LayerStatistics> targets =
        PictureStatistics.of(
            vgg,
            style.height(),
            style.width(),
            style.rgb(),
            options.styleLayers(),
            options.style().comparison());
    float[] x = picture(golden.get("result_picture")).rgb();
    float[] gradient = new float[x.length];
    LossParts parts;
    try (TransferLoss loss =
        new TransferLoss(
            vgg, picture(golden.get("content_picture")), StyleTarget.ofOne(targets), options)) {
      parts = loss.parts(loss.evaluate(x, gradient));
    }

    for (String part :
        List.of(LossParts.CONTENT, LossParts.STYLE, LossParts.VARIATION, LossParts.DETAIL)) {
      double expected = golden.number(part);
      assertThat(parts.get(part)).as(part).isCloseTo(expected, within(VALUE_ERROR * expected));
    }
    assertThat(Pack.relativeError(gradient, picture("gradient-" + golden).rgb()))
        .as("the derivative's relative error")
        .isLessThan(GRADIENT_ERROR);
  }

  @Test
  void everyConventionIsCompared() throws IOException {
    assertThat(cases().map(Case::convention).collect(Collectors.toSet()))
        .isEqualTo(Set.of(LossConvention.values()));
  }

  @Test
  void allStatisticsOfStyleAreCompared() throws IOException {
    assertThat(cases().map(golden -> StyleStatistics.of(golden.loss().style().comparison())))
        .contains(StyleStatistics.values());
  }

  @Test
  void theDefaultLossIsCompared() throws IOException {
    assertThat(cases().filter(golden -> golden.get("case").equals("default")).map(Case::loss))
        .containsExactly(TransferOptions.defaults().loss());
  }
}
