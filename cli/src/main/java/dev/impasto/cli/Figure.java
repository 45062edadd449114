package dev.impasto.cli;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.LossConvention;
import dev.impasto.network.Layer;
import dev.impasto.picture.Picture;
import dev.impasto.problem.InvalidInputException;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.Preset;
import dev.impasto.request.Reconstruction;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.TransferOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A figure of the paper, made of other pictures. */
enum Figure {
  /** Content reconstructed from each block, and style from more and more of them. */
  RECONSTRUCTIONS(1, 6, 2, 2) {
    @Override
    TransferOptions usual() {
      return Reconstruction.contentDefaults();
    }

    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      List<FigureCell> cells = new ArrayList<>();
      cells.add(FigureCell.shown("content", sources.get(0), options));
      CONTENT.forEach(layer -> cells.add(FigureCell.content(sources.get(0), layer, options)));
      cells.add(FigureCell.shown("style", sources.get(1), options));
      Picture content = sources.get(0).picture().fitted(options.size());
      TransferOptions textures = given.apply(Reconstruction.styleDefaults());
      List<Layer> layers = LossConvention.STYLE_LAYERS;
      for (int i = 0; i < layers.size(); i++) {
        cells.add(
            FigureCell.style(
                (i == 0 ? "" : "+ ") + layers.get(i),
                sources.get(1),
                layers.subList(0, i + 1),
                content,
                textures));
      }
      return cells;
    }
  },

  /** One content with several styles, each with its ratio. */
  STYLES(3, 2, 2, 16, 1e-3, 8e-4, 5e-3, 5e-4, 5e-4) {
    @Override
    List<String> examples() {
      return List.of(
          TOWN, NIGHT, "style/dabs-of-light.jpg", "style/broken-planes.jpg", "style/ink-wave.jpg");
    }

    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      List<FigureCell> cells = new ArrayList<>();
      cells.add(FigureCell.shown("content", sources.get(0), options));
      for (int i = 1; i < sources.size(); i++) {
        double ratio = ratios.get(Math.min(i, ratios.size()) - 1);
        cells.add(
            FigureCell.transferred(
                    ratioLabel(ratio), sources.get(0), sources.get(i), options.withRatio(ratio))
                .withInset(sources.get(i)));
      }
      return cells;
    }
  },

  /** Content against style: their ratio. */
  RATIOS(4, 2, 2, 2, 1e-4, 1e-3, 1e-2, 1e-1) {
    /** The least ratios need the most steps until their style is near the painting's. */
    @Override
    TransferOptions usual() {
      return super.usual().withIterations(500);
    }

    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      return ratios.stream()
          .map(
              ratio ->
                  FigureCell.transferred(
                      ratioLabel(ratio), sources.get(0), sources.get(1), options.withRatio(ratio)))
          .toList();
    }
  },

  /** Content matched in a low layer and in a deep one. */
  CONTENT_LAYERS(5, 3, 2, 2) {
    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      List<FigureCell> cells = new ArrayList<>();
      cells.add(FigureCell.shown("content", sources.get(0), options));
      for (Layer layer : List.of(Layer.CONV2_2, Layer.CONV4_2)) {
        cells.add(
            FigureCell.transferred(
                layer.toString(),
                sources.get(0),
                sources.get(1),
                options.withLoss(
                    l -> l.withContentLayers(LossConvention.of(l).contentShares(List.of(layer))))));
      }
      return cells;
    }
  },

  /** What the run starts from. */
  STARTS(6, 2, 2, 2) {
    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      List<FigureCell> cells = new ArrayList<>();
      for (InitialPicture.Kind start :
          List.of(InitialPicture.Kind.CONTENT, InitialPicture.Kind.STYLE)) {
        cells.add(
            FigureCell.transferred(
                "from the " + Defaults.lower(start),
                sources.get(0),
                sources.get(1),
                options.withStart(start)));
      }
      for (int i = 0; i < 4; i++) {
        long seed = options.schedule().start().seed() + i;
        cells.add(
            FigureCell.transferred(
                "from noise " + (i + 1),
                sources.get(0),
                sources.get(1),
                options
                    .withStart(InitialPicture.Kind.NOISE)
                    .withSchedule(s -> s.withStart(start -> start.withSeed(seed)))));
      }
      return cells;
    }
  },

  /** A style that is a photograph too. */
  PHOTOGRAPHS(7, 3, 2, 2) {
    @Override
    List<String> examples() {
      return List.of(TOWN, "style/night-city.jpg");
    }

    @Override
    List<FigureCell> cells(
        List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios) {
      TransferOptions options = given.apply(usual());
      return List.of(
          FigureCell.shown("content", sources.get(0), options),
          FigureCell.shown("style", sources.get(1), options),
          FigureCell.transferred("result", sources.get(0), sources.get(1), options));
    }
  };

  private static final List<Layer> CONTENT =
      List.of(Layer.CONV1_2, Layer.CONV2_2, Layer.CONV3_2, Layer.CONV4_2, Layer.CONV5_2);

  private static final String TOWN = "content/harbor-town.jpg";
  private static final String NIGHT = "style/swirling-night.jpg";

  private final int number;
  private final int columns;
  private final int least;
  private final int most;

  @SuppressWarnings("ImmutableEnumChecker") // Stream.toList gives one that cannot be changed
  private final List<Double> ratios;

  Figure(int number, int columns, int least, int most, double... ratios) {
    this.number = number;
    this.columns = columns;
    this.least = least;
    this.most = most;
    this.ratios = IntStream.range(0, ratios.length).mapToObj(i -> ratios[i]).toList();
  }

  /** The figure of a number in the paper. */
  static Figure of(int number) {
    for (Figure figure : values()) {
      if (figure.number == number) {
        return figure;
      }
    }
    require(false, "there is no figure %d to make; the choice is 1, 3, 4, 5, 6, 7", number);
    throw new IllegalStateException();
  }

  /** The settings where none are given. */
  TransferOptions usual() {
    return Preset.PAPER_FIGURES.options();
  }

  /** The example pictures that it is made of where none are named. */
  List<String> examples() {
    return List.of(TOWN, NIGHT);
  }

  /**
   * Its pictures, row by row.
   *
   * @param given what puts the settings that the user gave in the place of the usual ones
   */
  abstract List<FigureCell> cells(
      List<SourcePicture> sources, UnaryOperator<TransferOptions> given, List<Double> ratios);

  /** How many stand in a row. */
  int columns() {
    return columns;
  }

  /**
   * The ratios for its pictures.
   *
   * @param given those to use in place of the paper's
   * @param oneForAll whether one for all pictures is given too
   */
  List<Double> ratios(Optional<String> given, boolean oneForAll) {
    require(
        !ratios.isEmpty() || given.isEmpty(),
        "figure %d has one ratio: --ratio, not --ratios",
        number);
    require(
        ratios.isEmpty() || !oneForAll,
        "figure %d has several ratios: --ratios, not --ratio or --style-weight",
        number);
    return given.map(Figure::parsed).orElse(ratios);
  }

  private static List<Double> parsed(String list) {
    try {
      return Arrays.stream(list.split(",", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "--ratios must be numbers, such as 1e-3,5e-3, not '%s'".formatted(list), e);
    }
  }

  /** Says so if that many pictures do not make it. */
  void requireCount(int pictures) {
    require(
        pictures >= least && pictures <= most,
        "figure %d is made of CONTENT and %s, not of %d pictures",
        number,
        most == 2 ? "STYLE" : "1 to %d paintings".formatted(most - 1),
        pictures);
  }

  private static String ratioLabel(double ratio) {
    int exponent = (int) Math.floor(Math.log10(ratio) + 1e-9);
    return "α/β = %se%d"
        .formatted(Defaults.number(rounded(ratio / Math.pow(10, exponent))), exponent);
  }

  private static double rounded(double value) {
    return Math.round(1000 * value) / 1000.0;
  }
}
