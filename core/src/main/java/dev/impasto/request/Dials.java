package dev.impasto.request;

import static dev.impasto.problem.InvalidInputException.require;

import dev.impasto.loss.DetailTerm;
import dev.impasto.loss.LossOptions;
import java.util.Arrays;

/**
 * Two dials from 0 to 100 that stand for several settings at once, for those who do not want to
 * know them.
 *
 * <p>Strength goes from the photograph at 0 by way of the given settings at 50 to all painting at
 * 100. Equal steps look equally large: of pictures of several pairs, how much of the photograph's
 * outlines is lost and of the painting's strokes and colors is won rises evenly
 * (docs/experiments/defaults.md). Detail adds what keeps outlines and faces: nothing at 0.
 */
final class Dials {
  private static final double WHOLE = 100;
  private static final double MIDDLE = 50;

  /** What the style weight is multiplied by at strengths of 10, 20 and so on to 100. */
  private static final double[] FACTORS = {0.0025, 0.012, 0.045, 0.18, 1, 10, 70, 330, 330, 330};

  /** How much of the start is noise there: what begins as the photograph never leaves it. */
  private static final double[] NOISE = {0, 0, 0, 0, 0, 0.25, 0.5, 0.75, 0.9, 1};

  private static final double STEP = WHOLE / FACTORS.length;

  /** How colors are moved below the middle: slowly at first, as a little of it can be seen. */
  private static final double COLORS = 1.5;

  /** The weights at a detail of 100. */
  private static final double LAPLACIAN = 2;

  private static final double SELF_SIMILARITY = 0.5;

  private Dials() {}

  static TransferOptions strength(TransferOptions options, double strength) {
    require(
        strength >= 0 && strength <= WHOLE, "the strength must be from 0 to 100, not %s", strength);
    if (strength == 0) {
      LossOptions loss = options.loss();
      double content = loss.content().weight() > 0 ? loss.content().weight() : 1;
      return options
          .withLoss(l -> l.withWeights(content, 0).withTvWeight(0).withDetail(DetailTerm.NONE))
          .withStart(InitialPicture.Kind.CONTENT)
          .withFinish(f -> f.withColorMatch(0).withDenoising(0));
    }
    double colors = Math.min(1, Math.pow(strength / MIDDLE, COLORS));
    double noise = between(NOISE, strength);
    TransferOptions changed =
        options
            .withStyleWeight(options.loss().style().weight() * factor(strength))
            .withFinish(f -> f.withColorMatch(colors * f.colorMatch()));
    return noise > 0
        ? changed.withSchedule(s -> s.withStart(start -> start.withNoise(noise)))
        : changed;
  }

  /** Between two factors their logarithm goes along a line, below the first the factor itself. */
  private static double factor(double strength) {
    if (strength < STEP) {
      return strength / STEP * FACTORS[0];
    }
    double[] logarithms = Arrays.stream(FACTORS).map(Math::log).toArray();
    return Math.exp(between(logarithms, strength));
  }

  /** Along a line between two of the values at strengths of 10, 20 and so on. */
  private static double between(double[] values, double strength) {
    double place = Math.max(0, strength / STEP - 1);
    int below = (int) Math.min(values.length - 2, place);
    return values[below] + (place - below) * (values[below + 1] - values[below]);
  }

  static TransferOptions detail(TransferOptions options, double detail) {
    require(detail >= 0 && detail <= WHOLE, "the detail must be from 0 to 100, not %s", detail);
    double part = detail / WHOLE;
    double squared = part * part;
    return options.withLoss(
        l -> l.withDetail(new DetailTerm(squared * LAPLACIAN, squared * SELF_SIMILARITY)));
  }
}
