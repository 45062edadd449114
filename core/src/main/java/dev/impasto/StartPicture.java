package dev.impasto;

import dev.impasto.picture.Picture;
import dev.impasto.request.InitialPicture;
import dev.impasto.request.SourcePicture;
import dev.impasto.request.StyleSource;
import dev.impasto.request.TransferRequest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The picture that the first size starts from: one that is given, content, style or noise. */
final class StartPicture {
  private static final int COLORS = 3;

  /** Of noise within the range of colors. */
  private static final double USUAL_DEVIATION = 0.25;

  /** Of a normal distribution that hardly reaches into the range of colors. */
  private static final int MOST_DRAWS = 100;

  private final Picture content;
  private final InitialPicture start;
  private final Random random;

  private StartPicture(Picture content, InitialPicture start) {
    this.content = content;
    this.start = start;
    this.random = new Random(start.seed());
  }

  /**
   * Makes it, where the content lies.
   *
   * @param content at the first size
   * @param styles the paintings, the first of which may be the start
   * @param before the frame before, where the content is a frame of a film
   */
  static Picture of(
      TransferRequest request,
      Picture content,
      List<Picture> styles,
      Optional<FrameMotion.Moved> before) {
    InitialPicture initial = request.options().schedule().start();
    StartPicture made = new StartPicture(content, initial);
    Picture picture =
        request
            .start()
            .map(SourcePicture::picture)
            .map(given -> made.sized(given.onWhite()))
            .orElseGet(() -> made.named(request.styles(), styles, before));
    return initial.noise() > 0 ? made.mixed(picture) : picture;
  }

  private Picture sized(Picture picture) {
    return picture.resized(content.width(), content.height(), content.colors().storage());
  }

  private Picture named(
      List<StyleSource> sources, List<Picture> styles, Optional<FrameMotion.Moved> before) {
    return switch (start.kind()) {
      case CONTENT -> content;
      case STYLE -> styles.isEmpty() ? content : sized(styles.get(0));
      case PREVIOUS -> before.map(moved -> moved.over(content)).orElse(content);
      case NOISE -> noise(color -> 0.5 + start.spread() * random.nextGaussian());
      case UNIFORM -> noise(color -> random.nextFloat());
      case NORMAL -> normal();
      case STYLE_STATISTICS -> styles.isEmpty() ? normal() : like(sources, styles);
    };
  }

  private Picture normal() {
    return noise(color -> within(0.5, USUAL_DEVIATION));
  }

  /** One value of a color's noise. */
  @FunctionalInterface
  private interface Noise {
    double of(int color);
  }

  private Picture noise(Noise noise) {
    return content.recolored(
        (y, row) -> {
          for (int i = 0; i < row.length; i++) {
            row[i] = (float) noise.of(i % COLORS);
          }
        });
  }

  /** A value of a normal distribution without its ends beyond 0 and 1. */
  private double within(double mean, double deviation) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      double value = mean + deviation * random.nextGaussian();
      if (value >= 0 && value <= 1) {
        return value;
      }
    }
    return Math.min(Math.max(mean, 0), 1);
  }

  /** Noise with the paintings' means and variances, each counting as its painting does. */
  private Picture like(List<StyleSource> sources, List<Picture> styles) {
    double[] means = new double[COLORS];
    double[] variances = new double[COLORS];
    double all = sources.stream().mapToDouble(StyleSource::weight).sum();
    for (int i = 0; i < styles.size(); i++) {
      double share = sources.get(i).weight() / all;
      for (int color = 0; color < COLORS; color++) {
        double[] moments = moments(styles.get(i), color);
        means[color] += share * moments[0];
        variances[color] += share * moments[1];
      }
    }
    return noise(color -> within(means[color], Math.sqrt(variances[color])));
  }

  /** The mean and the variance of one color. */
  private static double[] moments(Picture picture, int color) {
    float[] row = new float[COLORS * picture.width()];
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < picture.height(); y++) {
      picture.colors().read((long) y * row.length, row, 0, row.length);
      for (int i = color; i < row.length; i += COLORS) {
        sum += row[i];
        squares += (double) row[i] * row[i];
      }
    }
    double count = (double) picture.width() * picture.height();
    double mean = sum / count;
    return new double[] {mean, Math.max(0, squares / count - mean * mean)};
  }

  private Picture mixed(Picture picture) {
    return picture.recolored(
        (y, row) -> {
          for (int i = 0; i < row.length; i++) {
            float noise = (float) within(0.5, USUAL_DEVIATION);
            row[i] += (float) (start.noise() * (noise - row[i]));
          }
        });
  }
}
