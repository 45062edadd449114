package dev.impasto.spark;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.engine.Precision;
import dev.impasto.picture.PictureReader;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.problem.NamedChoice;
import dev.impasto.request.OptionsJson;
import dev.impasto.request.Preset;
import dev.impasto.request.TransferOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Repaints a column of photographs in the manner of paintings. The column holds the bytes of files,
 * as the data source {@code binaryFile} has them, or image structures; results are of the same
 * kind, in {@link #outputCol()}. A photograph that cannot be repainted has null there, and a line
 * with the reason in {@link #errorCol()}.
 *
 * <p>Every setting that shapes a result is a parameter, named as in the JSON of {@link
 * TransferOptions}: {@code set("schedule.iterations", 60)}. A value that cannot be one is refused
 * when it is set.
 */
public final class StyleTransformer extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;
  private static final List<String> FORMATS = List.of("png", "jpg", "tif");

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final Param<String> errorCol;
  private final StringArrayParam styles;
  private final DoubleArrayParam blend;
  private final Param<String> network;
  private final Param<String> preset;
  private final DoubleParam strength;
  private final DoubleParam detail;
  private final Param<String> precision;
  private final IntParam threads;
  private final Param<String> format;
  private final List<SettingParam> settings;

  /** With the usual settings. */
  public StyleTransformer() {
    this(Identifiable.randomUID("styleTransformer"));
  }

  /**
   * With the usual settings, under a name of its own.
   *
   * @param uid what identifies it in a pipeline
   */
  public StyleTransformer(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "the photographs' column");
    outputCol = new Param<>(this, "outputCol", "the results' column, of the same type");
    errorCol = new Param<>(this, "errorCol", "the column that says why there is no result");
    styles = new StringArrayParam(this, "styles", "the paintings' files, on any file system");
    blend =
        new DoubleArrayParam(
            this, "blend", "how much each painting counts, in their order (default: all the same)");
    network =
        new Param<>(this, "network", "a file with a network (default: the one that is included)");
    preset =
        new Param<>(
            this,
            "preset",
            "settings that go together, which others change: " + Arrays.toString(Preset.values()),
            checked(value -> NamedChoice.of("preset", value, List.of(Preset.values()))));
    strength =
        new DoubleParam(
            this,
            "strength",
            "how strongly to paint: 0 the photograph, 50 the settings, 100 all painting",
            checked(value -> TransferOptions.defaults().withStrength((double) value)));
    detail =
        new DoubleParam(
            this,
            "detail",
            "how much to keep outlines and faces, 0 to 100",
            checked(value -> TransferOptions.defaults().withDetail((double) value)));
    precision =
        new Param<>(
            this,
            "precision",
            "what is computed with: auto, f32 or bf16",
            checked(value -> NamedChoice.of("precision", value, List.of(Precision.values()))));
    threads =
        new IntParam(
            this,
            "threads",
            "threads of each task; 0 for as many as spark.task.cpus",
            checked(value -> requireThreads((int) value)));
    format =
        new Param<>(
            this,
            "format",
            "what results are, where photographs are files: png, jpg or tif",
            checked(value -> NamedChoice.of("format", value, FORMATS)));
    settings = SettingParam.names().stream().map(name -> new SettingParam(this, name)).toList();
    setDefault(inputCol, "content");
    setDefault(outputCol, "result");
    setDefault(errorCol, "problem");
    setDefault(styles, new String[0]);
    setDefault(blend, new double[0]);
    setDefault(network, "");
    setDefault(preset, Preset.IMPASTO.toString());
    setDefault(strength, 50.0);
    setDefault(detail, 0.0);
    setDefault(precision, Precision.AUTO.toString().toLowerCase(java.util.Locale.ROOT));
    setDefault(threads, 0);
    setDefault(format, "png");
  }

  /** Something that throws what is wrong with a value. */
  private interface Check<T> {
    void accept(T value);
  }

  private static <T> Function1<T, Object> checked(Check<T> check) {
    return (Function1<T, Object> & java.io.Serializable)
        value -> {
          check.accept(value);
          return true;
        };
  }

  private static void requireThreads(int value) {
    require(
        value >= 0 && value <= dev.impasto.engine.Engine.MOST_THREADS,
        "threads must be 0 to %d, not %d",
        dev.impasto.engine.Engine.MOST_THREADS,
        value);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The photographs' column; usually {@code content}, as of the data source binaryFile. */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** The results' column; usually {@code result}. */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** The problems' column, null where there is a result; usually {@code problem}. */
  public Param<String> errorCol() {
    return errorCol;
  }

  /** The paintings' files. */
  public StringArrayParam styles() {
    return styles;
  }

  /** How much each painting counts; only the ratios matter. */
  public DoubleArrayParam blend() {
    return blend;
  }

  /** A file with a network; empty for the one that is included. */
  public Param<String> network() {
    return network;
  }

  /** Settings that go together. */
  public Param<String> preset() {
    return preset;
  }

  /** How strongly to paint, 0 to 100. */
  public DoubleParam strength() {
    return strength;
  }

  /** How much to keep outlines and faces, 0 to 100. */
  public DoubleParam detail() {
    return detail;
  }

  /** What is computed with: auto, f32 or bf16. */
  public Param<String> precision() {
    return precision;
  }

  /** Threads of each task; 0 for {@code spark.task.cpus}. */
  public IntParam threads() {
    return threads;
  }

  /** What results are where photographs are files: png, jpg or tif. */
  public Param<String> format() {
    return format;
  }

  /** Sets {@link #inputCol()}. */
  public StyleTransformer setInputCol(String value) {
    set(inputCol, value);
    return this;
  }

  /** Sets {@link #outputCol()}. */
  public StyleTransformer setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** Sets {@link #errorCol()}. */
  public StyleTransformer setErrorCol(String value) {
    set(errorCol, value);
    return this;
  }

  /** Sets {@link #styles()}. */
  public StyleTransformer setStyles(String... value) {
    set(styles, value.clone());
    return this;
  }

  /** Sets {@link #network()}. */
  public StyleTransformer setNetwork(String value) {
    set(network, value);
    return this;
  }

  /** Sets the longest side of results in pixels. */
  public StyleTransformer setSize(int value) {
    set("size", value);
    return this;
  }

  /**
   * All parameters, the settings among them. They are found by reflection but for the settings,
   * whose names have dots.
   */
  @Override
  public Param<?>[] params() {
    Param<?>[] own = super.params();
    return settings == null
        ? own
        : Stream.concat(Arrays.stream(own), settings.stream()).toArray(Param<?>[]::new);
  }

  /** The settings as they are set. */
  private TransferOptions options() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("preset", $(preset));
    settings.stream()
        .filter(this::isSet)
        .forEach(setting -> SettingParam.put(json, setting.path(), getOrDefault(setting)));
    return OptionsJson.read(json.toString())
        .withStrength((double) $(strength))
        .withDetail((double) $(detail));
  }

  /**
   * The schema with both new columns.
   *
   * @throws InvalidInputException if there is no column of photographs, or one of the new columns
   *     is there, or the parameters do not go together
   */
  @Override
  public StructType transformSchema(StructType schema) {
    List<String> names = Arrays.asList(schema.fieldNames());
    String input = $(inputCol);
    require(
        names.contains(input),
        "there is no column '%s' for inputCol; there are %s",
        input,
        String.join(", ", names));
    for (String made : List.of($(outputCol), $(errorCol))) {
      require(!names.contains(made), "the column '%s' is there already: choose another name", made);
    }
    require(
        !$(outputCol).equals($(errorCol)),
        "outputCol and errorCol are both '%s': choose two names",
        $(outputCol));
    PictureColumn.of(input, schema.apply(input).dataType());
    requirePaintings(options());
    return schema
        .add($(outputCol), schema.apply(input).dataType(), true)
        .add($(errorCol), DataTypes.StringType, true);
  }

  private void requirePaintings(TransferOptions options) {
    int count = $(styles).length;
    require(
        count > 0 || options.loss().style().weight() == 0,
        "there is no painting: set styles to one file or more");
    int weights = $(blend).length;
    require(
        weights == 0 || weights == count,
        "blend has %d weights for %d paintings: give one for each",
        weights,
        count);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    StructType made = transformSchema(schema);
    SparkSession session = dataset.sparkSession();
    Broadcast<TransferPlan> plan =
        session
            .sparkContext()
            .broadcast(plan(session), scala.reflect.ClassTag$.MODULE$.apply(TransferPlan.class));
    PictureColumn column = PictureColumn.of($(inputCol), schema.apply($(inputCol)).dataType());
    int path = Arrays.asList(schema.fieldNames()).indexOf("path");
    return dataset
        .toDF()
        .mapPartitions(
            new RowTransfer(plan, column, schema.fieldIndex($(inputCol)), path),
            Encoders.row(made));
  }

  /** Reads what all executors need, once, and says now what is wrong with it. */
  private TransferPlan plan(SparkSession session) {
    HadoopFiles files = HadoopFiles.of(session.sparkContext().hadoopConfiguration());
    List<TransferPlan.Painting> paintings = new ArrayList<>();
    for (int i = 0; i < $(styles).length; i++) {
      String style = $(styles)[i];
      double weight = $(blend).length == 0 ? 1 : $(blend)[i];
      paintings.add(new TransferPlan.Painting(style, files.read(style), weight));
    }
    TransferPlan plan =
        new TransferPlan(
            paintings,
            OptionsJson.write(options()),
            $(network).isEmpty()
                ? NetworkBytes.embedded()
                : NetworkBytes.of($(network), files.read($(network))),
            NamedChoice.of("precision", $(precision), List.of(Precision.values())),
            (int) $(threads),
            $(format),
            PictureReader.DEFAULT_MAX_PIXELS);
    plan.check();
    return plan;
  }

  @Override
  public StyleTransformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what {@link #write()} has written. */
  public static MLReader<StyleTransformer> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads one from a folder. */
  public static StyleTransformer load(String path) {
    return read().load(path);
  }
}
