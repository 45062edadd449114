package dev.impasto.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impasto.StyleTransfer;
import dev.impasto.engine.Engine;
import dev.impasto.engine.Precision;
import dev.impasto.network.Network;
import dev.impasto.picture.Picture;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of photographs, repainted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StyleTransformerTest {
  private final Path folder;
  private final Path photographs;
  private final Path painting;
  private SparkSession session;

  @SuppressWarnings("NullAway.Init") // set before all tests
  StyleTransformerTest(@TempDir Path all) throws IOException {
    folder = all;
    photographs = Files.createDirectory(all.resolve("photographs"));
    Pictures.file(photographs.resolve("one.png"), 40, 30, 1);
    Pictures.file(photographs.resolve("two.png"), 30, 40, 2);
    Files.writeString(photographs.resolve("broken.png"), "no picture");
    painting = Pictures.file(all.resolve("painting.png"), 40, 40, 3);
  }

  @BeforeAll
  void start() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate();
  }

  @AfterAll
  void stop() {
    session.stop();
  }

  private StyleTransformer transformer() {
    StyleTransformer transformer =
        new StyleTransformer().setStyles(painting.toString()).setSize(32);
    transformer.set("schedule.iterations", 3);
    transformer.set("schedule.minScale", 16);
    transformer.set("precision", "f32");
    return transformer;
  }

  private Dataset<Row> files() {
    return session.read().format("binaryFile").load(photographs.toString());
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.orderBy("path").collectAsList();
  }

  @Test
  void filesAreRepaintedAsOnOneMachineAndProblemsAreRows() {
    List<Row> rows = sorted(transformer().transform(files()));

    assertThat(rows).hasSize(3);
    Row broken = rows.get(0);
    assertThat(broken.<byte[]>getAs("result")).isNull();
    assertThat(broken.<String>getAs("problem")).contains("broken.png").doesNotContain("\n");
    Row one = rows.get(1);
    assertThat(one.<String>getAs("problem")).isNull();
    assertThat(decoded(one.getAs("result")).rgb()).isEqualTo(decoded(expected("one.png")).rgb());
  }

  /** What the library makes of it, as a file. */
  private byte[] expected(String name) {
    TransferOptions options =
        TransferOptions.defaults()
            .withSize(32)
            .withIterations(3)
            .withSchedule(s -> s.withMinScale(16));
    try (Engine engine = Engine.open(1, Precision.F32);
        StyleTransfer transfer = new StyleTransfer(Network.embedded(), engine);
        TemporaryFiles files = new TemporaryFiles()) {
      Picture result =
          transfer.transfer(
              PictureReader.read(photographs.resolve(name)), PictureReader.read(painting), options);
      Path file = files.place("result.png");
      dev.impasto.picture.PictureWriter.write(result, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Picture decoded(byte[] file) {
    try (TemporaryFiles files = new TemporaryFiles()) {
      return PictureReader.read(files.of("result.png", file));
    }
  }

  @Test
  void imageStructuresStayImageStructures() throws IOException {
    Files.delete(photographs.resolve("broken.png"));
    Dataset<Row> images = session.read().format("image").load(photographs.toString());
    Row row =
        transformer()
            .setInputCol("image")
            .transform(images)
            .orderBy(functions.col("image.origin"))
            .collectAsList()
            .get(0);
    Files.writeString(photographs.resolve("broken.png"), "no picture");
    Row result = row.getAs("result");
    byte[] data = result.getAs("data");
    float[] expected = decoded(expected("one.png")).rgb();

    assertThat(result.getInt(2)).isEqualTo(32);
    assertThat(result.getInt(4)).isEqualTo(16);
    // Blue first, and 8 bits.
    assertThat((data[2] & 0xff) / 255f).isEqualTo(expected[0]);
    assertThat((data[0] & 0xff) / 255f).isEqualTo(expected[2]);
  }

  @Test
  void aSavedPipelineGivesTheSameBytes() throws IOException {
    StyleTransformer transformer = transformer();
    transformer.set("loss.style.weight", 7.5);
    Path saved = folder.resolve("saved");
    new Pipeline()
        .setStages(new PipelineStage[] {transformer})
        .fit(files())
        .write()
        .overwrite()
        .save(saved.toString());
    PipelineModel loaded = PipelineModel.load(saved.toString());

    byte[] before = sorted(transformer.transform(files())).get(1).getAs("result");
    byte[] after = sorted(loaded.transform(files())).get(1).getAs("result");
    byte[] usual = sorted(transformer().transform(files())).get(1).getAs("result");

    assertThat(after).isEqualTo(before).isNotEqualTo(usual);
  }

  @Test
  void aCopyHasTheSameSettings() {
    StyleTransformer copy = transformer().copy(new org.apache.spark.ml.param.ParamMap());

    assertThat(copy.getOrDefault(copy.getParam("schedule.iterations"))).isEqualTo(3);
    assertThat(copy.explainParams()).contains("loss.style.weight", "schedule.iterations");
  }

  @ParameterizedTest
  @CsvSource({
    "size, 4, at least 16 pixels",
    "loss.style.weight, -1, 0 or more",
    "preset, papr, did you mean paper?",
    "precision, f64, f32",
    "format, gif, png",
    "strength, 101, 100",
    "schedule.iterations, many, whole number"
  })
  void aValueThatCannotBeIsRefusedWhenItIsSet(String name, String value, String message) {
    StyleTransformer transformer = new StyleTransformer();
    Object given = value;
    if (name.equals("strength")) {
      given = Double.valueOf(value);
    } else if (value.matches("-?\\d+")) {
      given = Integer.valueOf(value);
    }
    Object set = given;

    assertThatThrownBy(() -> transformer.set(name, set))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatDoesNotFitFailsBeforeTheExecutors() {
    Dataset<Row> texts = files().withColumn("text", functions.lit("a"));

    assertThatThrownBy(() -> transformer().setInputCol("photo").transformSchema(texts.schema()))
        .hasMessageContaining("there is no column 'photo' for inputCol; there are path");
    assertThatThrownBy(() -> transformer().setInputCol("text").transformSchema(texts.schema()))
        .hasMessageContaining("the column 'text' is of type string; it must be binary");
    assertThatThrownBy(() -> transformer().setOutputCol("text").transformSchema(texts.schema()))
        .hasMessageContaining("the column 'text' is there already");
    assertThatThrownBy(() -> new StyleTransformer().transformSchema(texts.schema()))
        .hasMessageContaining("there is no painting");
    assertThatThrownBy(() -> transformer().setStyles("none.png").transform(texts))
        .hasMessageContaining("there is no file 'none.png'");
  }
}
